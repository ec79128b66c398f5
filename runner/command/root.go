package command

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/runner/terminal"
	"github.com/osact/osact/runner/version"
)

// Main runs osact with the given arguments and returns its exit code.
func Main(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	output := &terminal.Output{To: stdout}
	root := newRoot(&process{environ: environ, stdout: output, stderr: stderr})
	root.SetArgs(args)
	root.SetOut(output)
	root.SetErr(stderr)
	err := execute(ctx, root)
	if output.Err != nil {
		err = exit.Usagef("not everything could be printed: %w", output.Err)
	}
	if !exit.Silent(err) {
		fmt.Fprintf(stderr, "osact: %s\n", terminal.Legible(err))
	}
	return exit.CodeOf(err)
}

// execute runs a command. A panic in its goroutine is an error like any other: left
// alone it would end the process with the exit code of a wrong flag.
func execute(ctx context.Context, root *cobra.Command) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = exit.Panicked(p)
		}
	}()
	return root.ExecuteContext(ctx)
}

// Tree returns all commands, for those who describe them. It runs none.
func Tree() *cobra.Command {
	root := newRoot(&process{})
	root.DisableAutoGenTag = true
	return root
}

func newRoot(p *process) *cobra.Command {
	root := &cobra.Command{
		Use:   "osact",
		Short: "Judges an OpenStack Compute API by what it answers about instance actions",
		Long: `osact asks a cloud a known set of questions about one API, keeps every answer,
and judges the answers against a contract.

The API is instance actions of OpenStack Compute: what was done to a server, by
whom, when, and how each step ended.

Exit codes: 0 conformant, 1 not conformant, 2 usage or configuration,
3 incomplete or inconclusive, 4 the gate (osact diff, --baseline, --waivers): less
was judged or offered than before, or a waiver expired or was not needed,
5 a defect of osact, 129, 130 or 143 interrupted.`,
		Example: `  osact run                                       judge the reference cloud that osact brings along
  OSACT_TOKEN_MEMBER=... osact run --target https://cloud:8774
  osact judge out/recording.har                   judge the same answers again, offline
  osact diff released out                         what changed between two runs
  osact explain show.tenancy.mismatch-is-400      what a requirement demands, and why`,
		Args:          cobra.ArbitraryArgs,
		Version:       version.This().Version,
		SilenceUsage:  true,
		SilenceErrors: true,
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
	root.SetVersionTemplate("osact {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return settings.FlagError(err, names)
	})
	root.AddCommand(
		newRun(p), newCheck(p), newPlan(p), newList(p), newExplain(p), newContract(p), newJudge(p), newDiff(p), newRender(p), newWaivers(p), newBundle(p), newKeygen(p), newSign(p), newVerify(p), newServe(p), newCleanup(p), newSelftest(p), newVersion(p),
	)
	completeNames(root)
	return root
}

// noArguments refuses arguments where a command takes none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return exit.Usagef("osact %s takes no argument: what is %q for?", cmd.Name(), strings.Join(args, " "))
	}
	return nil
}
