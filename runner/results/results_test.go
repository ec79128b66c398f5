package results_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// What an admin was shown is not for every user of the machine, in whichever file.
func TestWhatShowsAnswersIsForItsOwnerAlone(t *testing.T) {
	folder := t.TempDir()
	if err := (results.Folder{Path: folder}).Write(append(results.Judged(exchange.Recording{}, verdict.Verdict{}), results.Recording(exchange.Recording{})), nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{results.RecordingFile: 0o600, results.ReportFile: 0o600, results.VerdictFile: 0o600, results.JUnitFile: 0o600, results.SummaryFile: 0o600} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^want != 0 || got&0o600 != 0o600 {
			t.Errorf("%s has the mode %v, want %v", name, got, want)
		}
	}
}

// A secret that nobody has found before is not written, and nothing is lost for it.
func TestTheLastGuard(t *testing.T) {
	folder, said := t.TempDir(), new(strings.Builder)
	mark := exchange.Mark(exchange.Member)
	guard := secret.NewRedactor([]secret.Secret{{Text: "a+token=of/the&run", Mark: mark}})
	v := verdict.Verdict{Requirements: []verdict.Requirement{{Findings: []verdict.Finding{{Subject: "a+token=of/the&run, half of it: n=of/the&run"}}}}}
	if err := (results.Folder{Path: folder, Say: said}).Write(results.Judged(exchange.Recording{}, v), guard); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(folder, results.VerdictFile))
	if err != nil || !strings.Contains(string(content), mark+", half of it: ") || strings.Contains(string(content), "token=of") {
		t.Errorf("%s holds %v %s", results.VerdictFile, err, content)
	}
	if !strings.Contains(said.String(), "a secret stood in "+results.VerdictFile+", and "+mark) {
		t.Errorf("it says %q", said)
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
	broken := func(io.Writer) error { return errors.New("it breaks") }
	files := append(results.Judged(exchange.Recording{}, verdict.Verdict{}), results.File{Name: results.RecordingFile, Mode: 0o600, Write: broken})
	if err := (results.Folder{Path: folder}).Write(files, nil); exit.CodeOf(err) != exit.Defect || !strings.Contains(err.Error(), results.RecordingFile) {
		t.Fatalf("got %v, want that %s breaks", err, results.RecordingFile)
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

// Each run that is written has a folder of its own, with all its files, and no other
// run changes anything there.
func TestRunsAreKeptApart(t *testing.T) {
	folder := t.TempDir()
	began := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for i, profile := range []string{"first", "second", "third"} {
		recording := exchange.Recording{Profile: profile, Started: began.Add(time.Duration(i/2) * time.Hour), Ending: exchange.Complete, Target: exchange.Target{Kind: exchange.Given, URL: "http://cloud"}}
		files := append([]results.File{results.Recording(recording)}, results.Judged(recording, verdict.Verdict{Profile: profile})...)
		if err := (results.Folder{Path: folder}).Write(files, nil); err != nil {
			t.Fatal(err)
		}
	}
	again := exchange.Recording{Profile: "again"} // judged once more: nothing is kept of it
	if err := (results.Folder{Path: folder}).Write(results.Judged(again, verdict.Verdict{Profile: "again"}), nil); err != nil {
		t.Fatal(err)
	}
	for run, profile := range map[string]string{
		"runs/20260304T050607.000Z": "first", "runs/20260304T050607.000Z-2": "second", "runs/20260304T060607.000Z": "third", ".": "third",
	} {
		recording, err := results.ReadRecording(filepath.Join(folder, run, results.RecordingFile))
		if err != nil || recording.Profile != profile {
			t.Errorf("%s holds the recording of %q, %v; want %s", run, recording.Profile, err, profile)
		}
		if run == "." {
			profile = "again"
		}
		content, err := os.ReadFile(filepath.Join(folder, run, results.VerdictFile))
		if err != nil || !strings.Contains(string(content), `"profile": "`+profile+`"`) {
			t.Errorf("%s holds another verdict than that of %s (%v)", run, profile, err)
		}
	}
	if names, err := os.ReadDir(filepath.Join(folder, results.RunsFolder)); err != nil || len(names) != 3 {
		t.Errorf("there are %d runs (%v), want 3 and nothing else", len(names), err)
	}
}

// Two runs at once do not mix their files.
func TestAFolderIsOneRunsAtATime(t *testing.T) {
	folder := t.TempDir()
	first, err := results.Open(folder, results.VerdictFile)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := results.Open(folder, results.VerdictFile); exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), "another osact writes into it now") {
		t.Errorf("%v, want that it is taken", err)
	}
	first.Close()
	again, err := results.Open(folder, results.VerdictFile)
	if err != nil {
		t.Errorf("when the first is done: %v", err)
	}
	again.Close()
	if files, _ := filepath.Glob(filepath.Join(folder, "*")); len(files) > 0 {
		t.Errorf("it leaves %q", files)
	}
}
