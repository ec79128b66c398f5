package command

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/runner/render"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// running is what osact run can be told beyond what to ask.
type running struct {
	asking
	out    string
	strict bool
}

func newRun(w *world) *cobra.Command {
	var r running
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Ask a target, judge its answers, and write the verdict",
		Long: `Ask a target the questions of a profile, judge its answers, and write the
verdict and the recording.

Without --target and --as it plays the reference cloud that osact brings along,
with the profile "full". Else the profile is "tenant" unless you choose another.
Each actor is played by an entry of clouds.yaml, or by the token in its variable:
OSACT_TOKEN_MEMBER, OSACT_TOKEN_ADMIN, OSACT_TOKEN_OUTSIDER and so on.
Nothing is written to the target.

Every flag can stand in the configuration file by its name, or in the environment
as OSACT_NAME; a flag beats a variable, a variable beats the file.`,
		Example: `  osact run
  osact run --as member=staging
  osact run --as member=staging --as admin=staging-admin --as reader=auditor \
    --as bystander=robot --as outsider=other --profile full
  OSACT_TOKEN_MEMBER=$(openstack token issue -f value -c id) osact run --target https://cloud:8774
  osact run --only show.headers.request-id,show.headers.content-type`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.run(cmd, w)
		},
	}
	r.flags(cmd)
	cmd.Flags().StringVar(&r.out, "out", "out", "folder for verdict.json, recording.har, junit.xml and summary.md")
	cmd.Flags().BoolVar(&r.strict, "strict", false, "count a violated SHOULD as not conformant")
	return cmd
}

func (r *running) run(cmd *cobra.Command, w *world) error {
	if err := r.settle(cmd, w); err != nil {
		return err
	}
	contract, err := loadContract()
	if err != nil {
		return err
	}
	if _, err := r.claims(contract); err != nil {
		return err
	}
	results, err := newResults(r.out)
	if err != nil {
		return err
	}
	ctx, caught, stop := interruptible(cmd.Context())
	defer stop()
	c, err := r.connect(ctx, w.environ)
	if n := caught(); n != 0 && err != nil {
		return &Exit{n, err}
	}
	if err != nil {
		return err
	}
	err = r.judge(ctx, w, contract, c, results, caught)
	if closing := c.Close(); err == nil && closing != nil {
		return defect("the reference cloud does not close: %w", closing)
	}
	return err
}

// judge records, judges and writes.
func (r *running) judge(ctx context.Context, w *world, contract *openapi.Contract, c *connect.Connection, results results, caught func() int) error {
	line := newProgress(w.stderr)
	recording, err := r.record(ctx, contract, c, false, line.show)
	line.clear()
	if err != nil {
		return err
	}
	findings, err := judgeBoth(contract, recording)
	if err != nil {
		return err
	}
	v := verdict.New(contract, recording, findings, verdict.Options{Strict: r.strict})
	if n := caught(); n != 0 {
		v.Exit = n
	}
	if err := results.write(recording, v, c.Tokens); err != nil {
		return err
	}
	if err := printVerdict(w, v, recording, results.names()); err != nil {
		return err
	}
	return exitWith(v.Exit)
}

// judgeBoth runs the Ginkgo specs over a recording and judges it without them:
// the two must find the same, or osact cannot be trusted.
func judgeBoth(contract *openapi.Contract, recording exchange.Recording) ([]suites.Finding, error) {
	trial, err := suites.Open(contract, recording)
	if err != nil {
		return nil, defect("%w", err)
	}
	shown, err := runSpecs(trial)
	if err != nil {
		return nil, defect("%w", err)
	}
	findings, err := suites.Judge(contract, recording)
	if err != nil {
		return nil, defect("%w", err)
	}
	if a, b := suites.Digest(shown), suites.Digest(findings); a != b {
		return nil, defect("the specs and the judge disagree about one recording (%s, %s)", a, b)
	}
	return findings, nil
}

// exitWith returns an error that ends the process with a verdict's code and
// says nothing more.
func exitWith(code int) error {
	if code == 0 {
		return nil
	}
	return &Exit{Code: code, Err: nil}
}

// printVerdict prints the verdict for people. Where nothing could be judged it
// says why instead, in a sentence a cause.
func printVerdict(w *world, v verdict.Verdict, recording exchange.Recording, files []string) error {
	if problems := diagnose.Problems(recording); len(problems) > 0 && v.Verdict == verdict.Incomplete && v.Counts.Satisfied == 0 {
		if err := render.Problems(w.stdout, v, problems, files, styleOf(w)); err != nil {
			return defect("the verdict can't be printed: %w", err)
		}
		return nil
	}
	if err := render.Console(w.stdout, v, recording, files, styleOf(w)); err != nil {
		return defect("the verdict can't be printed: %w", err)
	}
	return nil
}
