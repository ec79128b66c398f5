package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/exit"
)

func newExplain(p *process) *cobra.Command {
	return &cobra.Command{
		Use:     "explain ID",
		Short:   "Say what a requirement demands, where it comes from, and which fault proves its claim",
		Example: `  osact explain show.tenancy.mismatch-is-400`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return exit.Usagef("osact explain takes one requirement id; osact list prints them all")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			contract, err := loadContract()
			if err != nil {
				return err
			}
			return catalogue.Explain(p.stdout, contract, args[0])
		},
	}
}
