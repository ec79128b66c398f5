package command

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
)

func newList(w *world) *cobra.Command {
	var chosen selection
	var layers layers
	var listFaults, missing, covered bool
	var source string
	cmd := &cobra.Command{
		Use:   "list [RECORDING]",
		Short: "List the requirements of a profile, the faults that prove their claims, or what they were made from",
		Example: `  osact list
  osact list --profile tenant
  osact list --profile v2 --missing
  osact list --faults
  osact list --source seed1
  osact list --coverage
  osact list --coverage out/recording.har`,
		Args: func(cmd *cobra.Command, args []string) error {
			if covered && len(args) == 1 {
				return nil
			}
			return noArguments(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			table := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
			if listFaults {
				for _, f := range faults.All() {
					fmt.Fprintf(table, "%s\t%s\t%s\n", f.Name, f.Requirement, f.Statement)
				}
				return table.Flush()
			}
			contract, err := loadContract()
			if err != nil {
				return err
			}
			if covered {
				return listCoverage(cmd.Context(), w, contract, args)
			}
			if cmd.Flags().Changed("source") {
				return listSource(w.stdout, contract, source)
			}
			if err := layers.fill(cmd, w.environ); err != nil {
				return err
			}
			profile, err := demanded(contract, chosen.profile, chosen.only)
			if err != nil {
				return err
			}
			if missing {
				return listMissing(table, contract, profile.Name)
			}
			ids := profile.Requirements
			if len(chosen.only) > 0 {
				ids = chosen.only
			}
			for _, id := range ids {
				r, _ := contract.Requirement(id)
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.ID, r.Level, r.Asked, r.Statement)
			}
			return table.Flush()
		},
	}
	chosen.flags(cmd, "full")
	layers.flags(cmd)
	cmd.Flags().BoolVar(&missing, "missing", false, "list what the profile does not demand, and why")
	cmd.Flags().BoolVar(&listFaults, "faults", false, "list the faults that osact serve can put in front of a cloud")
	cmd.Flags().StringVar(&source, "source", "", "list what a source document says (seed1 or seed2), and which requirements cover it")
	cmd.Flags().BoolVar(&covered, "coverage", false, "count the answers of a run that hold each item of the description, and name the faults that prove it; of the recording or verdict given, else of a run on the reference cloud")
	cmd.MarkFlagsMutuallyExclusive("missing", "only")
	cmd.MarkFlagsMutuallyExclusive("missing", "faults", "source", "coverage")
	return cmd
}

// listMissing writes what a profile does not demand.
func listMissing(table *tabwriter.Writer, contract *openapi.Contract, profile string) error {
	lacks, err := suites.Missing(contract, profile)
	if err != nil {
		return defect("the claims do not load: %w", err)
	}
	for _, l := range lacks {
		fmt.Fprintf(table, "%s\t%s\t%s\n", l.Requirement.ID, l.Requirement.Level, l.Reason)
	}
	return table.Flush()
}
