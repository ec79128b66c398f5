package options

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
)

// Run is what osact run takes.
type Run struct {
	Ask
	Files
	Gate
	Implementation
	Bundle string
	Public bool // of the bundle
	Strict bool
	Quiet  bool
	Format string // of what is printed
	Keep   int
}

// AddFlags adds the flags.
func (o *Run) AddFlags(flags *pflag.FlagSet) {
	o.Ask.AddFlags(flags)
	o.Files.AddFlags(flags)
	o.Gate.AddBaselineFlag(flags)
	o.Gate.AddFlags(flags)
	o.Implementation.AddFlag(flags)
	flags.StringVar(&o.Bundle, "bundle", "", "file to put the results into for others to verify, as osact bundle does (default: none is written)")
	flags.BoolVar(&o.Public, "public", false, "with --bundle: "+PublicUsage)
	flags.BoolVar(&o.Strict, "strict", false, "demand each SHOULD like a MUST")
	flags.StringVar(&o.Challenge, "challenge", "", "a text of whoever verifies the run, which its questions follow from: their order, their request ids, the ids that nobody has, the names of osact's servers")
	flags.BoolVar(&o.Quiet, "quiet", false, "do not say on standard error how far the run is")
	flags.IntVar(&o.Keep, "keep", results.DefaultKept, "how many runs are kept in folders of their own below --out; the oldest are removed; 0: all are kept")
	flags.StringVar(&o.Format, "format", "console", "how to print the verdict: console, or as osact render does: ctrf, github, html, json, junit, markdown, prometheus, scs or subunit")
}

// Prepare returns the run that is wished for. Flags are those that AddFlags added,
// as the command line set them; Prepare fills the others.
func (o *Run) Prepare(flags *pflag.FlagSet, environ []string) (*run.Run, error) {
	if err := o.Settle(flags, environ); err != nil {
		return nil, err
	}
	challenge, err := o.challenge()
	if err != nil {
		return nil, err
	}
	o.RunID = runID(challenge)
	contract, err := o.Contract.Load(flags, environ)
	if err != nil {
		return nil, err
	}
	claims, err := o.Selection.Claims(contract, o.Contract)
	if err != nil {
		return nil, err
	}
	selected, err := o.Selected()
	if err != nil {
		return nil, err
	}
	terms, err := o.terms(contract)
	if err != nil {
		return nil, err
	}
	said, err := o.Implementation.Read()
	if err != nil {
		return nil, err
	}
	return &run.Run{
		Bundle: o.Bundle, Public: o.Public, More: bundle.Additions{Implementation: said},
		ID: o.RunID, Contract: contract, ContractFolder: o.Folder, Claims: claims,
		Selection: selected, Challenge: challenge, Settings: o.told(flags), Player: o.Player(), Strict: o.Strict, Terms: terms,
	}, nil
}

// terms reads what the gate goes by, and refuses a baseline that a run cannot be
// compared with, before anything is asked.
func (o *Run) terms(contract *openapi.Contract) (gate.Terms, error) {
	if err := o.Gate.check(); err != nil {
		return gate.Terms{}, err
	}
	terms, err := o.Gate.Terms(contract, o.Strict)
	if err != nil || terms.Baseline == nil {
		return terms, err
	}
	switch was := terms.Baseline.Verdict; {
	case was.Verdict == verdict.Error:
		return terms, exit.Usagef("--baseline %s: its verdict is an error, so it judges nothing: %s", o.Baseline, was.Reason)
	case was.Profile != o.Profile:
		return terms, exit.Usagef("--baseline %s is of profile %s, and this run of %s: compare two of the same profile (--profile %s)", o.Baseline, was.Profile, o.Profile, was.Profile)
	}
	return terms, nil
}

// Open proves before anything is asked that what comes of a run can be kept: its
// files, and the ledger of one that may write. What is not done, though a flag asks
// for it, goes to say.
func (o *Run) Open(r *run.Run, say io.Writer) (err error) {
	o.SayTarget(say)
	if o.Keep < 0 {
		return exit.Usagef("--keep %d: it is a number of runs, or 0 for all", o.Keep)
	}
	if o.Out != "" {
		files := []string{results.VerdictFile, results.RecordingFile, results.ReportFile, results.JUnitFile, results.SummaryFile}
		if o.Baseline != "" {
			files = append(files, results.Differences()...)
		}
		if r.Results, err = results.Open(o.Out, files...); err != nil {
			return err
		}
		r.Results.Say, r.Results.Kept, r.Results.Spared = say, o.Keep, o.Baseline
	}
	if err := o.openBundle(); err != nil {
		return err
	}
	writes, err := o.writes(r.Contract, r.Claims, say)
	if err != nil || !writes {
		return err
	}
	r.Ledger = o.LedgerPath()
	if o.Out == "" && o.Ledger == "" {
		if err := os.MkdirAll(filepath.Dir(r.Ledger), 0o755); err != nil {
			return exit.Usagef("the ledger can't be kept at %s: %w: name a file with --ledger", r.Ledger, err)
		}
	}
	return run.CheckLedger(r.Ledger)
}

// openBundle proves that the bundle can be written.
func (o *Run) openBundle() error {
	switch {
	case o.Bundle == "" && o.Origins["bundle"] != "":
		return exit.Usagef("--bundle is empty: name a file, or leave it out")
	case o.Bundle == "" && o.Public:
		return exit.Usagef("--public is about a bundle: say where that goes, with --bundle FILE")
	case o.Bundle == "":
		return nil
	case o.Out == "":
		return exit.Usagef("--bundle %s: a bundle is made of the files of a run: say where they go, with --out", o.Bundle)
	}
	if there, err := os.Lstat(o.Bundle); err == nil && !there.Mode().IsRegular() {
		return exit.Usagef("--bundle %s: something else than a file is there", o.Bundle)
	}
	trial, err := os.CreateTemp(filepath.Dir(o.Bundle), ".osact-*")
	if err == nil {
		err = errors.Join(trial.Close(), os.Remove(trial.Name()))
	}
	if err != nil {
		return exit.Usagef("--bundle %s: it can't be written there: %w", o.Bundle, err)
	}
	return nil
}

// writes reports whether the run may write to a target, and has a reason to.
// Where it has none it is not allowed to either.
func (o *Run) writes(contract *openapi.Contract, claims []claim.Claim, say io.Writer) (bool, error) {
	if !o.Allowed || o.Embedded() {
		return false, nil
	}
	plan, err := cast.Plan(contract, o.Profile, claims, o.Bindings(o.RunID))
	if err != nil {
		return false, o.Unfit("the plan does not build", err)
	}
	if o.Allowed = plan.Writes(); !o.Allowed {
		fmt.Fprintf(say, "osact: nothing is written: no requirement that is chosen from the profile %s needs --allow-writes (some of lifecycle and full do)\n", o.Profile)
	}
	return o.Allowed, nil
}

// told are the settings in force that a recording tells: how it was asked. Where files
// are is nobody's business, and the rest stands elsewhere in the recording.
func (o *Run) told(flags *pflag.FlagSet) map[string]string {
	told := map[string]string{}
	for _, s := range o.InForce(flags) {
		switch s.Name {
		case "concurrency", "rate", "timeout", "deadline", "strict", "allow-writes", "project", "server", "action", "cast", "image", "flavor", "network":
			told[s.Name] = s.Value
		}
	}
	return told
}
