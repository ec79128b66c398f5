package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/version"
)

// Main runs osact with the given arguments and returns its exit code.
func Main(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	printed := &printer{to: stdout}
	root := newRoot(&world{environ: environ, stdout: printed, stderr: stderr})
	root.SetArgs(args)
	root.SetOut(printed)
	root.SetErr(stderr)
	err := execute(ctx, root)
	if printed.err != nil {
		err = usage("not all could be printed: %w", printed.err)
	}
	var exit *Exit
	if err != nil && !(errors.As(err, &exit) && exit.Err == nil) {
		fmt.Fprintf(stderr, "osact: %s\n", legible(err))
	}
	return code(err)
}

// execute runs a command. A panic is an error like any other: left alone it
// would end the process with the exit code of a wrong flag.
func execute(ctx context.Context, root *cobra.Command) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = crash(p)
		}
	}()
	return root.ExecuteContext(ctx)
}

// legible is what an error says, line by line. What a target or a file brought
// into it cannot move the cursor.
func legible(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for i := range lines {
		lines[i] = openapi.Visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

// world is what a command may touch beside its flags.
type world struct {
	environ        []string
	stdout, stderr io.Writer
}

func newRoot(w *world) *cobra.Command {
	root := &cobra.Command{
		Use:   "osact",
		Short: "Judges an OpenStack Compute API by what it answers about instance actions",
		Long: `osact asks a cloud a known set of questions about one API, keeps every answer,
and judges the answers against a contract.

The API is instance actions of OpenStack Compute: what was done to a server, by
whom, when, and how each step ended.

Exit codes: 0 conformant, 1 not conformant, 2 usage or configuration,
3 incomplete or inconclusive, 4 less was judged than before (osact diff),
5 a defect of osact, 130 or 143 interrupted.`,
		Example: `  osact run                                       judge the reference cloud that osact brings along
  OSACT_TOKEN_MEMBER=... osact run --target https://cloud:8774
  osact judge out/recording.har                   judge the same answers again, offline
  osact diff released out                         what changed between two verdicts
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
			return unknown("command", args[0], names)
		},
	}
	root.SetVersionTemplate("osact {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return nearestFlag(err, names)
	})
	root.AddCommand(
		newRun(w), newCheck(w), newPlan(w), newList(w), newExplain(w), newContract(w), newJudge(w), newDiff(w), newServe(w), newCleanup(w), newSelftest(w), newVersion(w),
	)
	completeNames(root)
	return root
}

// loadContract loads the contract that osact was built with.
func loadContract() (*openapi.Contract, error) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		return nil, defect("the contract does not load: %w", err)
	}
	return contract, nil
}

// demanded returns a profile. It refuses one that the contract does not have,
// and ids that the profile does not demand.
func demanded(contract *openapi.Contract, profile string, only []string) (openapi.Profile, error) {
	p, ok := contract.Profile(profile)
	if !ok {
		var names []string
		for _, p := range contract.Profiles() {
			names = append(names, p.Name)
		}
		return openapi.Profile{}, unknown("profile", profile, names)
	}
	var all []string
	for _, r := range contract.Requirements() {
		all = append(all, r.ID)
	}
	for _, id := range only {
		if !slices.Contains(all, id) {
			return openapi.Profile{}, unknown("requirement", id, all)
		}
		if !slices.Contains(p.Requirements, id) {
			return openapi.Profile{}, usage("profile %s does not demand %s: choose another --profile (osact explain %s names those that do)", p.Name, id, id)
		}
	}
	return p, nil
}

// noArguments refuses arguments where a command takes none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("osact %s takes no argument: what is %q for?", cmd.Name(), strings.Join(args, " "))
	}
	return nil
}

// variable returns the value of an environment variable, empty if it is unset.
func variable(environ []string, name string) string {
	for _, line := range slices.Backward(environ) {
		if n, value, _ := strings.Cut(line, "="); n == name {
			return value
		}
	}
	return ""
}
