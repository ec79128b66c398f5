package command

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/suites/exchange"
)

func noSignal() int { return 0 }

// What can't be judged is the evidence of a defect: it is kept, and nothing of
// a verdict is.
func TestARecordingThatCannotBeJudgedIsKept(t *testing.T) {
	chosen, err := contract.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		contract *openapi.Contract
		profile  string
		says     string
	}{
		"an error": {chosen, "nowhere", "nowhere"},
		"a panic":  {nil, "tenant", "made it stop"},
	} {
		folder := t.TempDir()
		recording := exchange.Recording{Profile: test.profile, Ending: exchange.Complete, Target: exchange.Target{Kind: exchange.Given, URL: "http://cloud.example"}}
		r := &run.Run{Contract: test.contract, Results: results.Folder{Path: folder}}
		_, err := conclude(&process{stdout: io.Discard}, r, recording, nil, nil, "console", noSignal)
		if exit.CodeOf(err) != exit.Defect || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), filepath.Join(folder, results.RecordingFile)) {
			t.Errorf("%s: %v; want a defect, %q, and where the recording is", name, err, test.says)
		}
		if kept, err := results.ReadRecording(filepath.Join(folder, results.RecordingFile)); err != nil || kept.Profile != test.profile {
			t.Errorf("%s: the recording is not kept: %v", name, err)
		}
		if files, _ := filepath.Glob(filepath.Join(folder, "*")); len(files) != 2 { // it, and the folder of runs
			t.Errorf("%s: there are %q", name, files)
		}
	}
}

// A run that could neither ask nor delete says both.
func TestServersLeftOverAreNamedWhateverHappens(t *testing.T) {
	chosen, err := contract.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	r := &run.Run{
		Contract: chosen, Selection: exchange.Selection{Profile: "lifecycle"},
		Ledger: filepath.Join(t.TempDir(), "ledger.json"), Results: results.Folder{Path: t.TempDir()},
	}
	c := &connect.Connection{Target: exchange.Target{Kind: exchange.Given, URL: "no URL\x7f"}}
	err = askAndJudge(t.Context(), &process{stdout: io.Discard, stderr: io.Discard}, r, c, &options.Run{Quiet: true}, noSignal)
	if exit.CodeOf(err) != exit.Defect || strings.Count(err.Error(), "no URL") != 2 {
		t.Errorf("got %v; want what became of the questions and of the servers", err)
	}
}
