package command

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/preflight"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/suites"
)

func newCheck(p *process) *cobra.Command {
	var o options.Ask
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find out what a run could ask: settings, target, actors, cast",
		Long: `Find out what a run could ask, and stop there: the effective settings and where
each came from, what the target offers, who is accepted, which actions play which
part, and which requirements of the profile stay out of reach and why.
It asks only what it takes to find that out, and writes nothing.`,
		Example: `  osact check --as member=staging
  OSACT_TOKEN_MEMBER=... osact check --target https://cloud:8774 --profile full`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return check(cmd, p, &o)
		},
	}
	o.AddFlags(cmd.Flags())
	return cmd
}

// check finds out what a run with the same flags could ask.
func check(cmd *cobra.Command, p *process, o *options.Ask) error {
	o.RunID = run.NewID()
	if err := o.Settle(cmd.Flags(), p.environ); err != nil {
		return err
	}
	contract, err := o.Contract.Load(cmd.Flags(), p.environ)
	if err != nil {
		return err
	}
	claims, err := o.Selection.Claims(contract, o.Contract)
	if err != nil {
		return err
	}
	o.SayTarget(p.stderr)
	ctx, caught, stop := signals.Context(cmd.Context())
	defer stop()
	c, err := connected(ctx, p, o, caught)
	if err != nil {
		return err
	}
	defer c.Close() // nothing was written through it
	recording, err := o.RecordOpening(ctx, contract, c)
	if err != nil {
		return err
	}
	if n := caught(); n != 0 {
		return &exit.Error{Code: n, Err: errors.New("interrupted, so what a run could ask is not known")}
	}
	trial, err := suites.Open(contract, recording)
	if err != nil {
		return o.Unfit("nothing can be judged by it", err)
	}
	report := preflight.Report{
		Contract: contract, Profile: o.Profile, Claims: claims,
		Settings: inForce(cmd, o), Recording: recording, Trial: trial,
	}
	complete, err := report.Write(p.stdout)
	switch {
	case err != nil:
		return exit.Defectf("%w", err)
	case !complete:
		return exit.With(exit.Incomplete)
	}
	return nil
}

// inForce returns the settings in force, and which profile that makes. No setting
// holds a secret: tokens are never settings.
func inForce(cmd *cobra.Command, o *options.Ask) []settings.Setting {
	list := o.InForce(cmd.Flags())
	if o.Origins["profile"] == "" {
		list = append(list, settings.Setting{Name: "profile", Value: o.Profile, Origin: "default"})
	}
	return list
}
