package main_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/faults"
)

// builtSpecs is where the test binary of the specs is, or why it is not there.
var builtSpecs = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "suites.test")
	cmd := exec.Command("go", "test", "-c", "-ldflags=-s -w", "-o", path, "./suites")
	cmd.Dir = filepath.Join("..", "..")
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, said)
	}
	return path, nil
})

// specs builds the specs, once for all tests, and returns the test binary.
func specs(t *testing.T) string {
	t.Helper()
	path, err := builtSpecs()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// lightly has go and ginkgo link without tables for debuggers: that takes half as long,
// and they link anew each time.
func lightly() string {
	return "GOFLAGS=" + strings.TrimSpace(os.Getenv("GOFLAGS")+" -ldflags=-s")
}

// inSuites returns a command as go test starts a test binary: in its folder.
func inSuites(t *testing.T, variables []string, argv ...string) *exec.Cmd {
	t.Helper()
	cmd := command(t, variables, argv[1:]...)
	path, err := exec.LookPath(argv[0])
	if err != nil {
		t.Fatal(err)
	}
	cmd.Path, cmd.Args[0], cmd.Dir = path, argv[0], filepath.Join("..", "..", "suites")
	cmd.Env = append(cmd.Env, lightly())
	return cmd
}

// faulty puts a fault in front of a cloud.
func faulty(name string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		fault, ok := faults.Find(name)
		if !ok {
			panic("there is no fault " + name)
		}
		return fault.Wrap(next)
	}
}

// TestSpecsTakeWhatRunTakes: with the same flags, variables and files the specs
// write the same verdict as osact run, and pass where that ends with 0.
func TestSpecsTakeWhatRunTakes(t *testing.T) {
	t.Parallel()
	binary := specs(t)
	const should, must = "body-is-400", "request-id-is-missing"
	for _, test := range []struct {
		name  string
		wrap  func(http.Handler) http.Handler
		given func(y *yard) (variables, args []string)
		want  string // the verdict
	}{
		{"a target and tokens", asItIs, func(y *yard) ([]string, []string) { return y.tokens, []string{"--target", y.root} }, "conformant"},
		{"a target by a variable", asItIs, func(y *yard) ([]string, []string) { return append(y.tokens, "OSACT_TARGET="+y.root), uncovered }, "conformant"},
		{"settings in a file", asItIs, func(y *yard) ([]string, []string) {
			return y.tokens, []string{"--config", written(t, "osact.yaml", "target: "+y.root+"\nprofile: full\nallow-writes: true\nconcurrency: 4\nbudget: 0\n"), "--profile=operator"}
		}, "conformant"},
		{"entries of clouds.yaml", asItIs, func(y *yard) ([]string, []string) {
			file := written(t, "clouds.yaml", string(y.reference.CloudsYAML(strings.TrimSuffix(y.root, "/compute"))))
			return []string{"OS_CLIENT_CONFIG_FILE=" + file}, []string{"--as", "member=alice", "--as=admin=admin", "--as=outsider=bob", "--profile=tenant", "--budget=0"}
		}, "conformant"},
		{"everything, with writes", asItIs, func(y *yard) ([]string, []string) {
			return y.tokens, []string{"--target", y.root, "--profile=full", "--allow-writes"}
		}, "conformant"},
		{"given by hand", asItIs, func(y *yard) ([]string, []string) {
			server, action := y.reference.Example()
			return y.tokens, []string{"--target", y.root, "--server", server, "--action", action, "--cast", "failed=" + server + "/" + action, "--only=show.status.is-200,show.headers.date"}
		}, "partial"},
		{"a SHOULD is violated", faulty(should), func(y *yard) ([]string, []string) {
			return y.tokens, []string{"--target", y.root, "--rate=100000", "--timeout=20s", "--deadline=5m", "--budget=0"}
		}, "conformant-with-warnings"},
		{"a SHOULD is violated, strictly", faulty(should), func(y *yard) ([]string, []string) {
			return y.tokens, []string{"--target", y.root, "--strict", "--budget=0"}
		}, "nonconformant"},
		{"a MUST is violated", faulty(must), func(y *yard) ([]string, []string) { return y.tokens, []string{"--target", y.root, "--budget=0"} }, "nonconformant"},
		{"actors are missing", asItIs, func(y *yard) ([]string, []string) {
			return []string{"OSACT_TOKEN_MEMBER=" + y.member}, []string{"--target", y.root, "--profile=full", "--budget=0"}
		}, "incomplete"},
		{"nobody listens", asItIs, func(y *yard) ([]string, []string) {
			return y.tokens, []string{"--target=http://127.0.0.1:1", "--budget=0"}
		}, "incomplete"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			y := newYardOf(t, test.wrap)
			variables, args := test.given(y)
			byRun, bySpecs := t.TempDir(), t.TempDir()
			first := call(t, variables, append([]string{"run", "--out", byRun}, args...)...)
			cmd := inSuites(t, variables, append([]string{binary, "--out", bySpecs}, args...)...)
			said, err := cmd.CombinedOutput()
			want, got := verdictIn(t, byRun), verdictIn(t, bySpecs)
			if want.Verdict != test.want {
				t.Fatalf("osact run: %s, want %s\n%s%s", want.Verdict, test.want, first.stdout, first.stderr)
			}
			if want.Evidence == got.Evidence {
				t.Errorf("two runs have the evidence digest %s", got.Evidence)
			}
			want.Evidence, got.Evidence = "", "" // of each run another
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("verdict.json (-osact run +specs):\n%s\n%s", diff, said)
			}
			if (err == nil) != (first.code == 0) {
				t.Errorf("the specs: %v, osact run: exit %d\n%s", err, first.code, said)
			}
			if !strings.Contains(string(said), got.Verdict+": "+got.Target.URL) {
				t.Errorf("the verdict is not told:\n%s", said)
			}
			if test.want == "nonconformant" && !strings.Contains(string(said), "claimed at suites/") {
				t.Errorf("no spec fails:\n%s", said)
			}
			if own(y.servers(t)) != 0 {
				t.Errorf("servers %q", y.servers(t))
			}
		})
	}
}

// written writes a file and returns its path.
func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// newYardOf starts the cloud behind something.
func newYardOf(t *testing.T, wrap func(http.Handler) http.Handler) *yard {
	t.Helper()
	y := &yard{}
	y.root, y.tokens = serve(t, func(next http.Handler) http.Handler {
		y.reference = next.(*cloud.Cloud)
		return wrap(next)
	})
	for _, u := range y.reference.Users() {
		if u.Name == "alice" {
			y.member = u.Token
		}
	}
	return y
}

// TestFilteredSpecs: what holds of some specs is not said of the cloud.
func TestFilteredSpecs(t *testing.T) {
	t.Parallel()
	binary := specs(t)
	for _, test := range []struct {
		name    string
		wrap    func(http.Handler) http.Handler
		args    []string
		passes  bool
		verdict string // empty: none is written
		only    []string
		says    string
	}{
		{"one requirement", asItIs, []string{"--ginkgo.label-filter=show.headers.date"}, true, "incomplete", []string{"show.headers.date"}, "filtered by --label-filter='show.headers.date': 1 of"},
		{"by a subject", asItIs, []string{"--ginkgo.focus=the version documents"}, true, "incomplete", []string{"versions.choices.without-a-version", "versions.document.names-its-range", "versions.links.lead-to-the-target", "versions.root.agrees-with-v2-1", "versions.root.lists-v2-1"}, "5 of"},
		{"a violated one", faulty("date-is-of-rfc-850"), []string{"--ginkgo.label-filter=show.headers.date"}, false, "partial", []string{"show.headers.date"}, "1 MUST violated"},
		{"one beside it", faulty("date-is-of-rfc-850"), []string{"--ginkgo.label-filter=show.status.is-200 && a finished action", "--only=show.status.is-200"}, false, "incomplete", []string{"show.status.is-200"}, "1 MUST untested"},
		{"by an edition", asItIs, []string{"--ginkgo.sem-ver-filter=2.50", "--ginkgo.label-filter=show.visibility.host-hidden-from-tenant || show.visibility.events-hidden-from-tenant"}, true, "incomplete", []string{"show.visibility.events-hidden-from-tenant"}, "1 of"},
		{"by a file", asItIs, []string{"--ginkgo.focus-file=/versions.go"}, true, "incomplete", []string{"versions.choices.without-a-version", "versions.document.names-its-range", "versions.links.lead-to-the-target", "versions.root.agrees-with-v2-1", "versions.root.lists-v2-1"}, "--focus-file"},
		{"all", asItIs, []string{"--ginkgo.label-filter=MUST || SHOULD || MAY"}, true, "conformant", []string{}, "every MUST that applies holds"},
		{"none", asItIs, []string{"--ginkgo.label-filter=legacy && !legacy"}, false, "", nil, "Detected no specs ran"},
		{"a typo", asItIs, []string{"--ginkgo.label-filter=MUST && show.header"}, false, "", nil, `did you mean "show.headers"`},
		{"a dry run", asItIs, []string{"--ginkgo.dry-run"}, true, "", nil, "SUCCESS"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			y, out := newYardOf(t, test.wrap), t.TempDir()
			cmd := inSuites(t, y.tokens, append([]string{binary, "--target", y.root, "--out", out, "--budget=0"}, test.args...)...)
			raw, err := cmd.CombinedOutput()
			said := strings.Join(strings.Fields(string(raw)), " ")
			if (err == nil) != test.passes || !strings.Contains(said, test.says) {
				t.Errorf("%v, want that it passes: %t, and says %q\n%s", err, test.passes, test.says, raw)
			}
			if word := regexp.MustCompile(`\bconformant\b`); word.MatchString(said) != (test.verdict == "conformant") {
				t.Errorf("it speaks of a conformant cloud, or should:\n%s", raw)
			}
			if test.verdict == "" {
				if !missing(filepath.Join(out, "verdict.json")) {
					t.Error("there is a verdict")
				}
				return
			}
			v := verdictIn(t, out)
			slices.Sort(v.Only)
			if diff := cmp.Diff(test.only, v.Only); diff != "" || v.Verdict != test.verdict || (v.Exit == 0) != (test.verdict == "conformant") {
				t.Errorf("%s, exit %d, want %s; only (-want +got):\n%s", v.Verdict, v.Exit, test.verdict, diff)
			}
			// The recording is of all that was asked.
			again := call(t, nil, "judge", "--json", filepath.Join(out, "recording.har"))
			if narrowed := len(test.args) > 1; !narrowed && !strings.Contains(again.stdout, `"only": []`) {
				t.Errorf("judged again: exit %d\n%.2000s", again.code, again.stdout)
			}
		})
	}
}

// TestInterruptedSpecsLeaveNothing: Ctrl-C goes to all processes of a terminal, and
// what osact made is deleted, whoever started the specs. One way after the other is
// tried: ginkgo builds into the folder of the specs.
func TestInterruptedSpecsLeaveNothing(t *testing.T) {
	t.Parallel()
	aloneInSuites.Lock()
	defer aloneInSuites.Unlock()
	for _, test := range []struct {
		name string
		argv []string
		at   string
	}{
		{"go test", []string{"go", "test", "-v", ".", "-args", "--ginkgo.grace-period=1ms"}, atCreation},
		{"go test, later", []string{"go", "test", "-v", ".", "-args"}, atAction},
		{"ginkgo", []string{"go", "tool", "ginkgo", ".", "--"}, atCreation},
		{"ginkgo -p", []string{"go", "tool", "ginkgo", "-p", ".", "--"}, atAction},
	} {
		t.Run(test.name, func(t *testing.T) {
			y, out := newYard(t, test.at), t.TempDir()
			before := y.servers(t)
			cmd := inSuites(t, y.tokens, append(slices.Clone(test.argv), "--target", y.root, "--profile=lifecycle", "--allow-writes", "--out", out)...)
			cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			var said strings.Builder
			cmd.Stdout, cmd.Stderr = &said, &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			y.wait(t)
			if own(y.servers(t)) != 2 {
				t.Errorf("servers %q, want two of osact's", y.servers(t))
			}
			if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err == nil {
				t.Errorf("it passes:\n%s", said.String())
			}
			if after := y.servers(t); !slices.Equal(before, after) {
				t.Errorf("servers %q, before %q\n%s", after, before, said.String())
			}
			if !missing(filepath.Join(out, "ledger.json")) || missing(filepath.Join(out, "verdict.json")) {
				t.Fatalf("the ledger is there, or the verdict is not:\n%s", said.String())
			}
			if v := verdictIn(t, out); v.Verdict != "incomplete" || !strings.Contains(v.Reason, "interrupted") {
				t.Errorf("verdict %s: %s", v.Verdict, v.Reason)
			}
		})
	}
}
