package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A job on GitHub gets its summary and its outputs, which are added to what is there.
func TestGitHub(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	summary, output := filepath.Join(dir, "summary"), filepath.Join(dir, "output")
	if err := os.WriteFile(output, []byte("before=1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	got := call(t, []string{"GITHUB_STEP_SUMMARY=" + summary, "GITHUB_OUTPUT=" + output}, "run", "--profile", "v2", "--out", out)
	if got.code != 0 || got.complaint() != "" {
		t.Fatalf("exit %d\n%s", got.code, got.stderr)
	}
	if shown, err := os.ReadFile(summary); err != nil || string(shown) != contents(t, out)["summary.md"] {
		t.Errorf("the summary is not that of the run: %v\n%s", err, shown)
	}
	if lines, err := os.ReadFile(output); err != nil || !strings.HasPrefix(string(lines), "before=1\nverdict=conformant\nexit=0\ngate=\n") {
		t.Errorf("the outputs are %q, %v", lines, err)
	}
	// A summary that cannot be written is no reason to fail.
	if got := call(t, []string{"GITHUB_STEP_SUMMARY=" + dir}, "run", "--profile", "v2", "--out", out); got.code != 0 || !strings.Contains(got.stderr, "$GITHUB_STEP_SUMMARY") {
		t.Errorf("exit %d\n%s", got.code, got.stderr)
	}
}

// As a check of Sovereign Cloud Stack, a run prints its lines and nothing else.
func TestAsACheckOfSCS(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	got := call(t, nil, "run", "--format", "scs", "--quiet", "--out", out, "--", "show.status.is-200", "show.body.matches-contract")
	if got.code != 0 || got.stdout != "show.status.is-200: PASS\nshow.body.matches-contract: PASS\n" || got.complaint() != "" {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	rendered := call(t, nil, "render", "--format", "scs", out)
	if rendered.code != 0 || rendered.stdout != got.stdout {
		t.Errorf("rendered again: exit %d\n%s%s", rendered.code, rendered.stdout, rendered.stderr)
	}
	var report struct{ ReportFormat string }
	if err := json.Unmarshal([]byte(call(t, nil, "render", "--format", "ctrf", out).stdout), &report); err != nil || report.ReportFormat != "CTRF" {
		t.Errorf("%+v, %v", report, err)
	}
	for _, args := range [][]string{{"run", "--format", "sccs"}, {"render", "--format", "sccs", out}, {"run", "--format", "scs", "--", "show.status.is-20"}} {
		if got := call(t, nil, args...); got.code != 2 || !strings.Contains(got.stderr, "did you mean") {
			t.Errorf("%v: exit %d, %s", args, got.code, got.stderr)
		}
	}
}
