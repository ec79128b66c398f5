package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// Judging was not interrupted, though the run was.
func TestJudgeWritesWhatItFinds(t *testing.T) {
	path := onDisk(t, func(r *exchange.Recording) { r.Suite, r.Ending = "0.0.9", exchange.Interrupted })
	out := filepath.Join(t.TempDir(), "again")
	code, said, stderr := called(t, "judge", "--out", out, path)
	if code != exit.Incomplete || stderr != "" {
		t.Errorf("exit %d, want %d: %s", code, exit.Incomplete, stderr)
	}
	var names []string
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
		if !strings.Contains(said, filepath.Join(out, e.Name())+"\n") {
			t.Errorf("%s is not named in\n%s", e.Name(), said)
		}
	}
	if diff := cmp.Diff([]string{results.JUnitFile, results.ReportFile, results.SummaryFile, results.VerdictFile}, names); diff != "" {
		t.Error(diff)
	}
	content, err := os.ReadFile(filepath.Join(out, results.VerdictFile))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Verdict verdict.Ruling  `json:"verdict"`
		Exit    int             `json:"exit"`
		Ending  exchange.Ending `json:"ending"`
	}
	if err := json.Unmarshal(content, &v); err != nil {
		t.Fatal(err)
	}
	if v.Verdict != verdict.Incomplete || v.Exit != code || v.Ending != exchange.Interrupted {
		t.Errorf("the verdict is %s, exit %d, of a run that was %s", v.Verdict, v.Exit, v.Ending)
	}
	if want := "recorded by osact 0.0.9 with the contract of an unknown digest, judged by osact " + version.This().Version + " with the contract "; !strings.Contains(strings.Join(strings.Fields(said), " "), want) {
		t.Errorf("it does not say %q:\n%s", want, said)
	}
}

// The folder of a run stands for its recording.
func TestJudgeTakesAFolder(t *testing.T) {
	path := onDisk(t, func(*exchange.Recording) {})
	folder := t.TempDir()
	if err := os.Rename(path, filepath.Join(folder, results.RecordingFile)); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := called(t, "judge", folder); code == exit.Usage || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	want := filepath.Join(folder, "empty", results.RecordingFile)
	if err := os.Mkdir(filepath.Dir(want), 0o700); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := called(t, "judge", filepath.Dir(want)); code != exit.Usage || !strings.Contains(stderr, want) {
		t.Errorf("of a folder without one: exit %d: %s", code, stderr)
	}
}

func TestJudgeRefusesAFolderThatItCannotWriteTo(t *testing.T) {
	path := onDisk(t, func(*exchange.Recording) {})
	for _, out := range []string{"", path} {
		if code, said, stderr := called(t, "judge", "--out", out, path); code != exit.Usage || said != "" || !strings.Contains(stderr, "--out "+out) {
			t.Errorf("--out %q: exit %d, %q, %q; want 2 and why", out, code, said, stderr)
		}
	}
}
