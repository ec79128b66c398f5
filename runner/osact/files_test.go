package main_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// recorded is the file of a short run.
func recorded(t *testing.T) string {
	t.Helper()
	out := t.TempDir()
	if got := call(t, nil, "run", "--only", "show.status.is-200", "--out", out); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	return filepath.Join(out, "recording.har")
}

// TestStrangeRecordings: a pipe is not waited for, and a mark of an editor's is none of
// the recording.
func TestStrangeRecordings(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(recorded(t))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	pipe, marked := filepath.Join(folder, "pipe.har"), filepath.Join(folder, "marked.har")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(marked, append([]byte("\ufeff"), content...), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]outcome{
		marked:      {code: 0},
		pipe:        {code: 2, stderr: pipe + ": it is not a regular file"},
		"/dev/zero": {code: 2, stderr: "/dev/zero: it is not a regular file"},
		folder:      {code: 2, stderr: filepath.Join(folder, "recording.har") + ": no such file"},
	} {
		for _, args := range [][]string{{"judge", path}, {"list", "--coverage", path}} {
			got := call(t, nil, args...)
			if got.code != want.code || !strings.Contains(got.stderr, want.stderr) {
				t.Errorf("osact %s: exit %d, %q; want %d, %q", strings.Join(args, " "), got.code, got.stderr, want.code, want.stderr)
			}
		}
	}
}

// TestUnwritableLedger: what cannot be kept is known before anything is asked.
func TestUnwritableLedger(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(target.Close)
	folder := t.TempDir()
	for _, path := range []string{"/proc/self/ledger.json", filepath.Join(folder, "nowhere", "ledger.json"), folder, "/dev/null/ledger.json"} {
		got := call(t, []string{somebody}, "run", "--target", target.URL, "--profile", "lifecycle", "--allow-writes", "--ledger", path, "--out", t.TempDir())
		if got.code != 2 || !strings.Contains(got.stderr, "can't be kept at "+path) || asked.Load() != 0 {
			t.Errorf("%s: exit %d after %d questions: %s", path, got.code, asked.Load(), got.stderr)
		}
	}
}

// TestFewFiles: where the machine lets osact open no more, the target is not to blame.
func TestFewFiles(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	root, tokens := serve(t, asItIs)
	cmd := command(t, tokens, "run", "--target", root, "--concurrency", "64", "--out", t.TempDir())
	cmd.Path, cmd.Args = sh, append([]string{sh, "-c", `ulimit -n 24; exec "$0" "$@"`, osact}, cmd.Args[1:]...)
	said, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 3 {
		t.Fatalf("%v\n%s", err, said)
	}
	if text := strings.Join(strings.Fields(string(said)), " "); !strings.Contains(text, "ulimit -n") || strings.Contains(text, "check the target's address") {
		t.Errorf("it does not say what is short:\n%s", said)
	}
}
