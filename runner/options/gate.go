package options

import (
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/runner/waiver"
)

// Gate is what a user says of a gate: what to compare with, which violations are
// known, and of what less is accepted.
type Gate struct {
	Baseline    string
	waivers     string
	acknowledge []string
	asOf        string

	changed func(flag string) bool // nil: there are no flags
}

// AddFlags adds the flags, but for the baseline.
func (o *Gate) AddFlags(flags *pflag.FlagSet) {
	o.changed = flags.Changed
	flags.StringVar(&o.waivers, "waivers", "", "file of known violations, each with an owner and an end, that do not fail the gate")
	flags.StringSliceVar(&o.acknowledge, "acknowledge", nil, "requirement ids that may go unjudged though the baseline judged them, and offer.maximum, offer.minimum or offer.legacy where the target may offer less")
	flags.StringVar(&o.asOf, "as-of", "", "the day that waivers are held against, like 2026-11-30 (default: today, in UTC)")
}

// AddBaselineFlag adds the flag that names the baseline.
func (o *Gate) AddBaselineFlag(flags *pflag.FlagSet) {
	flags.StringVar(&o.Baseline, "baseline", "", "an earlier run to compare with: the folder of its results, its recording.har, its verdict.json or a bundle; the exit code is then the gate's")
}

// Terms reads what the gate goes by. Nothing has been asked by then: a mistake in a
// file costs no run.
func (o *Gate) Terms(contract *openapi.Contract, strict bool) (gate.Terms, error) {
	t := gate.Terms{AsOf: waiver.DayOf(time.Now()), Acknowledged: o.acknowledge}
	if err := o.empty(); err != nil {
		return t, err
	}
	if o.asOf != "" {
		var err error
		if t.AsOf, err = waiver.ParseDay(o.asOf); err != nil {
			return t, exit.Usagef("--as-of: %w", err)
		}
	}
	if o.waivers != "" {
		file, err := waiver.Read(o.waivers)
		if err != nil {
			return t, exit.Usagef("the waivers can't be read: %w", err)
		}
		if err := file.Check(contract); err != nil {
			return t, exit.Usagef("%s: %w", o.waivers, err)
		}
		t.Waived, t.Waivers = true, file.Waivers
	}
	if o.Baseline != "" {
		side, err := gate.Load(o.Baseline, contract, strict)
		if err != nil {
			return t, exit.Usagef("the baseline can't be read: %w", err)
		}
		t.Baseline = &side
	}
	return t, checkAcknowledged(contract, o.acknowledge)
}

// empty refuses a name that is empty, as that of a variable that is not set: without it
// there would be another gate than is meant, or none.
func (o *Gate) empty() error {
	for _, flag := range []struct{ name, value, what string }{
		{"baseline", o.Baseline, "an earlier run"}, {"waivers", o.waivers, "a file"}, {"as-of", o.asOf, "a day"},
	} {
		if flag.value == "" && o.changed != nil && o.changed(flag.name) {
			return exit.Usagef("--%s is empty: name %s, or leave it out", flag.name, flag.what)
		}
	}
	return nil
}

// checkAcknowledged refuses a name that is none: whoever mistypes one would believe
// that it is accepted.
func checkAcknowledged(contract *openapi.Contract, names []string) error {
	known := compare.Offers()
	for _, r := range contract.Requirements() {
		known = append(known, r.ID)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return suggest.Unknown("requirement", name, known)
		}
	}
	return nil
}

// check refuses what says nothing without a gate.
func (o *Gate) check() error {
	switch {
	case len(o.acknowledge) > 0 && o.Baseline == "":
		return exit.Usagef("--acknowledge is about a baseline: give --baseline too")
	case o.asOf != "" && o.waivers == "":
		return exit.Usagef("--as-of is about waivers: give --waivers too")
	}
	return nil
}
