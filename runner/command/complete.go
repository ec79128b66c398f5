package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/suites/exchange"
)

// completeNames lets a shell complete the words that flags and arguments are
// one of, for every command below one.
func completeNames(root *cobra.Command) {
	for _, cmd := range root.Commands() {
		for flag, complete := range map[string]cobra.CompletionFunc{
			"profile": completeProfiles, "only": completeRequirements, "fault": completeFaults, "dialect": completeDialects, "as": completeActors,
		} {
			if cmd.Flags().Lookup(flag) == nil {
				continue
			}
			if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
				panic(err) // twice for one flag
			}
		}
		if cmd.Flags().Lookup("contract") != nil {
			if err := cmd.MarkFlagDirname("contract"); err != nil {
				panic(err) // there is no such flag
			}
		}
		if cmd.Name() == "explain" {
			cmd.ValidArgsFunction = completeRequirements
		}
	}
}

func completeProfiles(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completed(cmd, func(contract *openapi.Contract) (words []cobra.Completion) {
		for _, p := range contract.Profiles() {
			words = append(words, p.Name)
		}
		return words
	})
}

func completeRequirements(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completed(cmd, func(contract *openapi.Contract) (words []cobra.Completion) {
		for _, r := range contract.Requirements() {
			words = append(words, r.ID)
		}
		return words
	})
}

func completeFaults(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var words []cobra.Completion
	for _, f := range faults.All() {
		words = append(words, cobra.CompletionWithDesc(f.Name, f.Statement))
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func completeDialects(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var words []cobra.Completion
	for _, d := range dialects.All() {
		words = append(words, cobra.CompletionWithDesc(d.Name, d.Statement))
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func completeActors(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var words []cobra.Completion
	for _, a := range exchange.Actors() {
		if a.HasAccount() {
			words = append(words, string(a)+"=")
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completed completes what the chosen contract knows; nothing where it does not
// load.
func completed(cmd *cobra.Command, words func(*openapi.Contract) []cobra.Completion) ([]cobra.Completion, cobra.ShellCompDirective) {
	folder := ""
	if flag := cmd.Flags().Lookup("contract"); flag != nil {
		folder = flag.Value.String()
	}
	chosen, err := contract.Load(folder)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return words(chosen), cobra.ShellCompDirectiveNoFileComp
}
