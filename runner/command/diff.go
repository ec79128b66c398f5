package command

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/verdict"
)

func newDiff(p *process) *cobra.Command {
	var strict, asJSON bool
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two verdicts, as a gate before a release",
		Long: `Say what changed between two verdicts: the verdict.json of two runs, or the
folders that hold them. What was violated before fails nothing here; what is
violated now and was not, does.

Exit codes: 0 nothing is worse, 1 a MUST is violated that was not, or in more
ways, 2 usage, 4 a MUST that was judged before is untested or inconclusive now,
or not asked.`,
		Example: `  osact diff released/verdict.json out/verdict.json
  osact diff --strict released out
  osact diff --json released out | jq .worse`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return exit.Usagef("osact diff takes two verdicts, the older one first, as in osact diff released/verdict.json out/verdict.json")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return diff(p, args[0], args[1], strict, asJSON)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "count each SHOULD like a MUST")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the difference as JSON")
	return cmd
}

// diff prints what changed from one verdict to another.
func diff(p *process, older, newer string, strict, asJSON bool) error {
	was, err := verdict.Read(older)
	if err != nil {
		return exit.Usagef("OLD: %w", err)
	}
	is, err := verdict.Read(newer)
	if err != nil {
		return exit.Usagef("NEW: %w", err)
	}
	d, err := compare.Verdicts(was, is, strict)
	if err != nil {
		return exit.Usagef("%s and %s can't be compared: %w", older, newer, err)
	}
	if asJSON {
		encoder := json.NewEncoder(p.stdout)
		encoder.SetEscapeHTML(false) // people read it
		encoder.SetIndent("", "  ")
		err = encoder.Encode(d)
	} else {
		err = console.Difference(p.stdout, d, p.style())
	}
	switch {
	case err != nil:
		return exit.Defectf("%w", err)
	case d.Worse:
		return exit.With(exit.Nonconformant)
	case d.Less:
		return exit.With(exit.LessJudged)
	}
	return nil
}
