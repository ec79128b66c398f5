package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/preflight"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/suites"
)

func newCheck(p *process) *cobra.Command {
	var o askOptions
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
			return o.preflight(cmd, p)
		},
	}
	o.flags(cmd)
	return cmd
}

func (o *askOptions) preflight(cmd *cobra.Command, p *process) error {
	o.runID = newRunID()
	if err := o.settle(cmd, p); err != nil {
		return err
	}
	contract, err := o.loadContract(cmd, p)
	if err != nil {
		return err
	}
	claims, err := o.claims(contract, &o.contractFlag)
	if err != nil {
		return err
	}
	ctx, _, stop := signals.Context(cmd.Context())
	defer stop()
	c, err := o.connect(ctx, p.environ)
	if err != nil {
		return err
	}
	defer c.Close() // nothing was written through it
	recording, err := o.record(ctx, contract, c, true, nil, nil)
	if err != nil {
		return err
	}
	trial, err := suites.Open(contract, recording)
	if err != nil {
		return o.unfit("nothing can be judged by it", err)
	}
	report := preflight.Report{
		Contract: contract, Profile: o.profile, Claims: claims,
		Settings: o.inForce(cmd), Recording: recording, Trial: trial,
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
func (o *askOptions) inForce(cmd *cobra.Command) []settings.Setting {
	list := o.InForce(cmd.Flags())
	if o.Origins["profile"] == "" {
		list = append(list, settings.Setting{Name: "profile", Value: o.profile, Origin: "default"})
	}
	return list
}
