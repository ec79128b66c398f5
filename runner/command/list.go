package command

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/faults"
)

func newList(w *world) *cobra.Command {
	var chosen selection
	var listFaults bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the requirements of a profile, or the faults that prove their claims",
		Example: `  osact list
  osact list --profile tenant
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
	cmd.Flags().BoolVar(&listFaults, "faults", false, "list the faults that osact serve can put in front of a cloud")
	return cmd
}
