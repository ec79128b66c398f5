package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

func newWaivers(p *process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "waivers",
		Short: "Check, add and take out known violations that a gate lets pass",
		Long: `A file of waivers names violations that are known: each by the exact id of its
requirement and its signature (kind and place), for a target, editions and actors, with
a reason, an issue, an owner and an end. osact run --waivers FILE and osact diff
--waivers FILE let what is waived pass the gate, say so everywhere, and fail with exit
4 once a waiver has expired or is not needed any more. The verdict stays what it is.`,
		Example: `  osact waivers lint waivers.yaml
  osact waivers add waivers.yaml out show.events.newest-first \
    --owner ops@example.org --issue https://bugs.example.org/1234 --reason "fixed in 2027.1" --expires 2027-02-28
  osact waivers prune waivers.yaml out`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			var names []string
			for _, c := range cmd.Commands() {
				names = append(names, c.Name())
			}
			return suggest.Unknown("command", args[0], names)
		},
	}
	cmd.AddCommand(newWaiversLint(p), newWaiversAdd(p), newWaiversPrune(p))
	return cmd
}

// takes refuses another number of arguments, and says what they are.
func takes(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return exit.Usagef("%s", what)
		}
		return nil
	}
}
