// The binary as users run it, against the reference cloud.
package main_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/osact/osact/fixtures/cloud"
)

// patience bounds everything that a test waits for.
const patience = 3 * time.Minute

// osact is the binary under test, in the folder scratch.
var osact, scratch string

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == weighing {
		os.Exit(weigh(os.Args[2:]))
	}
	if err := manyAtOnce(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "osact-test-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		osact, scratch = filepath.Join(dir, "osact"), dir
		if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", osact, ".").CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build: %s\n%s", err, out)
			return 1
		}
		return m.Run()
	}())
}

// atOnce is how many tests run at the same time. By default these are as many as there
// are processors, but many tests here wait: for a target that is slow, silent or limits
// how often it is asked. Each has its own ports and folders, and starts one process at a
// time, which the weighed ones hold to mostMemory.
const atOnce = "8"

// manyAtOnce sets that, unless go test was given -parallel.
func manyAtOnce() error {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if given {
		return nil
	}
	return flag.Set("test.parallel", atOnce)
}

// outcome is what a command did.
type outcome struct {
	code           int
	stdout, stderr string
}

// patiently is what a command says each half minute of how far it is.
var patiently = regexp.MustCompile(`(?m)^osact: [a-z]+ [0-9]+ of [0-9]+, (29|[3-9][0-9]|[0-9]{3,}) s(;.*)?\n`)

// complaint is what the command said on stderr. How far it was each half minute is left
// out: on a busy machine anything may take one.
func (o outcome) complaint() string { return patiently.ReplaceAllString(o.stderr, "") }

// call runs the binary with its arguments, and these variables on top of an
// environment without any of osact's.
func call(t *testing.T, variables []string, args ...string) outcome {
	t.Helper()
	cmd := command(t, variables, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("osact %s: %v", strings.Join(args, " "), err)
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// unweighed has garbage collected less often, where nobody looks at how much memory osact
// takes: that is a fifth of its time.
const unweighed = "GOGC=400"

func command(t *testing.T, variables []string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, osact, args...)
	cmd.Dir = t.TempDir()
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "OSACT_") && !strings.HasPrefix(v, "OS_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(append(cmd.Env, unweighed), variables...)
	return cmd
}

// verdict is the part of verdict.json that the tests look at.
type verdict struct {
	Verdict      string   `json:"verdict"`
	Reason       string   `json:"reason"`
	Only         []string `json:"only"`
	Exit         int      `json:"exit"`
	Digest       string   `json:"digest"`
	Evidence     string   `json:"evidence_digest"`
	Profile      string   `json:"profile"`
	Contract     string   `json:"contract"`
	Target       struct{ Kind, URL string }
	Requirements []struct{ ID, Level, Outcome, Reason string }
}

func verdictIn(t *testing.T, dir string) verdict {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "verdict.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v verdict
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// serve starts the reference cloud and returns its compute root, and the
// tokens of its users as variables.
func serve(t *testing.T, wrap func(http.Handler) http.Handler) (root string, tokens []string) {
	t.Helper()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(wrap(reference))
	t.Cleanup(server.Close)
	parts := map[string]string{"admin": "ADMIN", "alice": "MEMBER", "rita": "READER", "nora": "BYSTANDER", "bob": "OUTSIDER"}
	for _, u := range reference.Users() {
		if part, ok := parts[u.Name]; ok {
			tokens = append(tokens, "OSACT_TOKEN_"+part+"="+u.Token)
		}
	}
	return server.URL + "/compute", tokens
}

func asItIs(h http.Handler) http.Handler { return h }

func TestRunWithoutATarget(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	const secret = "not-for-the-reference-cloud"
	got := call(t, []string{"OS_PASSWORD=" + secret, "OS_TOKEN=" + secret}, "run", "--out", out)
	if got.code != 0 {
		t.Fatalf("exit %d, want 0\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got.complaint() != "" {
		t.Errorf("it is not silent where nobody watches: %q", got.stderr)
	}
	v := verdictIn(t, out)
	if v.Verdict != "conformant" || v.Profile != "full" || v.Target.Kind != "embedded" {
		t.Errorf("verdict %s of profile %s about a target that is %s, want conformant, full, embedded", v.Verdict, v.Profile, v.Target.Kind)
	}
	if len(v.Requirements) < 30 {
		t.Errorf("%d requirements, want 30 at least", len(v.Requirements))
	}
	for _, r := range v.Requirements {
		if r.Outcome != "satisfied" && !strings.HasPrefix(r.Reason, "no claim covers it: ") {
			t.Errorf("%s %s is %s: %s", r.Level, r.ID, r.Outcome, r.Reason)
		}
	}
	t.Run("judged again it has the same digests", func(t *testing.T) {
		digests := fmt.Sprintf("  findings digest %s\n  evidence digest %s\n", v.Digest, v.Evidence)
		again := call(t, nil, "judge", filepath.Join(out, "recording.har"))
		if again.code != 0 || !strings.HasSuffix(again.stdout, digests) || !strings.HasSuffix(got.stdout, digests) {
			t.Errorf("exit %d, want 0 and\n%sin\n%s%sand\n%s", again.code, digests, again.stdout, again.stderr, got.stdout)
		}
	})
	t.Run("the digest of the evidence is that of the file", func(t *testing.T) {
		content, err := os.ReadFile(filepath.Join(out, "recording.har"))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != v.Evidence {
			t.Errorf("%x, want %s", sum, v.Evidence)
		}
	})
	t.Run("no output holds a secret", func(t *testing.T) {
		reference, err := cloud.New(cloud.Options{})
		if err != nil {
			t.Fatal(err)
		}
		outputs := map[string]string{"stdout": got.stdout, "stderr": got.stderr}
		for _, name := range []string{"verdict.json", "recording.har", "report.html", "junit.xml", "summary.md"} {
			content, err := os.ReadFile(filepath.Join(out, name))
			if err != nil {
				t.Fatal(err)
			}
			outputs[name] = string(content)
		}
		for name, content := range outputs {
			if content == "" && name != "stderr" {
				t.Errorf("%s is empty", name)
			}
			for _, u := range reference.Users() {
				for _, secret := range []string{u.Token, u.Password, u.CredentialSecret, secret} {
					if secret != "" && strings.Contains(content, secret) {
						t.Errorf("%s holds %q of %s", name, secret, u.Name)
					}
				}
			}
		}
	})
}

func TestRunAgainstATarget(t *testing.T) {
	t.Parallel()
	root, tokens := serve(t, asItIs)
	for _, test := range []struct {
		name      string
		variables []string
		args      []string
		code      int
		verdict   string
		profile   string
	}{
		{"the default profile", tokens, []string{"--target", root}, 0, "conformant", "tenant"},
		{"with the version", tokens, []string{"--target", root + "/v2.1/", "--budget", "0"}, 0, "conformant", "tenant"},
		{"by variable", append(tokens, "OSACT_TARGET="+root), uncovered, 0, "conformant", "tenant"},
		{"every actor", tokens, []string{"--target", root, "--profile", "full", "--allow-writes"}, 0, "conformant", "full"},
		{"one requirement", tokens, []string{"--target", root, "--only", "show.headers.request-id"}, 0, "partial", "tenant"},
		{"the member alone", tokens[1:2], []string{"--target", root, "--profile", "full", "--budget", "0"}, 3, "incomplete", "full"},
		{"a token that is none", []string{"OSACT_TOKEN_MEMBER=a-stale-one"}, []string{"--target", root, "--budget", "0"}, 3, "incomplete", "tenant"},
		{"nobody listens", tokens, []string{"--target", "http://127.0.0.1:1"}, 3, "incomplete", "tenant"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			got := call(t, test.variables, append([]string{"run", "--out", out}, test.args...)...)
			if got.code != test.code {
				t.Fatalf("exit %d, want %d\n%s%s", got.code, test.code, got.stdout, got.stderr)
			}
			v := verdictIn(t, out)
			if v.Verdict != test.verdict || v.Profile != test.profile || v.Exit != test.code || v.Target.Kind != "given" {
				t.Errorf("%+v, want %s of profile %s", v, test.verdict, test.profile)
			}
			if n := strings.Count(got.stdout, "\n"); n > 100 {
				t.Errorf("%d lines on the console, want 100 at most", n)
			}
		})
	}
}

func TestRunFindsAFault(t *testing.T) {
	t.Parallel()
	root, token, _ := serving(t, "--fault", "request-id-is-missing")
	out := t.TempDir()
	got := call(t, []string{"OSACT_TOKEN_MEMBER=" + token}, "run", "--target", root, "--out", out)
	if got.code != 1 || !strings.Contains(got.stdout, "show.headers.request-id") || !strings.Contains(got.stdout, "$OS_TOKEN") {
		t.Errorf("exit %d, want 1, with the requirement and a curl line in\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// Dialects are served together, over TLS too, and in front of another cloud. None of it
// is reported.
func TestServeDialects(t *testing.T) {
	t.Parallel()
	root, token, clouds := serving(t, "--dialect", "tls-of-a-private-ca", "--dialect", "gzip", "--dialect", "a-deep-path", "--dialect", "no-deleted-servers")
	if !strings.HasPrefix(root, "https://") || !strings.HasSuffix(root, "/api/region-1/nova") {
		t.Errorf("served at %s, want https and the path", root)
	}
	const only = "show.status.is-200,show.body.matches-contract"
	if got := call(t, []string{"OS_CLIENT_CONFIG_FILE=" + clouds}, "run", "--as", "member=alice", "--only", only, "--out", t.TempDir()); got.code != 0 {
		t.Errorf("by its clouds.yaml: exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := call(t, []string{"OSACT_TOKEN_MEMBER=" + token}, "run", "--target", root, "--only", only, "--out", t.TempDir()); got.code != 3 {
		t.Errorf("without its authority: exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}

	root, token, _ = serving(t)
	front := command(t, nil, "serve", "--upstream", root, "--dialect", "http-1.0", "--dialect", "keys-are-sorted")
	lines := started(t, front)
	if !lines.Scan() {
		t.Fatal("osact serve says nothing")
	}
	address, _, _ := strings.Cut(lines.Text(), " ")
	out := t.TempDir()
	if got := call(t, []string{"OSACT_TOKEN_MEMBER=" + token}, "run", "--target", address, "--only", only, "--out", out); got.code != 0 {
		t.Errorf("in front of another cloud: exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	har, err := os.ReadFile(filepath.Join(out, "recording.har"))
	if err != nil || !bytes.Contains(har, []byte("HTTP/1.0")) {
		t.Errorf("no answer is HTTP/1.0: %v", err)
	}
}

// serving starts osact serve, which ends with the test, and returns where its compute
// service is, alice's token, and its clouds.yaml.
func serving(t *testing.T, args ...string) (root, token, clouds string) {
	t.Helper()
	lines := started(t, command(t, nil, append([]string{"serve"}, args...)...))
	for token == "" && lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "compute   "); ok {
			root = address
		}
		if _, path, ok := strings.Cut(lines.Text(), "OS_CLIENT_CONFIG_FILE="); ok {
			clouds = path
		}
		if _, after, ok := strings.Cut(lines.Text(), "X-Auth-Token: "); ok {
			token, _, _ = strings.Cut(after, "'")
		}
	}
	if root == "" || token == "" || clouds == "" {
		t.Fatalf("osact serve did not say where it is: root %q, token %q, clouds.yaml %q", root, token, clouds)
	}
	return root, token, clouds
}

// What osact serve prints to judge it by is a command that works, with the clouds.yaml and
// with the tokens that it names.
func TestServeSaysHowToJudgeIt(t *testing.T) {
	t.Parallel()
	lines := started(t, command(t, nil, "serve", "--fault", "events-oldest-first"))
	var ways [][]string
	var tokens []string
	clouds := ""
	for len(ways) < 2 && lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if _, path, ok := strings.Cut(line, "export OS_CLIENT_CONFIG_FILE="); ok {
			clouds = path
		} else if token, ok := strings.CutPrefix(line, "export "); ok {
			tokens = append(tokens, token)
		} else if way, ok := strings.CutPrefix(line, "osact run "); ok {
			ways = append(ways, strings.Fields(way))
		}
	}
	if len(ways) < 2 || len(tokens) != 5 {
		t.Fatalf("it names %d commands and %d tokens", len(ways), len(tokens))
	}
	for i, env := range [][]string{{"OS_CLIENT_CONFIG_FILE=" + clouds}, tokens} {
		got := call(t, env, append([]string{"run", "--only", "show.events.newest-first", "--out", t.TempDir()}, ways[i]...)...)
		if got.code != 1 || !strings.Contains(got.stdout, "1 MUST violated") || !strings.Contains(got.stdout, "profile full") {
			t.Errorf("%q: exit %d\n%s%s", ways[i], got.code, got.stdout, got.stderr)
		}
	}
}

// started starts osact serve, and ends it with the test as a user does. It returns what
// it prints.
func started(t *testing.T, serve *exec.Cmd) *bufio.Scanner {
	t.Helper()
	serve.Cancel = func() error { return serve.Process.Signal(syscall.SIGINT) }
	stdout, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	t.Cleanup(func() {
		for lines.Scan() { // until it closes its end
		}
		// It is interrupted by the end of the test, which Wait calls an error.
		if err := serve.Wait(); serve.ProcessState.ExitCode() != 0 {
			t.Errorf("osact serve after Ctrl-C: %v", err)
		}
	})
	return lines
}

func TestRunInterrupted(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		signal syscall.Signal
		code   int
	}{{syscall.SIGINT, 130}, {syscall.SIGTERM, 143}, {syscall.SIGHUP, 129}} {
		t.Run(test.signal.String(), func(t *testing.T) {
			t.Parallel()
			reached := make(chan struct{}, 1000)
			root, tokens := serve(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if !strings.Contains(r.URL.Path, "os-instance-actions") {
						next.ServeHTTP(w, r)
						return
					}
					reached <- struct{}{}
					<-r.Context().Done() // for ever silent
				})
			})
			out := t.TempDir()
			cmd := command(t, tokens, "run", "--target", root, "--out", out)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			select {
			case <-reached:
			case <-time.After(patience):
				t.Fatal("the run asked for no action")
			}
			if err := cmd.Process.Signal(test.signal); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); cmd.ProcessState.ExitCode() != test.code {
				t.Errorf("%v, want exit %d", err, test.code)
			}
			if v := verdictIn(t, out); v.Verdict != "incomplete" || v.Exit != test.code {
				t.Errorf("verdict %s, exit %d, want incomplete, %d", v.Verdict, v.Exit, test.code)
			}
			// Judging its recording is not interrupted.
			if again := call(t, nil, "judge", filepath.Join(out, "recording.har")); again.code != 3 {
				t.Errorf("judged again: exit %d, want 3\n%s%s", again.code, again.stdout, again.stderr)
			}
		})
	}
}

// What check could not find out, since it was interrupted, is not out of reach.
func TestCheckInterrupted(t *testing.T) {
	t.Parallel()
	reached := make(chan struct{}, 1000)
	root, tokens := serve(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			reached <- struct{}{}
			<-r.Context().Done() // for ever silent
		})
	})
	cmd := command(t, tokens, "check", "--target", root)
	var said, printed strings.Builder
	cmd.Stderr, cmd.Stdout = &said, &printed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-reached:
	case <-time.After(patience):
		t.Fatal("check asked nothing")
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 130 || !strings.Contains(said.String(), "interrupted") || printed.String() != "" {
		t.Errorf("%v, want exit 130 and that it was interrupted\n%s%s", err, said.String(), printed.String())
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	notHAR := filepath.Join(t.TempDir(), "page.har")
	if err := os.WriteFile(notHAR, []byte("<html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"rum"}, `did you mean "run"`},
		{[]string{"run", "--taget", "x"}, "did you mean --target"},
		{[]string{"run", "--profile", "tennant"}, `did you mean "tenant"`},
		{[]string{"run", "--only", "show.header.request-id"}, `did you mean "show.headers.request-id"`},
		{[]string{"run", "--target", ""}, "empty"},
		{[]string{"run", "--target", "http://127.0.0.1:1"}, "OSACT_TOKEN_MEMBER"},
		{[]string{"run", "--target", "cloud"}, "http://"},
		{[]string{"run", "--project", "outsider=147"}, "--target"},
		{[]string{"run", "--concurrency", "0"}, "1 to 256"},
		{[]string{"run", "--concurrency", "many"}, "write a whole number"},
		{[]string{"serve", "--listen", "nope"}, "like 127.0.0.1:8774"},
		{[]string{"serve", "--listen", ""}, "--listen is empty"},
		{[]string{"run", "--out", "/dev/null/out"}, "--out"},
		{[]string{"run", "--out", ""}, "--out is empty"},
		{[]string{"run", "--baseline", ""}, "--baseline is empty"},
		{[]string{"run", "--waivers", ""}, "--waivers is empty"},
		{[]string{"run", "--as-of", ""}, "--as-of is empty"},
		{[]string{"run", "--config", "nowhere.yaml"}, "nowhere.yaml"},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--cast", "faild=a/b"}, `did you mean "failed"`},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--cast", "failed=a"}, "failed=SERVER/REQUEST_ID"},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--cast", "failed=../../servers/x"}, "not dots alone"},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--cast", "running=a/.."}, "not dots alone"},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--server", "../../x", "--action", "req-1"}, "--server: "},
		{[]string{"check", "--target", "http://127.0.0.1:1", "--server", "a", "--action", "req-1?limit=1"}, "--action: "},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--server", "..", "--action", "req-1"}, "--server: "},
		{[]string{"run", "--target", "http://127.0.0.1:1", "--project", "member=../../x"}, "--project member=ID: "},
		{[]string{"run", "--as", "member=a", "--as", "member=b"}, "named twice"},
		{[]string{"check", "--as", "membr=a"}, `did you mean "member"`},
		{[]string{"check", "--as", "anonymous=a"}, "unknown actor"},
		{[]string{"run", "now"}, "no argument"},
		{[]string{"plan", "--only", "nothing"}, "unknown requirement"},
		{[]string{"plan", "--profile", "tenant", "--only", "show.visibility.operator-sees-all"}, "does not demand"},
		{[]string{"explain"}, "one requirement id"},
		{[]string{"explain", "show.status.is-20"}, `did you mean "show.status.is-200"`},
		{[]string{"explain", "xyzzy"}, "osact list prints"},
		{[]string{"explain", "events-oldest-first"}, "osact explain show.events.newest-first"},
		{[]string{"contract", "--edition", "2.105"}, "2.104"},
		{[]string{"contract", "--edition", "two"}, "2.84"},
		{[]string{"contract", "--audience", "everybody"}, "operator"},
		{[]string{"contract", "--json"}, "--precedence"},
		{[]string{"contract", "--precedence", "--edition", "2.1"}, "edition"},
		{[]string{"judge"}, "one recording"},
		{[]string{"judge", "nowhere.har"}, "nowhere.har"},
		{[]string{"judge", notHAR}, "can't be judged"},
		{[]string{"list", "--coverage", "nothing.har"}, "can't be judged: open nothing.har"},
		{[]string{"list", "nothing.har"}, "takes no argument"},
		{[]string{"list", "--source", "seed3"}, `did you mean "seed1"`},
		{[]string{"list", "--source", ""}, "unknown source"},
		{[]string{"serve", "--fault", "request-id-is-misssing"}, `did you mean "request-id-is-missing"`},
		{[]string{"serve", "--maximum", "2.999"}, "2.104"},
		{[]string{"serve", "--dialect", "gzpi"}, `did you mean "gzip"`},
		{[]string{"serve", "--dialect", "gzip", "--dialect", "deflate"}, "exclude each other"},
		{[]string{"serve", "--upstream", "http://127.0.0.1:1", "--dialect", "no-failures"}, "cannot stand in front of --upstream"},
		{[]string{"selftest", "--dialect", "gzpi"}, `did you mean "gzip"`},
		{[]string{"serve", "--front-end", "apache"}, "uwsgi"},
		{[]string{"serve", "--upstream", "nowhere"}, "http://"},
		{[]string{"serve", "--upstream", "http://127.0.0.1:1", "--front-end", "uwsgi"}, "[front-end upstream] were all set"},
		{[]string{"serve", "--upstream", "http://127.0.0.1:1", "--believe-proxies"}, "[believe-proxies upstream] were all set"},
		{[]string{"serve", "--upstream", "http://127.0.0.1:1", "--maximum", "2.90"}, "[maximum upstream] were all set"},
		{[]string{"cleanup", "--only", "show.status.is-200"}, "--only"},
		{[]string{"cleanup", "--project", "member=147"}, "--project"},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			t.Parallel()
			got := call(t, nil, test.args...)
			if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, test.says) || strings.Count(got.stderr, "\n") != 1 {
				t.Errorf("exit %d, stdout %q, stderr %q: want exit 2 and one line that says %q", got.code, got.stdout, got.stderr, test.says)
			}
		})
	}
}

// TestCompletion: a shell is offered the words that there are.
func TestCompletion(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args  []string
		offer string
	}{
		{[]string{"run", "--profile", "v2-"}, "v2-external"},
		{[]string{"run", "--only", "show.tenancy.m"}, "show.tenancy.mismatch-is-400"},
		{[]string{"serve", "--fault", "events-"}, "events-oldest-first"},
		{[]string{"serve", "--dialect", "pages-of-"}, "pages-of-20"},
		{[]string{"check", "--as", "m"}, "member="},
		{[]string{"explain", "show.tenancy.m"}, "show.tenancy.mismatch-is-400"},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			t.Parallel()
			got := call(t, nil, append([]string{"__complete"}, test.args...)...)
			if got.code != 0 || !strings.Contains("\n"+got.stdout, "\n"+test.offer) {
				t.Errorf("exit %d, and %q is not offered:\n%s", got.code, test.offer, got.stdout)
			}
		})
	}
}

func TestReadingCommands(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if got := call(t, nil, "run", "--only", "show.body.matches-contract", "--out", dir); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	narrow := filepath.Join(dir, "recording.har")
	for _, test := range []struct {
		args []string
		says []string
	}{
		{nil, []string{"osact run", "Exit codes"}},
		{[]string{"run", "--help"}, []string{"Examples:", "--target"}},
		{[]string{"--version"}, []string{"osact "}},
		{[]string{"version"}, []string{"osact ", "contract ", "legacy to 2.104"}},
		{[]string{"list"}, []string{"show.tenancy.mismatch-is-400", "MUST"}},
		{[]string{"list", "--profile", "tenant"}, []string{"show.status.is-200"}},
		{[]string{"list", "--faults"}, []string{"request-id-is-missing"}},
		{[]string{"list", "--coverage", narrow}, []string{"\nshowAction 200 /instanceAction/events/*/hostId ", "host-id-in-capitals", "; the answers are those", "uncovered: "}},
		{[]string{"list", "--source", "seed1"}, []string{"covered by  show.status.is-200", "uncovered   ", "differs     clouds ", "os-istance-actions"}},
		{[]string{"list", "--source", "seed2"}, []string{"internal response, order of events", "show.events.newest-first"}},
		{[]string{"explain", "show.tenancy.mismatch-is-400"}, []string{"seed1 says error execution example, message: ", "fault", "asks", "MUST"}},
		{[]string{"plan"}, []string{"{finished.id}", "at most "}},
		{[]string{"contract", "--edition", "2.62", "--audience", "tenant"}, []string{"openapi: 3.1.0", "hostId"}},
		{[]string{"contract", "--precedence"}, []string{"\ndeleted-server ", " 404 itemNotFound naming server ", " server deleted; edition legacy or up to 2.20\n", "query any but none or empty", "\nactor "}},
		{[]string{"contract", "--precedence", "--json"}, []string{`"named": "every microversion"`, `"rule": "served"`, `"source": "seed1"`}},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			t.Parallel()
			got := call(t, nil, test.args...)
			if got.code != 0 || got.complaint() != "" {
				t.Errorf("exit %d, stderr %q: want 0 and nothing", got.code, got.stderr)
			}
			for _, s := range test.says {
				if !strings.Contains(got.stdout, s) {
					t.Errorf("it does not say %q:\n%.2000s", s, got.stdout)
				}
			}
		})
	}
}
