package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/exit"
)

func newExplain(p *process) *cobra.Command {
	var o contractOptions
	cmd := &cobra.Command{
		Use:     "explain ID",
		Short:   "Say what a requirement demands, where it comes from, and which fault proves its claim",
		Example: `  osact explain show.tenancy.mismatch-is-400`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return exit.Usagef("osact explain takes one requirement id; osact list prints them all")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			contract, err := o.load(cmd, p)
			if err != nil {
				return err
			}
			return catalogue.Explain(p.stdout, contract, args[0])
		},
	}
	o.flags(cmd)
	return cmd
}
