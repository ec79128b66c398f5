package options

import (
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Run is what osact run takes.
type Run struct {
	Ask
	Files
	Strict bool
}

// AddFlags adds the flags.
func (o *Run) AddFlags(flags *pflag.FlagSet) {
	o.Ask.AddFlags(flags)
	o.Files.AddFlags(flags)
	flags.BoolVar(&o.Strict, "strict", false, "demand each SHOULD like a MUST")
}

// Prepare returns the run that is wished for, ready to ask, and proves before
// anything is asked that what comes of it can be kept. Flags are those that
// AddFlags added, as the command line set them; Prepare fills the others. What is
// not done, though a flag asks for it, goes to say.
func (o *Run) Prepare(flags *pflag.FlagSet, environ []string, say io.Writer) (*run.Run, error) {
	o.RunID = run.NewID()
	if err := o.Settle(flags, environ); err != nil {
		return nil, err
	}
	contract, err := o.Contract.Load(flags, environ)
	if err != nil {
		return nil, err
	}
	claims, err := o.Selection.Claims(contract, o.Contract)
	if err != nil {
		return nil, err
	}
	r := &run.Run{
		ID: o.RunID, Contract: contract, ContractFolder: o.Folder, Claims: claims,
		Selection: exchange.Selection{Profile: o.Profile, Only: o.Only}, Player: o.Player(), Strict: o.Strict,
	}
	if o.Out != "" {
		if r.Results, err = results.Open(o.Out, results.VerdictFile, results.RecordingFile, results.ReportFile, results.JUnitFile, results.SummaryFile); err != nil {
			return nil, err
		}
	}
	writes, err := o.writes(contract, claims, say)
	if err != nil {
		return nil, err
	}
	if !writes {
		return r, nil
	}
	r.Ledger = o.LedgerPath()
	if err := run.CheckLedger(r.Ledger); err != nil {
		return nil, err
	}
	return r, nil
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
