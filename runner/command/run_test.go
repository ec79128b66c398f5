package command

import (
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
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
		_, err := new(runOptions).conclude(&process{stdout: io.Discard}, test.contract, recording, nil, results.Folder{Path: folder}, nil, noSignal)
		if exit.CodeOf(err) != exit.Defect || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), filepath.Join(folder, results.RecordingFile)) {
			t.Errorf("%s: %v; want a defect, %q, and where the recording is", name, err, test.says)
		}
		if kept, err := results.ReadRecording(filepath.Join(folder, results.RecordingFile)); err != nil || kept.Profile != test.profile {
			t.Errorf("%s: the recording is not kept: %v", name, err)
		}
		if files, _ := filepath.Glob(filepath.Join(folder, "*")); len(files) != 1 {
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
	r := runOptions{fileOptions: fileOptions{ledger: filepath.Join(t.TempDir(), "ledger.json")}}
	r.allowed, r.profile = true, "lifecycle"
	c := &connect.Connection{Target: exchange.Target{Kind: exchange.Given, URL: "no URL\x7f"}}
	err = r.judge(t.Context(), &process{stdout: io.Discard, stderr: io.Discard}, chosen, c, results.Folder{Path: t.TempDir()}, noSignal)
	if exit.CodeOf(err) != exit.Defect || strings.Count(err.Error(), "no URL") != 2 {
		t.Errorf("got %v; want what became of the questions and of the servers", err)
	}
}

// verdict.json explains its exit code, whatever calls for it.
func TestOverrule(t *testing.T) {
	const holds, stopped = "every MUST that applies holds", "the run was interrupted"
	left := errors.New("servers may be left")
	for name, test := range map[string]struct {
		v      verdict.Verdict
		left   error
		signal int
		exit   int
		reason string
	}{
		"nothing happened": {verdict.Verdict{Reason: holds}, nil, 0, 0, holds},
		"servers are left": {verdict.Verdict{Reason: holds}, left, 0, 3, holds + "; servers may be left"},
		"servers are left by a target that does not conform": {
			verdict.Verdict{Exit: 1, Reason: "1 MUST violated"}, left, 0, 1, "1 MUST violated; servers may be left",
		},
		"interrupted while it asked": {verdict.Verdict{Exit: 3, Reason: stopped, Ending: exchange.Interrupted}, nil, 143, 143, stopped},
		"interrupted later":          {verdict.Verdict{Reason: holds, Ending: exchange.Complete}, nil, 130, 130, holds + "; osact was interrupted when it had asked"},
		"a defect":                   {verdict.Verdict{Verdict: verdict.Error, Exit: 5, Reason: "no profile"}, nil, 130, 5, "no profile"},
	} {
		overrule(&test.v, test.left, test.signal)
		if test.v.Exit != test.exit || test.v.Reason != test.reason {
			t.Errorf("%s: exit %d, %q; want %d, %q", name, test.v.Exit, test.v.Reason, test.exit, test.reason)
		}
	}
}
