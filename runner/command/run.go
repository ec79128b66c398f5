package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/render"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// TargetVariable is the environment variable that names the target where no
// flag does.
const TargetVariable = "OSACT_TARGET"

// runFlags is what osact run can be told.
type runFlags struct {
	selection
	target   string
	projects []string
	server   string
	action   string
	out      string
	strict   bool
	inFlight int
	rate     float64
	timeout  time.Duration
	deadline time.Duration
}

func newRun(w *world) *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Ask a target, judge its answers, and write the verdict",
		Long: `Ask a target the questions of a profile, judge its answers, and write the
verdict and the recording.

Without --target it plays the reference cloud that osact brings along, with the
profile "full". With --target the profile is "tenant" unless you choose another,
and each actor that has an account is played by the token in its variable:
OSACT_TOKEN_MEMBER, OSACT_TOKEN_ADMIN, OSACT_TOKEN_OUTSIDER.
Nothing is written to the target.`,
		Example: `  osact run
  OSACT_TOKEN_MEMBER=$(openstack token issue -f value -c id) osact run --target https://cloud:8774
  osact run --target https://cloud/compute --profile full --out results
  osact run --only show.headers.request-id,show.headers.content-type`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd, w)
		},
	}
	flags := cmd.Flags()
	f.selection.flags(cmd, "")
	flags.Lookup("profile").Usage = `the requirements to demand, by the name of a profile (default "tenant", for the reference cloud "full")`
	flags.StringVar(&f.target, "target", "", "root of the compute service to judge, as in https://cloud:8774 (default: $OSACT_TARGET, else the reference cloud)")
	flags.StringArrayVar(&f.projects, "project", nil, "ACTOR=ID: the project of an actor, where the target does not tell")
	flags.StringVar(&f.server, "server", "", "id of a server of the member's project (with --action; default: discovered)")
	flags.StringVar(&f.action, "action", "", "request id of a finished action on that server")
	flags.StringVar(&f.out, "out", "out", "folder for verdict.json, recording.har, junit.xml and summary.md")
	flags.BoolVar(&f.strict, "strict", false, "count a violated SHOULD as not conformant")
	flags.IntVar(&f.inFlight, "concurrency", 16, "requests in flight at most")
	flags.Float64Var(&f.rate, "rate", 0, "requests per second at most (0: no limit)")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "how long one request may take")
	flags.DurationVar(&f.deadline, "deadline", 10*time.Minute, "how long the whole run may take")
	return cmd
}

func (f *runFlags) run(cmd *cobra.Command, w *world) error {
	given := cmd.Flags().Changed("target")
	if target := variable(w.environ, TargetVariable); !given && target != "" {
		f.target, given = target, true
	}
	if f.profile == "" {
		f.profile = "full"
		if given {
			f.profile = "tenant"
		}
	}
	if err := f.check(); err != nil {
		return err
	}
	contract, err := loadContract()
	if err != nil {
		return err
	}
	if _, err := f.claims(contract); err != nil {
		return err
	}
	results, err := newResults(f.out)
	if err != nil {
		return err
	}
	connection, err := f.connect(given, w.environ)
	if err != nil {
		return err
	}
	defer connection.Close() //nolint:errcheck // nothing was written through it
	return f.judge(cmd.Context(), w, contract, connection, results)
}

// check refuses values that no run can have.
func (f *runFlags) check() error {
	switch {
	case f.inFlight < 1 || f.inFlight > 256:
		return usage("--concurrency %d: choose 1 to 256", f.inFlight)
	case f.rate < 0:
		return usage("--rate %g: choose a positive number of requests per second, or 0 for no limit", f.rate)
	case f.timeout <= 0:
		return usage("--timeout %s: choose a duration like 30s", f.timeout)
	case f.deadline <= 0:
		return usage("--deadline %s: choose a duration like 10m", f.deadline)
	case f.out == "":
		return usage("--out is empty: name a folder for the results")
	}
	return nil
}

// connect finds out what is asked and as whom.
func (f *runFlags) connect(given bool, environ []string) (*connect.Connection, error) {
	if !given {
		if f.server != "" || f.action != "" || len(f.projects) > 0 {
			return nil, usage("--project, --server and --action are about a target: give --target too")
		}
		c, err := connect.Embedded()
		if err != nil {
			return nil, defect("%w", err)
		}
		return c, nil
	}
	tokens, err := connect.TokensIn(environ)
	if err != nil {
		return nil, usage("%w", err)
	}
	projects, err := projectsOf(f.projects)
	if err != nil {
		return nil, err
	}
	c, err := connect.Given(connect.Hand{
		Target: f.target, Tokens: tokens, Projects: projects, Server: f.server, Action: f.action,
	})
	if err != nil {
		return nil, usage("%w", err)
	}
	return c, nil
}

// projectsOf reads ACTOR=ID pairs.
func projectsOf(pairs []string) (map[exchange.Actor]string, error) {
	projects := map[exchange.Actor]string{}
	for _, pair := range pairs {
		name, id, ok := strings.Cut(pair, "=")
		actor := exchange.Actor(name)
		if !ok || id == "" {
			return nil, usage("--project %q: write ACTOR=ID, as in --project outsider=147", pair)
		}
		if !slices.Contains(exchange.Actors(), actor) || !actor.HasAccount() {
			var names []string
			for _, a := range exchange.Actors() {
				if a.HasAccount() {
					names = append(names, string(a))
				}
			}
			return nil, unknown("actor", name, names)
		}
		projects[actor] = id
	}
	return projects, nil
}

// judge records, judges and writes.
func (f *runFlags) judge(parent context.Context, w *world, contract *openapi.Contract, c *connect.Connection, results results) error {
	ctx, caught, stop := interruptible(parent)
	defer stop()
	line := newProgress(w.stderr)
	recording, err := record.Record(ctx, contract, c, record.Order{
		Suite: Version, Profile: f.profile, Only: f.only,
	}, play.Player{
		InFlight: f.inFlight, Rate: f.rate, Timeout: f.timeout, Deadline: f.deadline,
		UserAgent: "osact/" + Version, Progress: line.show,
	})
	line.clear()
	if err != nil {
		return defect("%w", err)
	}
	findings, err := judgeBoth(contract, recording)
	if err != nil {
		return err
	}
	v := verdict.New(contract, recording, findings, verdict.Options{Strict: f.strict})
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

// printVerdict prints the verdict for people.
func printVerdict(w *world, v verdict.Verdict, recording exchange.Recording, files []string) error {
	if err := render.Console(w.stdout, v, recording, files, styleOf(w)); err != nil {
		return defect("the verdict can't be printed: %w", err)
	}
	return nil
}
