package command

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/suggest"
)

// diffOptions are the flags of osact diff.
type diffOptions struct {
	contractOptions
	options.Gate
	strict, asJSON bool
	format         string
}

func newDiff(p *process) *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two runs, as a gate before a release",
		Long: `Say what changed between two runs: the folders of their results, their bundles,
their recordings or their verdict.json. A recording is judged again, so that both
are judged by today's contract, and what another contract or osact alone changes is
said apart from what the cloud does; a verdict.json alone stands as it is. What was violated
before is named and fails nothing; what is violated now and was not, does.

Exit codes: 0 nothing is worse, 1 a MUST is violated that was not, or in another
way, 2 usage, 3 what the new run should have found out is open, 4 a MUST that was
judged before is not judged now, the target offers less, or a waiver expired or was
not needed. --acknowledge accepts that less is judged or offered, by name.`,
		Example: `  osact diff released out
  osact diff spring.tar.gz autumn.tar.gz
  osact diff --waivers waivers.yaml released out
  osact diff --acknowledge offer.maximum released out
  osact diff --format markdown released out >comment.md
  osact diff --json released out | jq .gate.passes`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return exit.Usagef("osact diff takes two verdicts or recordings, the older one first, as in osact diff released out")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.diff(cmd, p, args[0], args[1])
		},
	}
	o.contractOptions.flags(cmd)
	o.Gate.AddFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.strict, "strict", false, "count each SHOULD like a MUST")
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "print the difference as JSON, as --format json does")
	cmd.Flags().StringVar(&o.format, "format", "console", "how to print the difference: console, json, markdown, junit or html")
	cmd.MarkFlagsMutuallyExclusive("json", "format")
	return cmd
}

// diff prints what changed from one run to another.
func (o *diffOptions) diff(cmd *cobra.Command, p *process, older, newer string) error {
	if o.asJSON {
		o.format = "json"
	}
	formats := map[string]func(io.Writer, compare.Difference) error{
		"console":  func(w io.Writer, d compare.Difference) error { return console.Difference(w, d, p.style()) },
		"json":     func(w io.Writer, d compare.Difference) error { return d.Write(w) },
		"markdown": markdown.Difference, "junit": junit.Difference, "html": html.Difference,
	}
	write, ok := formats[o.format]
	if !ok {
		return suggest.Unknown("format", o.format, slices.Sorted(maps.Keys(formats)))
	}
	contract, err := o.load(cmd, p, "waivers", "acknowledge", "as-of", "strict")
	if err != nil {
		return err
	}
	was, err := gate.Load(older, contract, o.strict)
	if err != nil {
		return exit.Usagef("OLD: %w", err)
	}
	is, err := gate.Load(newer, contract, o.strict)
	if err != nil {
		return exit.Usagef("NEW: %w", err)
	}
	terms, err := o.Terms(contract, o.strict)
	if err != nil {
		return err
	}
	terms.Baseline = &was
	is.Verdict.Strict = o.strict // whatever a verdict without its recording was judged by
	came, d, err := terms.Judge(contract, is.Verdict)
	if err != nil {
		return exit.Usagef("%s and %s can't be compared: %w", older, newer, err)
	}
	if d == nil {
		return exit.Usagef("%s and %s can't be compared: the new verdict is an error, so it judges nothing: %s", older, newer, is.Verdict.Reason)
	}
	if is.Before != nil {
		d.NewBy(*is.Before, is.Verdict)
	}
	if err := write(p.stdout, *d); err != nil {
		return exit.Defectf("%w", err)
	}
	return exit.With(came.Exit)
}
