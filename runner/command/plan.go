package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// selection is the flags that say what is demanded.
type selection struct {
	profile string
	only    []string
}

func (s *selection) flags(cmd *cobra.Command, profile string) {
	cmd.Flags().StringVar(&s.profile, "profile", profile, "the requirements to demand, by the name of a profile")
	cmd.Flags().StringSliceVar(&s.only, "only", nil, "narrow the profile to these requirement ids")
}

// claims returns the claims that are selected.
func (s *selection) claims(contract *openapi.Contract) ([]claim.Claim, error) {
	if _, err := demanded(contract, s.profile, s.only); err != nil {
		return nil, err
	}
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: s.profile, Only: s.only})
	if err != nil {
		return nil, defect("the claims do not load: %w", err)
	}
	return claims, nil
}

func newPlan(w *world) *cobra.Command {
	var chosen selection
	var writing writing
	var layers layers
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Print every question that a run would ask, and send nothing",
		Example: `  osact plan
  osact plan --profile full --only show.tenancy.mismatch-is-400
  osact plan --profile lifecycle --allow-writes`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := layers.fill(cmd, w.environ); err != nil {
				return err
			}
			contract, err := loadContract()
			if err != nil {
				return err
			}
			claims, err := chosen.claims(contract)
			if err != nil {
				return err
			}
			if err := writing.check(); err != nil {
				return err
			}
			plan, err := cast.Plan(contract, chosen.profile, claims, writing.bindings("RUN"))
			if err != nil {
				return defect("the plan does not build: %w", err)
			}
			steps, waiting := plan.Possible(), 0
			for _, step := range steps {
				if step.Until != nil {
					waiting++
					continue
				}
				fmt.Fprintln(w.stdout, step.Probe)
			}
			fmt.Fprintf(w.stdout, "\nat most %d requests for %d claims; a symbol in braces gets its value from an earlier answer,\nand what the target does not offer is not asked\n", len(steps), len(claims))
			if waiting > 0 {
				fmt.Fprintf(w.stdout, "%d of them only ask again what is listed once, until an answer tells that an action has ended\n", waiting)
			}
			if kept := len(plan.Steps) - len(steps); kept > 0 {
				fmt.Fprintf(w.stdout, "%d more at most with --allow-writes\n", kept)
			}
			return nil
		},
	}
	chosen.flags(cmd, "tenant")
	writing.flags(cmd)
	layers.flags(cmd)
	return cmd
}
