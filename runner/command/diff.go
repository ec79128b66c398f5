package command

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/verdict"
)

// exitLess is the exit code where less was judged than before.
const exitLess = 4

func newDiff(w *world) *cobra.Command {
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
				return usage("osact diff takes two verdicts, the older one first, as in osact diff released/verdict.json out/verdict.json")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return diff(w, args[0], args[1], strict, asJSON)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "count each SHOULD like a MUST")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the difference as JSON")
	return cmd
}

// diff prints what changed from one verdict to another.
func diff(w *world, older, newer string, strict, asJSON bool) error {
	was, err := verdict.Read(older)
	if err != nil {
		return usage("OLD: %w", err)
	}
	is, err := verdict.Read(newer)
	if err != nil {
		return usage("NEW: %w", err)
	}
	d, err := compare.Verdicts(was, is, strict)
	if err != nil {
		return usage("%s and %s can't be compared: %w", older, newer, err)
	}
	if asJSON {
		encoder := json.NewEncoder(w.stdout)
		encoder.SetEscapeHTML(false) // people read it
		encoder.SetIndent("", "  ")
		err = encoder.Encode(d)
	} else {
		err = console.Difference(w.stdout, d, styleOf(w))
	}
	switch {
	case err != nil:
		return defect("%w", err)
	case d.Worse:
		return exitWith(verdict.ExitNonconformant)
	case d.Less:
		return exitWith(exitLess)
	}
	return nil
}
