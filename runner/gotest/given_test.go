package gotest_test

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gotest"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/run"
)

// parsed is what a test binary makes of its arguments. Go test keeps its result if
// it asks for a log.
func parsed(t *testing.T, kept bool, args ...string) (*gotest.Given, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	flags := flag.NewFlagSet("suites.test", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	log := ""
	if kept {
		log = "testlog.txt"
	}
	flags.String("test.testlogfile", log, "")
	given := gotest.Register(flags)
	return given, flags.Parse(args)
}

// What the command line of osact run takes, go test takes behind -args, and makes
// the same of it.
func TestTheFlagsAreThoseOfRun(t *testing.T) {
	args := []string{
		"--target=http://cloud.example", "--as=member=a", "--as", "admin=b", "--project=outsider=p", "--server=s", "--action=r",
		"--cast=failed=s/r", "--concurrency=3", "--rate=2.5", "--timeout=4s", "--deadline=5m", "--profile=full", "--only=show.status.is-200,show.headers.date",
		"--allow-writes", "--image=i", "--flavor=f", "--network=n", "--strict", "--out=o", "--ledger=l", "--contract=", "--config=c.yaml", "--strength=3", "--budget=5", "--seed=2",
		"--baseline=b", "--waivers=w.yaml", "--acknowledge=offer.maximum", "--as-of=2026-11-30", "--quiet", "--format=json", "--challenge=certifier-nonce-0001",
		"--bundle=b.tar.gz", "--public", "--implementation=product=p", "--keep=4", "--repeat=2",
	}
	var want options.Run
	flags := pflag.NewFlagSet("run", pflag.ContinueOnError)
	want.AddFlags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Changed {
			t.Errorf("--%s is not put to the test", f.Name)
		}
	})
	given, err := parsed(t, false, args...)
	if err != nil {
		t.Fatal(err)
	}
	// Which flags were given is known by a function alone.
	whichFlags := cmp.Comparer(func(a, b func(string) bool) bool { return (a == nil) == (b == nil) })
	if diff := cmp.Diff(want, given.Run, cmp.AllowUnexported(options.Ask{}, options.Selection{}, options.Gate{}), whichFlags); diff != "" {
		t.Errorf("-osact run +go test:\n%s", diff)
	}
}

// A flag beats a variable, a variable beats the file; files are written only where
// that is wished.
func TestSettingsFillTheFlags(t *testing.T) {
	given, err := parsed(t, false, "--concurrency=9")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("osact.yaml", []byte("rate: 5\nconcurrency: 3\ntimeout: 4s\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := given.Prepare([]string{"OSACT_RATE=7", "OSACT_CONCURRENCY=8"})
	if err != nil {
		t.Fatal(err)
	}
	if p := r.Player; p.InFlight != 9 || p.Rate != 7 || p.Timeout != 4*time.Second || r.Selection.Profile != "full" {
		t.Errorf("%d in flight, %g a second, %s each, profile %s", p.InFlight, p.Rate, p.Timeout, r.Selection.Profile)
	}
	if err := given.Open(r, io.Discard); err != nil || r.Results.Path != "" || r.Ledger != "" {
		t.Errorf("%v; files go to %q, the ledger to %q", err, r.Results.Path, r.Ledger)
	}
}

// The ledger of a run that keeps no files is where osact cleanup looks for it.
func TestTheLedgerIsWhereCleanupLooks(t *testing.T) {
	for _, test := range []struct{ flag, want string }{
		{"--strict", filepath.Join("out", "ledger.json")},
		{"--out=results", filepath.Join("results", "ledger.json")},
		{"--ledger=mine.json", "mine.json"},
	} {
		given, err := parsed(t, false, "--target=http://cloud.example", "--profile=lifecycle", "--allow-writes", test.flag)
		if err != nil {
			t.Fatal(err)
		}
		r, err := given.Prepare(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := given.Open(r, io.Discard); err != nil || r.Ledger != test.want {
			t.Errorf("%s: %v, %q, want %q", test.flag, err, r.Ledger, test.want)
		}
		r.Results.Close()
		if _, err := os.Stat(filepath.Dir(test.want)); err != nil {
			t.Errorf("%s: %v", test.flag, err)
		}
		if err := os.WriteFile(test.want, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := given.Open(r, io.Discard); exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), "osact cleanup "+test.want) {
			t.Errorf("%s: over a ledger that is left: %v", test.flag, err)
		}
	}
}

// Go test prints an earlier result where it thinks that nothing has changed, and
// knows nothing of targets.
func TestNoEarlierResultStandsForATarget(t *testing.T) {
	for name, test := range map[string]struct {
		kept    bool
		environ []string
		file    string
		says    string
	}{
		"the reference cloud":                {true, nil, "", ""},
		"another profile":                    {true, []string{"OSACT_PROFILE=tenant"}, "", ""},
		"another pace, by a file":            {true, nil, "concurrency: 3\n", ""},
		"a target by a variable":             {true, []string{"OSACT_TARGET=http://cloud.example"}, "", "-args --target=$OSACT_TARGET"},
		"an empty one":                       {true, []string{"OSACT_TARGET="}, "", "-args --target=$OSACT_TARGET)"},
		"a target by a file":                 {true, nil, "target: http://cloud.example\n", "with osact.yaml:1, go test may print the result of an earlier run, whatever has changed since: give it behind -args (go test ./suites -args --config=osact.yaml)"},
		"an actor by a variable":             {true, []string{"OSACT_AS=member=a"}, "", "-args --as=$OSACT_AS"},
		"an actor by a file":                 {true, nil, "as: {member: a}\n", "--config=osact.yaml"},
		"a token":                            {true, []string{"OSACT_TOKEN_MEMBER=a-token"}, "", "with OSACT_TOKEN_MEMBER, "},
		"a token that could not be had":      {true, []string{"OSACT_TOKEN_MEMBER="}, "", "-args --target=URL"},
		"an entry of clouds.yaml":            {true, []string{"OS_CLOUD=a"}, "", "-args --as=member=$OS_CLOUD"},
		"files to write":                     {true, []string{"OSACT_OUT=results"}, "", "-args --out=$OSACT_OUT"},
		"a contract":                         {true, []string{"OSACT_CONTRACT=mine"}, "", "-args --contract=$OSACT_CONTRACT"},
		"a target, and nothing is kept":      {false, []string{"OSACT_TARGET=http://cloud.example"}, "", ""},
		"a target by file, nothing is kept":  {false, nil, "target: http://cloud.example\n", ""},
		"a typo in a variable is told first": {true, []string{"OSACT_TARGT=http://cloud.example"}, "", `did you mean "OSACT_TARGET"`},
	} {
		t.Run(name, func(t *testing.T) {
			given, err := parsed(t, test.kept)
			if err != nil {
				t.Fatal(err)
			}
			if test.file != "" {
				if err := os.WriteFile("osact.yaml", []byte(test.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.CopyFS("mine", fstest.MapFS{"requirements.yaml": {Data: openapi.Embedded().Requirements, Mode: 0o600}}); err != nil {
				t.Fatal(err)
			}
			switch _, err := given.Prepare(test.environ); {
			case test.says == "" && err != nil:
				t.Errorf("it is refused: %v", err)
			case test.says != "" && (exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), test.says)):
				t.Errorf("%v does not say %q", err, test.says)
			}
		})
	}
}

func TestWhatIsNoFlagIsRefused(t *testing.T) {
	for says, args := range map[string][]string{
		`what is "staging" for?`: {"--as=member=a", "staging"},
		"--concurrency 0":        {"--concurrency=0"},
		"unknown profile":        {"--profile=nosuch"},
		"show.status.is-200":     {"--only=show.status.is-20"},
		"write a whole number":   {"--config=osact.yaml"},
	} {
		given, err := parsed(t, false, args...)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("osact.yaml", []byte("concurrency: many\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if args[0] != "--config=osact.yaml" {
			os.Remove("osact.yaml")
		}
		if _, err := given.Prepare(nil); exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v does not say %q", args, err, says)
		}
	}
	for _, arg := range []string{"--rate=fast", "--taget=x", "--strict=maybe"} {
		if _, err := parsed(t, false, arg); err == nil {
			t.Errorf("%s is taken", arg)
		}
	}
}

// A run that go test would end in the middle would leave its servers.
func TestFit(t *testing.T) {
	for name, test := range map[string]struct {
		ledger   string
		end      time.Duration
		atMost   time.Duration // 0: refused
		deadline time.Duration
	}{
		"there is time":                   {"", 20 * time.Minute, 10 * time.Minute, 10 * time.Minute},
		"there is less":                   {"", 10 * time.Minute, 10*time.Minute - 20*time.Second, 10 * time.Minute},
		"there is less, and it may write": {"l", 10 * time.Minute, 8*time.Minute - 20*time.Second, 10 * time.Minute},
		"a short run fits":                {"l", 10 * time.Minute, time.Minute, time.Minute},
		"there is none":                   {"", 15 * time.Second, 0, time.Minute},
		"there is none to delete":         {"l", 2 * time.Minute, 0, time.Minute},
	} {
		r := &run.Run{Ledger: test.ledger}
		r.Player.Deadline = test.deadline
		err := gotest.Fit(r, time.Now().Add(test.end))
		switch d := r.Player.Deadline; {
		case test.atMost == 0:
			if exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), "-timeout=20m") {
				t.Errorf("%s: %v", name, err)
			}
		case err != nil || d > test.atMost || d < test.atMost-10*time.Second:
			t.Errorf("%s: %s, %v; want %s", name, d, err, test.atMost)
		}
	}
}
