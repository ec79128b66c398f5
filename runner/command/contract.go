package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
)

func newContract(p *process) *cobra.Command {
	var o contractOptions
	var edition, audience string
	cmd := &cobra.Command{
		Use:   "contract",
		Short: "Print the API description as it stands for one edition and audience",
		Long: `Print a projection: the description of the API at one microversion, or of the
legacy path, as one audience sees it. It is plain OpenAPI that any tool reads.`,
		Example: `  osact contract --edition 2.62 --audience tenant
  osact contract --edition legacy --audience operator > nova-v2.yaml
  osact contract --contract mine --edition 2.96`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			contract, err := o.load(cmd, p)
			if err != nil {
				return err
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
	return cmd
}
