package main_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/osact/osact/fixtures/cloud"
)

// The requests of a run at which it can be caught.
const (
	atCreation = "POST /v2.1/servers"        // the servers are made, and the answer never comes
	atAction   = "POST /v2.1/servers/action" // the servers are known
	nowhere    = ""
)

// yard is the reference cloud, which can hold a run up at one of its requests.
type yard struct {
	reference *cloud.Cloud
	root      string
	tokens    []string
	member    string // its token
	held      chan struct{}
}

// newYard starts the cloud. At the first request of a kind the answer never
// comes, and held tells.
func newYard(t *testing.T, at string) *yard {
	t.Helper()
	y := &yard{held: make(chan struct{}, 1)}
	y.root, y.tokens = serve(t, func(next http.Handler) http.Handler {
		y.reference = next.(*cloud.Cloud)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			path := strings.TrimPrefix(r.URL.Path, "/compute")
			if i, isAction := strings.Index(path, "servers/"), strings.HasSuffix(path, "/action"); i > 0 && isAction {
				path = path[:i] + "servers/action"
			}
			if at == nowhere || r.Method+" "+path != at {
				next.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(httptest.NewRecorder(), r)
			select {
			case y.held <- struct{}{}:
			default:
			}
			<-r.Context().Done()
		})
	})
	for _, u := range y.reference.Users() {
		if u.Name == "alice" {
			y.member = u.Token
		}
	}
	return y
}

// servers returns the names of the member's servers, sorted.
func (y *yard) servers(t *testing.T) []string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/compute/v2.1/servers", nil)
	r.Header.Set("X-Auth-Token", y.member)
	w := httptest.NewRecorder()
	y.reference.ServeHTTP(w, r)
	var list struct{ Servers []struct{ Name string } }
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %v: %s", w.Code, err, w.Body)
	}
	var names []string
	for _, s := range list.Servers {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	return names
}

// own are those that osact made.
func own(names []string) int {
	n := 0
	for _, name := range names {
		if strings.HasPrefix(name, "osact-") {
			n++
		}
	}
	return n
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// TestWritesLeaveNothing: a run that writes says where its ledger is, and leaves
// neither servers nor a ledger; one that may not write makes nothing.
func TestWritesLeaveNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		args    []string
		code    int
		outcome string
		says    string
	}{
		{"with writes", []string{"--allow-writes"}, 0, "satisfied", "ledger.json"},
		{"with a network", []string{"--allow-writes", "--network", "no-such-network"}, 3, "untested", "ledger.json"},
		{"without", nil, 3, "untested", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			y := newYard(t, nowhere)
			before, out := y.servers(t), t.TempDir()
			got := call(t, y.tokens, append([]string{"run", "--target", y.root, "--profile", "lifecycle", "--out", out}, test.args...)...)
			if got.code != test.code || !strings.Contains(got.stderr, test.says) || test.says == "" && got.complaint() != "" {
				t.Errorf("exit %d, want %d, and %q in %q\n%s", got.code, test.code, test.says, got.stderr, got.stdout)
			}
			for _, r := range verdictIn(t, out).Requirements {
				if r.Outcome != test.outcome && !strings.HasPrefix(r.Reason, "not seen: ") {
					t.Errorf("%s is %s: %s", r.ID, r.Outcome, r.Reason)
				}
			}
			if after := y.servers(t); !slices.Equal(before, after) || own(after) != 0 {
				t.Errorf("servers %q, before %q", after, before)
			}
			if !missing(filepath.Join(out, "ledger.json")) {
				t.Error("there is a ledger")
			}
			recording, err := os.ReadFile(filepath.Join(out, "recording.har"))
			told, redacted := strings.Count(string(recording), "adminPass"), strings.Count(string(recording), "[osact: password]")
			if err != nil || told != redacted || test.outcome == "satisfied" && told == 0 {
				t.Errorf("the recording tells of %d passwords, %d redacted: %v", told, redacted, err)
			}
		})
	}
}

// TestNothingToWrite: where no requirement needs it, no server is announced.
func TestNothingToWrite(t *testing.T) {
	t.Parallel()
	y := newYard(t, nowhere)
	got := call(t, y.tokens, "run", "--target", y.root, "--profile", "tenant", "--allow-writes", "--out", t.TempDir())
	if got.code != 0 || !strings.Contains(got.stderr, "nothing is written") || strings.Contains(got.stderr, "are named osact-") {
		t.Errorf("exit %d: %s", got.code, got.stderr)
	}
}

// TestInterruptedWritesLeaveNothing: Ctrl-C in the middle deletes what was made, and so
// does a terminal that closes, which may say so twice.
func TestInterruptedWritesLeaveNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		at     string
		signal syscall.Signal
		times  int
		code   int
	}{
		{atCreation, syscall.SIGINT, 1, 130},
		{atAction, syscall.SIGINT, 1, 130},
		{atAction, syscall.SIGTERM, 1, 143},
		{atCreation, syscall.SIGHUP, 1, 129},
		{atAction, syscall.SIGHUP, 2, 129},
	} {
		at := test.at
		t.Run(fmt.Sprintf("%s %s %d", at, test.signal, test.times), func(t *testing.T) {
			t.Parallel()
			y := newYard(t, at)
			before, out := y.servers(t), t.TempDir()
			cmd := command(t, y.tokens, "run", "--target", y.root, "--profile", "lifecycle", "--allow-writes", "--out", out)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			y.wait(t)
			if own(y.servers(t)) != 2 {
				t.Errorf("servers %q, want two of osact's", y.servers(t))
			}
			for range test.times {
				if err := cmd.Process.Signal(test.signal); err != nil {
					t.Fatal(err)
				}
			}
			if err := cmd.Wait(); cmd.ProcessState.ExitCode() != test.code {
				t.Errorf("%v, want exit %d", err, test.code)
			}
			if after := y.servers(t); !slices.Equal(before, after) {
				t.Errorf("servers %q, before %q", after, before)
			}
			if !missing(filepath.Join(out, "ledger.json")) || missing(filepath.Join(out, "verdict.json")) {
				t.Error("the ledger is there, or the verdict is not")
			}
		})
	}
}

// TestWritesOutliveTheReader: where nobody reads what is printed any more, the servers
// are deleted all the same.
func TestWritesOutliveTheReader(t *testing.T) {
	t.Parallel()
	y := newYard(t, nowhere)
	before := y.servers(t)
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := command(t, y.tokens, "run", "--target", y.root, "--profile", "lifecycle", "--allow-writes", "--out", t.TempDir())
	cmd.Stdout, cmd.Stderr = writer, writer
	if err := errors.Join(reader.Close(), cmd.Start(), writer.Close()); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 2 {
		t.Errorf("%v, want exit 2, since nothing could be printed", err)
	}
	if after := y.servers(t); !slices.Equal(before, after) {
		t.Errorf("servers %q, before %q", after, before)
	}
}

func (y *yard) wait(t *testing.T) {
	t.Helper()
	select {
	case <-y.held:
	case <-time.After(patience):
		t.Fatal("the run wrote nothing")
	}
}

// TestCleanupAfterAKill: after a kill the ledger tells what to delete, and until
// then no run starts over it.
func TestCleanupAfterAKill(t *testing.T) {
	t.Parallel()
	for _, at := range []string{atCreation, atAction} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			y := newYard(t, at)
			before, out := y.servers(t), t.TempDir()
			ledger := filepath.Join(out, "ledger.json")
			run := []string{"run", "--target", y.root, "--profile", "lifecycle", "--allow-writes", "--out", out}
			cmd := command(t, y.tokens, run...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			y.wait(t)
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err == nil {
				t.Fatal("it was not killed")
			}
			if missing(ledger) || own(y.servers(t)) != 2 {
				t.Fatalf("after the kill: servers %q, no ledger: %t", y.servers(t), missing(ledger))
			}
			again := call(t, y.tokens, run...)
			if again.code != 2 || !strings.Contains(again.stderr, "osact cleanup "+ledger) || own(y.servers(t)) != 2 {
				t.Errorf("exit %d, %q: want that it does not start, and says what to do", again.code, again.stderr)
			}
			unnamed := call(t, y.tokens, "cleanup", ledger)
			if unnamed.code != 2 || !strings.Contains(unnamed.stderr, "give --target "+y.root) || own(y.servers(t)) != 2 {
				t.Errorf("exit %d where the ledger alone says where: %s", unnamed.code, unnamed.stderr)
			}
			nobody := call(t, nil, "cleanup", ledger, "--target", y.root)
			if nobody.code != 2 || missing(ledger) {
				t.Errorf("exit %d without an account: %s", nobody.code, nobody.stderr)
			}
			swept := call(t, append(y.tokens, "OSACT_TARGET="+y.root), "cleanup", ledger)
			if swept.code != 0 || !strings.Contains(swept.stdout, "are gone") {
				t.Errorf("exit %d\n%s%s", swept.code, swept.stdout, swept.stderr)
			}
			if after := y.servers(t); !slices.Equal(before, after) || !missing(ledger) {
				t.Errorf("servers %q, before %q; the ledger is gone: %t", after, before, missing(ledger))
			}
			if empty := call(t, y.tokens, "cleanup", ledger); empty.code != 0 || !strings.Contains(empty.stdout, "no ledger") {
				t.Errorf("exit %d once more: %s%s", empty.code, empty.stdout, empty.stderr)
			}
			mistyped := filepath.Join(out, "uot", "ledger.json")
			if lost := call(t, y.tokens, "cleanup", mistyped); lost.code != 2 || !strings.Contains(lost.stderr, "no folder") {
				t.Errorf("exit %d where there is no such folder: %s%s", lost.code, lost.stdout, lost.stderr)
			}
		})
	}
}
