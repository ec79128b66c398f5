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
	var listFaults, missing bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the requirements of a profile, or the faults that prove their claims",
		Example: `  osact list
  osact list --profile tenant
  osact list --profile v2 --missing
  osact list --faults`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
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
			profile, err := checkProfile(contract, chosen.profile)
			if err != nil {
				return err
			}
			if missing {
				return listMissing(table, contract, profile.Name)
			}
			if err := checkOnly(contract, profile, chosen.only); err != nil {
				return err
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
	cmd.Flags().BoolVar(&missing, "missing", false, "list what the profile does not demand, and why")
	cmd.Flags().BoolVar(&listFaults, "faults", false, "list the faults that osact serve can put in front of a cloud")
	cmd.MarkFlagsMutuallyExclusive("missing", "only")
	cmd.MarkFlagsMutuallyExclusive("missing", "faults")
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
