package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/accessrule"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// planOptions are the flags of osact plan.
type planOptions struct {
	settings.Settings
	options.Contract
	options.Selection
	options.Writes
	rules bool
}

func newPlan(p *process) *cobra.Command {
	var o planOptions
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Print every question that a run would ask, and send nothing",
		Example: `  osact plan
  osact plan --profile full --only show.tenancy.mismatch-is-400
  osact plan --profile lifecycle --allow-writes
  osact plan --access-rules > rules.json
  openstack application credential create --access-rules rules.json osact`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.plan(cmd, p)
		},
	}
	o.Contract.AddFlag(cmd.Flags())
	o.Selection.AddFlags(cmd.Flags())
	o.Writes.AddFlags(cmd.Flags())
	o.Settings.AddFlag(cmd.Flags())
	cmd.Flags().BoolVar(&o.rules, "access-rules", false, "print the access rules that an application credential needs for a run, as a file for openstack application credential create")
	return cmd
}

func (o *planOptions) plan(cmd *cobra.Command, p *process) error {
	if err := options.Fill(&o.Settings, cmd.Flags(), p.environ); err != nil {
		return err
	}
	contract, err := o.Load(cmd.Flags(), p.environ)
	if err != nil {
		return err
	}
	if err := options.SettleProfile(&o.Selection, o.File, p.environ); err != nil {
		return err
	}
	claims, err := o.Claims(contract, o.Contract)
	if err != nil {
		return err
	}
	if err := o.CheckIDs(); err != nil {
		return err
	}
	plan, err := cast.Plan(contract, o.Profile, claims, o.Bindings("RUN"))
	if err != nil {
		return o.Unfit("the plan does not build", err)
	}
	steps, waiting := plan.Possible(), 0
	if o.rules {
		var probes []exchange.Probe
		for _, step := range steps {
			probes = append(probes, step.Probe)
		}
		return accessrule.Write(p.stdout, accessrule.For(probes))
	}
	for _, step := range steps {
		if step.Until != nil {
			waiting++
			continue
		}
		fmt.Fprintln(p.stdout, step.Probe)
	}
	fmt.Fprintf(p.stdout, "\nat most %d requests for %d claims; a symbol in braces gets its value from an earlier answer,\nand what the target does not offer is not asked\n", len(steps), len(claims))
	if waiting > 0 {
		fmt.Fprintf(p.stdout, "%d of them ask again until an action has ended; each of these is listed once\n", waiting)
	}
	if kept := len(plan.Steps) - len(steps); kept > 0 {
		fmt.Fprintf(p.stdout, "%d more at most with --allow-writes\n", kept)
	}
	return nil
}
