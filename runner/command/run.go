package command

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// running is what osact run can be told beyond what to ask.
type running struct {
	asking
	keeping
	strict bool
}

func newRun(w *world) *cobra.Command {
	var r running
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Ask a target, judge its answers, and write the verdict",
		Long: `Ask a target the questions of a profile, judge its answers, and write the
verdict and the recording.

Where nothing tells of a target, neither --target nor --as, a token or OS_CLOUD,
it plays the reference cloud that osact brings along, with the profile "full".
Else the profile is "tenant" unless you choose another.
Each actor is played by an entry of clouds.yaml, or by the token in its variable:
OSACT_TOKEN_MEMBER, OSACT_TOKEN_ADMIN, OSACT_TOKEN_OUTSIDER and so on.
Nothing is written to the target, unless --allow-writes says so: then osact makes
two servers of its own, acts on them, and deletes them and nothing else.

Every flag can stand in the configuration file by its name, or in the environment
as OSACT_NAME; a flag beats a variable, a variable beats the file. check, plan, list
and cleanup take what they have a flag for.`,
		Example: `  osact run
  osact run --as member=staging
  osact run --as member=staging --as admin=staging-admin --as reader=auditor \
    --as bystander=robot --as outsider=other --profile full
  OSACT_TOKEN_MEMBER=$(openstack token issue -f value -c id) osact run --target https://cloud:8774
  osact run --only show.headers.request-id,show.headers.content-type`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.run(cmd, w)
		},
	}
	r.asking.flags(cmd)
	r.keeping.flags(cmd)
	cmd.Flags().BoolVar(&r.strict, "strict", false, "demand each SHOULD like a MUST")
	return cmd
}

func (r *running) run(cmd *cobra.Command, w *world) error {
	r.runID = newRunID()
	if err := r.settle(cmd, w); err != nil {
		return err
	}
	contract, err := loadContract()
	if err != nil {
		return err
	}
	claims, err := r.claims(contract)
	if err != nil {
		return err
	}
	results, err := newResults(r.out, verdictFile, recordingFile, reportFile, junitFile, summaryFile)
	if err != nil {
		return err
	}
	writes, err := r.writes(contract, claims, w.stderr)
	if err != nil {
		return err
	}
	if writes {
		if err := checkLedger(r.keeping.path()); err != nil {
			return err
		}
	}
	ctx, caught, stop := interruptible(cmd.Context())
	defer stop()
	c, err := r.connect(ctx, w.environ)
	if n := caught(); n != 0 && err != nil {
		return &Exit{n, err}
	}
	if err != nil {
		return err
	}
	err = r.judge(ctx, w, contract, c, results, caught)
	if closing := c.Close(); err == nil && closing != nil {
		return defect("the reference cloud does not close: %w", closing)
	}
	return err
}

// writes reports whether the run may write to a target, and has a reason to.
// Where it has none it is not allowed to either.
func (r *running) writes(contract *openapi.Contract, claims []suites.Claim, say io.Writer) (bool, error) {
	if !r.allowed || r.embedded() {
		return false, nil
	}
	plan, err := suites.NewPlan(contract, r.profile, claims, r.bindings(r.runID))
	if err != nil {
		return false, defect("the plan does not build: %w", err)
	}
	if r.allowed = plan.Writes(); !r.allowed {
		fmt.Fprintf(say, "osact: nothing is written: no requirement that is asked for in the profile %s needs --allow-writes (lifecycle and full have some)\n", r.profile)
	}
	return r.allowed, nil
}

// judge records, judges and writes. Whatever goes wrong with that, it says
// which servers are left over.
func (r *running) judge(ctx context.Context, w *world, contract *openapi.Contract, c *connect.Connection, results results, caught func() int) error {
	recording, left, err := r.listen(ctx, w, contract, c)
	var exit int
	if err == nil {
		exit, err = r.conclude(w, contract, recording, left, results, c.Tokens, caught)
	}
	switch {
	case err != nil:
		return errors.Join(err, left)
	case left != nil:
		return &Exit{exit, left}
	}
	return exitWith(exit)
}

// conclude judges a recording, writes the results, and returns the exit code. A
// recording that can't be judged is written alone.
func (r *running) conclude(w *world, contract *openapi.Contract, recording exchange.Recording, left error, results results, tokens connect.Tokens, caught func() int) (int, error) {
	findings, err := judgeBoth(contract, recording)
	if err != nil {
		return 0, results.keep(recording, tokens, err)
	}
	v := verdict.New(contract, recording, findings, verdict.Options{Strict: r.strict, Suite: version.This().Version})
	overrule(&v, left, caught())
	if err := results.write(append([]file{recorded(recording)}, judged(recording, v)...), tokens); err != nil {
		return 0, err
	}
	return v.Exit, printVerdict(w, v, recording, results.names())
}

// overrule gives a verdict the exit code that is called for by what happened
// beside the answers, and the reason: servers that are left over, or the exit
// code that a signal stands for.
func overrule(v *verdict.Verdict, left error, signal int) {
	if left != nil {
		v.Reason += "; " + openapi.Visible(left.Error())
		if v.Exit == 0 {
			v.Exit = exitIncomplete
		}
	}
	if signal != 0 && v.Verdict != verdict.Error {
		if v.Ending != exchange.Interrupted {
			v.Reason += "; osact was interrupted when it had asked"
		}
		v.Exit = signal
	}
}

// listen records. Before it returns it deletes what servers the run has made,
// however that ended; left says which it could not.
func (r *running) listen(ctx context.Context, w *world, contract *openapi.Contract, c *connect.Connection) (recording exchange.Recording, left, err error) {
	var l *ledger.Ledger
	if r.allowed && c.Target.Kind == exchange.Given {
		if l, err = openLedger(r.keeping.path(), r.runID, c, w.stderr); err != nil {
			return recording, nil, err
		}
		defer func() { left = r.sweep(ctx, c, l, sweepTime) }()
	}
	line := newProgress(w.stderr, "asked")
	defer line.clear()
	recording, err = r.record(ctx, contract, c, false, l, line.show)
	return recording, nil, err
}

// judgeBoth runs the Ginkgo specs over a recording and judges it without them:
// the two must find the same, or osact cannot be trusted.
func judgeBoth(contract *openapi.Contract, recording exchange.Recording) (findings []suites.Finding, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = crash(p)
		}
	}()
	trial, err := suites.Open(contract, recording)
	if err != nil {
		return nil, defect("%w", err)
	}
	shown, err := runSpecs(trial)
	if err != nil {
		return nil, defect("%w", err)
	}
	findings, err = suites.Judge(contract, recording)
	if err != nil {
		return nil, defect("%w", err)
	}
	if a, b := suites.Digest(shown), suites.Digest(findings); a != b {
		return nil, defect("the specs and the judge disagree about one recording (%s, %s)", a, b)
	}
	return findings, nil
}

// exitWith returns an error that ends the process with a verdict's code and
// says nothing more.
func exitWith(code int) error {
	if code == 0 {
		return nil
	}
	return &Exit{Code: code, Err: nil}
}

// printVerdict prints the verdict for people.
func printVerdict(w *world, v verdict.Verdict, recording exchange.Recording, files []string) error {
	if err := console.Verdict(w.stdout, v, recording, files, styleOf(w)); err != nil {
		return defect("the verdict can't be printed: %w", err)
	}
	return nil
}
