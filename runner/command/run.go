package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/runner/specs"
	"github.com/osact/osact/runner/terminal"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

func newRun(p *process) *cobra.Command {
	var o options.Run
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Ask a target, judge its answers, and write the verdict",
		Long: `Ask a target the questions of a profile, judge its answers, and write the
verdict and the recording.

Where nothing tells of a target, neither --target nor --as, a token or OS_CLOUD,
it plays the reference cloud that osact brings along, with the profile "full".
Else the profile is "tenant" unless you choose another.
Each actor is played by an entry of clouds.yaml, or by the token in its variable:
OSACT_TOKEN_MEMBER, OSACT_TOKEN_ADMIN, OSACT_TOKEN_OUTSIDER and so on.
Nothing is written to the target, unless --allow-writes says so: then osact makes
two servers of its own, acts on them, and deletes them and nothing else.

Every flag can stand in the configuration file by its name, or in the environment
as OSACT_NAME; a flag beats a variable, a variable beats the file. The commands check,
plan, list and cleanup read those settings that are flags of theirs, and explain,
contract and judge read the setting contract alone.`,
		Example: `  osact run
  osact run --as member=staging
  osact run --as member=staging --as admin=staging-admin --as reader=auditor \
    --as bystander=robot --as outsider=other --profile full
  OSACT_TOKEN_MEMBER=$(openstack token issue -f value -c id) osact run --target https://cloud:8774
  osact run --only show.headers.request-id,show.headers.content-type`,
		Args: func(cmd *cobra.Command, args []string) error {
			if format, err := cmd.Flags().GetString("format"); err == nil && format == "scs" {
				return nil // whose runner lists the ids behind the flags
			}
			return noArguments(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, id := range args {
				if err := cmd.Flags().Set("only", id); err != nil {
					return err
				}
			}
			return perform(cmd, p, &o)
		},
	}
	o.AddFlags(cmd.Flags())
	return cmd
}

// perform runs as the flags say.
func perform(cmd *cobra.Command, p *process, o *options.Run) error {
	r, err := o.Prepare(cmd.Flags(), p.environ)
	if err != nil {
		return err
	}
	if err := checkFormat(o.Format); err != nil {
		return err
	}
	if o.Out == "" {
		return exit.Usagef("--out is empty: name a folder, or leave it out and find the results in %s", options.DefaultOut)
	}
	err = o.Open(r, p.stderr)
	defer func() { r.Results.Close() }()
	if err != nil {
		return err
	}
	ctx, caught, stop := signals.Context(cmd.Context())
	defer stop()
	c, err := connected(ctx, p, &o.Ask, caught)
	if err != nil {
		return err
	}
	err = askAndJudge(ctx, p, r, c, o, caught)
	if closing := c.Close(); err == nil && closing != nil {
		return exit.Defectf("the reference cloud does not close: %w", closing)
	}
	return err
}

// connected connects. Where that fails since a signal was caught, the exit code is
// the signal's.
func connected(ctx context.Context, p *process, o *options.Ask, caught func() int) (*connect.Connection, error) {
	c, err := o.Connect(ctx, p.environ)
	if n := caught(); n != 0 && err != nil {
		return nil, &exit.Error{Code: n, Err: err}
	}
	return c, err
}

// askAndJudge records, judges and writes. Whatever goes wrong with that, it says
// which servers are left over.
func askAndJudge(ctx context.Context, p *process, r *run.Run, c *connect.Connection, o *options.Run, caught func() int) error {
	line := terminal.NewProgress(p.stderr, "asked", o.Quiet)
	r.Player.Progress = func(now play.Progress) { line.Show(now.Done, now.Total, waits(now)) }
	recording, left, err := r.Ask(ctx, c, p.stderr)
	line.Clear()
	var code int
	if err == nil {
		code, err = conclude(p, r, recording, left, c.Redactor(), o.Format, caught)
	}
	return run.Ended(code, left, err)
}

// waits says what a run waits for; empty: for nothing but answers.
func waits(now play.Progress) string {
	var parts []string
	if now.Waiting > 0 {
		parts = append(parts, fmt.Sprintf("waiting for %s to end", phrase.Count(now.Waiting, "action")))
	}
	if now.Postponed > 0 {
		parts = append(parts, fmt.Sprintf("%s put off, as the target wants", phrase.Count(now.Postponed, "question")))
	}
	return strings.Join(parts, ", ")
}

// conclude judges a recording, writes the results, and returns the exit code. A
// recording that can't be judged is written alone.
func conclude(p *process, r *run.Run, recording exchange.Recording, left error, guard *secret.Redactor, format string, caught func() int) (int, error) {
	findings, trial, err := specs.Judge(r.Contract, r.Claims, recording)
	if err != nil {
		return 0, r.Keep(recording, guard, err)
	}
	v, _, err := r.Conclude(trial, recording, findings, run.Circumstances{Left: left, Signal: caught()}, guard)
	if err != nil {
		return 0, err
	}
	tellGitHub(p, v, recording)
	if write, other := renderings()[format]; other {
		if err := write(p.stdout, v, recording); err != nil {
			return 0, exit.Defectf("the verdict can't be printed: %w", err)
		}
		return v.Exit, nil
	}
	files := r.Results.Paths()
	if r.Bundle != "" {
		files = append(files, r.Bundle)
	}
	return v.Exit, printVerdict(p, v, recording, files)
}

// printVerdict prints the verdict for people.
func printVerdict(p *process, v verdict.Verdict, recording exchange.Recording, files []string) error {
	if err := console.Verdict(p.stdout, v, recording, files, p.style()); err != nil {
		return exit.Defectf("the verdict can't be printed: %w", err)
	}
	return nil
}
