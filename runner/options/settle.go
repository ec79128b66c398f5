package options

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/suites/exchange"
)

// Fill fills the flags of a command that its command line left alone. They may be
// any of those of osact run.
func Fill(s *settings.Settings, flags *pflag.FlagSet, environ []string) error {
	return s.Fill(flags, All(), environ)
}

// All returns the flags of osact run, which settings have the names of.
func All() *pflag.FlagSet {
	flags := pflag.NewFlagSet("run", pflag.ContinueOnError)
	new(Run).AddFlags(flags)
	return flags
}

// Settle fills the flags that the command line left alone, and what depends on
// them.
func (o *Ask) Settle(flags *pflag.FlagSet, environ []string) error {
	if err := o.fill(flags, environ); err != nil {
		return err
	}
	return o.Complete()
}

// fill fills the flags, and finds out what tells of a target.
func (o *Ask) fill(flags *pflag.FlagSet, environ []string) error {
	if err := Fill(&o.Settings, flags, environ); err != nil {
		return err
	}
	if o.Origins["target"] == "" && slices.Contains(environ, settings.VariableOf("target")+"=") {
		o.Origins["target"] = "$" + settings.VariableOf("target")
	}
	o.hint = hintOf(environ)
	return nil
}

// SettleProfile gives a selection the profile that a run would have, where none is
// chosen: of a command that asks nothing, in the same folder and environment.
func SettleProfile(s *Selection, file string, environ []string) error {
	if s.Profile != "" {
		return nil
	}
	var o Ask
	flags := pflag.NewFlagSet("run", pflag.ContinueOnError)
	o.AddFlags(flags)
	o.File = file
	if err := o.fill(flags, environ); err != nil {
		return err
	}
	s.Profile = o.usualProfile()
	return nil
}

// usualProfile is the profile where none is chosen.
func (o *Ask) usualProfile() string {
	if o.Embedded() {
		return "full"
	}
	return "tenant"
}

// Embedded reports whether nothing but the reference cloud is meant: where
// anything tells of another one, the reference cloud would pass in its place.
func (o *Ask) Embedded() bool { return o.TargetOrigin() == "" }

// TargetOrigin says what tells of another target than the reference cloud, as in
// settings.Settings; empty if nothing does.
func (o *Ask) TargetOrigin() string {
	switch {
	case o.Origins["target"] != "":
		return o.Origins["target"]
	case len(o.As) > 0:
		return o.Origins["as"]
	case o.hint != "":
		return "$" + o.hint
	}
	return ""
}

// SayTarget says what the target is, before it is shown a token, where neither a flag
// nor a catalog names it: a file in this folder may be somebody else's.
func (o *Ask) SayTarget(say io.Writer) {
	origin := o.Origins["target"]
	if origin == "" || origin == flagTarget {
		return
	}
	if at, err := connect.ParseTarget(o.Target); err == nil {
		fmt.Fprintf(say, "osact: the target is %s, as %s says\n", at.Root, origin)
	}
}

const flagTarget = "--target"

// ForLedger aims at the servers that a ledger names. That alone does not make its target
// one to show a token to: the command line or the environment names it, or else a
// catalog.
func (o *Ask) ForLedger(root, path string, environ []string) error {
	variable := "$" + settings.VariableOf("target")
	switch o.Origins["target"] {
	case flagTarget:
		return nil
	case variable:
		if at, err := connect.ParseTarget(o.Target); err == nil && at.Root != root {
			return exit.Usagef("the servers of %s are at %s, and %s is %s: give --target", path, root, variable, at.Root)
		}
		return nil
	}
	o.Target, o.hint = "", hintOf(environ)
	delete(o.Origins, "target")
	if len(o.As) == 0 && o.hint != "OS_CLOUD" {
		return exit.Usagef("nothing but %s says that its servers are at %s: give --target %[2]s if that is right", path, root)
	}
	return nil
}

// hintOf returns the name of the first variable that is for the token of an
// actor, or names an entry of clouds.yaml; empty if there is none. A variable for
// a token that is empty is where the token could not be had.
func hintOf(environ []string) string {
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if value != "" && name == "OS_CLOUD" || strings.HasPrefix(name, exchange.TokenVariable("")) {
			return name
		}
	}
	return ""
}

// Complete fills in what depends on the target, and refuses values that no run
// can have.
func (o *Ask) Complete() error {
	if o.Profile == "" {
		o.Profile = o.usualProfile()
	}
	switch {
	case o.InFlight < 1 || o.InFlight > 256:
		return exit.Usagef("--concurrency %d: choose 1 to 256", o.InFlight)
	case !(o.Rate >= 0 && o.Rate <= 1e6):
		return exit.Usagef("--rate %g: choose up to a million requests per second, or 0 for no limit", o.Rate)
	case o.Timeout <= 0:
		return exit.Usagef("--timeout %s: choose a duration like 30s", o.Timeout)
	case o.Deadline <= 0:
		return exit.Usagef("--deadline %s: choose a duration like 10m", o.Deadline)
	case o.Embedded() && (o.Server != "" || o.Action != "" || len(o.Projects)+len(o.Cast) > 0):
		return exit.Usagef("--project, --server, --action and --cast are about a target: give --target or --as too")
	case o.Embedded() && o.Image+o.Flavor+o.Network != "":
		return exit.Usagef("--image, --flavor and --network are about a target: give --target or --as too")
	}
	return o.CheckIDs()
}
