package command

import (
	"context"
	"errors"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/specs"
	"github.com/osact/osact/runner/terminal"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// judge records, judges and writes. Whatever goes wrong with that, it says
// which servers are left over.
func (o *runOptions) judge(ctx context.Context, p *process, contract *openapi.Contract, c *connect.Connection, folder results.Folder, caught func() int) error {
	recording, left, err := o.ask(ctx, p, contract, c)
	var code int
	if err == nil {
		code, err = o.conclude(p, contract, recording, left, folder, c.Tokens, caught)
	}
	switch {
	case err != nil:
		return errors.Join(err, left)
	case left != nil:
		return &exit.Error{Code: code, Err: left}
	}
	return exit.With(code)
}

// conclude judges a recording, writes the results, and returns the exit code. A
// recording that can't be judged is written alone.
func (o *runOptions) conclude(p *process, contract *openapi.Contract, recording exchange.Recording, left error, folder results.Folder, tokens connect.Tokens, caught func() int) (int, error) {
	findings, err := specs.Judge(contract, recording)
	if err != nil {
		return 0, folder.Keep(recording, tokens, err)
	}
	v := verdict.New(contract, recording, findings, verdict.Options{Strict: o.strict, Suite: version.This().Version})
	overrule(&v, left, caught())
	if err := folder.Write(append([]results.File{results.Recording(recording)}, results.Judged(recording, v)...), tokens); err != nil {
		return 0, err
	}
	return v.Exit, printVerdict(p, v, recording, folder.Paths())
}

// overrule changes the exit code of a verdict, and its reason, for what is not in
// the answers: servers that are left over, or a signal, by its exit code.
func overrule(v *verdict.Verdict, left error, signal int) {
	if left != nil {
		v.Reason += "; " + openapi.Visible(left.Error())
		if v.Exit == 0 {
			v.Exit = exit.Incomplete
		}
	}
	if signal != 0 && v.Verdict != verdict.Error {
		if v.Ending != exchange.Interrupted {
			v.Reason += "; osact was interrupted when it had asked"
		}
		v.Exit = signal
	}
}

// ask records. However that ends, it deletes the servers that the run has made
// before it returns; left says which it could not delete.
func (o *runOptions) ask(ctx context.Context, p *process, contract *openapi.Contract, c *connect.Connection) (recording exchange.Recording, left, err error) {
	var l *ledger.Ledger
	if o.allowed && c.Target.Kind == exchange.Given {
		if l, err = openLedger(o.ledgerPath(), o.runID, c, p.stderr); err != nil {
			return recording, nil, err
		}
		defer func() { left = o.deleteServers(ctx, c, l, deletionTime) }()
	}
	line := terminal.NewProgress(p.stderr, "asked")
	defer line.Clear()
	recording, err = o.record(ctx, contract, c, false, l, line.Show)
	return recording, nil, err
}

// printVerdict prints the verdict for people.
func printVerdict(p *process, v verdict.Verdict, recording exchange.Recording, files []string) error {
	if err := console.Verdict(p.stdout, v, recording, files, p.style()); err != nil {
		return exit.Defectf("the verdict can't be printed: %w", err)
	}
	return nil
}
