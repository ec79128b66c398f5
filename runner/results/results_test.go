package results_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// What an admin was shown is not for every user of the machine; the verdict is.
func TestWhatShowsAnswersIsForItsOwnerAlone(t *testing.T) {
	folder := t.TempDir()
	if err := (results.Folder{Path: folder}).Write(append(results.Judged(exchange.Recording{}, verdict.Verdict{}), results.Recording(exchange.Recording{})), nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{results.RecordingFile: 0o600, results.ReportFile: 0o600, results.VerdictFile: 0o644, results.JUnitFile: 0o644, results.SummaryFile: 0o644} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^want != 0 || got&0o600 != 0o600 {
			t.Errorf("%s has the mode %v, want %v", name, got, want)
		}
	}
}

// A run whose verdict can't be written leaves the files of the run before as
// they were: reports and verdicts always belong together.
func TestResultsAreWrittenTogether(t *testing.T) {
	folder := t.TempDir()
	before := map[string]string{}
	for _, f := range results.Judged(exchange.Recording{}, verdict.Verdict{}) {
		before[f.Name] = "from another run"
		if err := os.WriteFile(filepath.Join(folder, f.Name), []byte(before[f.Name]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := before[results.ReportFile]; !ok || len(before) != 4 {
		t.Errorf("judging makes %v", before)
	}
	// What only verdict.json shows, which comes last.
	v := verdict.Verdict{Requirements: []verdict.Requirement{{Findings: []verdict.Finding{{Subject: "a-token-of-the-run"}}}}}
	err := (results.Folder{Path: folder}).Write(results.Judged(exchange.Recording{}, v), connect.Tokens{exchange.Member: "a-token-of-the-run"})
	if err == nil || !strings.Contains(err.Error(), results.VerdictFile) {
		t.Fatalf("got %v, want that %s holds a token", err, results.VerdictFile)
	}
	for name, want := range before {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || string(got) != want {
			t.Errorf("%s holds %.40q, %v; want what it held", name, got, err)
		}
	}
	if files, _ := filepath.Glob(filepath.Join(folder, "*")); len(files) != len(before) {
		t.Errorf("there are %q", files)
	}
}
