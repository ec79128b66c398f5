package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
)

func newContract(p *process) *cobra.Command {
	var o contractOptions
	var edition, audience string
	var order order
	cmd := &cobra.Command{
		Use:   "contract",
		Short: "Print the API description as it stands for one edition and audience",
		Long: `Print a projection: the description of the API at one microversion, or of the
legacy path, as one audience sees it. It is plain OpenAPI that any tool reads.

With --precedence, print the order in which the API decides instead: what comes
of a question in which several things are wrong, whatever the edition.`,
		Example: `  osact contract --edition 2.62 --audience tenant
  osact contract --edition legacy --audience operator > nova-v2.yaml
  osact contract --contract mine --edition 2.96
  osact contract --precedence`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			contract, err := o.load(cmd, p)
			if err != nil {
				return err
			}
			switch {
			case order.wanted:
				return order.print(p.stdout, contract.Precedence())
			case order.asJSON:
				return exit.Usagef("--json prints the order in which the API decides: give --precedence too")
			}
			e, err := openapi.ParseEdition(edition)
			if err != nil {
				return exit.Usagef("--edition: %w, or \"legacy\"", err)
			}
			a, err := openapi.ParseAudience(audience)
			if err != nil {
				return exit.Usagef("--audience: %w", err)
			}
			projection, err := contract.Project(e, a)
			if err != nil {
				return exit.Usagef("--edition: %w", err)
			}
			text, err := projection.YAML()
			if err != nil {
				return exit.Defectf("%w", err)
			}
			_, err = p.stdout.Write(text)
			return err
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&edition, "edition", "2.104", "a microversion, or legacy")
	cmd.Flags().StringVar(&audience, "audience", "operator", "operator, tenant, or either")
	order.flags(cmd)
	return cmd
}
