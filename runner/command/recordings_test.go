package command

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// onDisk writes a recording in which nothing was heard, but for what change
// does to it, and returns its path.
func onDisk(t *testing.T, change func(*exchange.Recording)) string {
	t.Helper()
	recording := exchange.Recording{
		Suite: version.This().Version, Profile: "tenant", Ending: exchange.Complete,
		Target: exchange.Target{Kind: exchange.Given, URL: "http://cloud.example"},
	}
	change(&recording)
	var har bytes.Buffer
	if err := recording.WriteHAR(&har); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), results.RecordingFile)
	if err := os.WriteFile(path, har.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// called is what osact printed, and its exit code.
func called(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = Main(t.Context(), args, nil, &out, &err)
	return code, out.String(), err.String()
}

// What a recording was narrowed to is a user's mistake wherever it is read.
func TestARecordingOfWhatIsNotDemanded(t *testing.T) {
	for says, change := range map[string]func(*exchange.Recording){
		`did you mean "tenant"`:             func(r *exchange.Recording) { r.Profile = "tennant" },
		`did you mean "show.status.is-200"`: func(r *exchange.Recording) { r.Only = []string{"show.status.is-20"} },
		"does not demand":                   func(r *exchange.Recording) { r.Only = []string{"show.visibility.operator-sees-all"} },
	} {
		path := onDisk(t, change)
		for _, args := range [][]string{{"judge", path}, {"list", "--coverage", path}} {
			if code, _, stderr := called(t, args...); code != exit.Usage || !strings.Contains(stderr, says) {
				t.Errorf("osact %s: exit %d, %q; want exit 2 and %q", strings.Join(args[:len(args)-1], " "), code, stderr, says)
			}
		}
	}
}

// The verdict names the osact that judged, whichever recorded.
func TestTheVerdictNamesWhoJudged(t *testing.T) {
	path := onDisk(t, func(r *exchange.Recording) { r.Suite = "0.0.1" })
	var v verdict.Verdict
	_, stdout, stderr := called(t, "judge", "--json", path)
	if err := json.Unmarshal([]byte(stdout), &v); err != nil || v.Suite != version.This().Version {
		t.Errorf("it was judged by %q, %v, %s; want %q", v.Suite, err, stderr, version.This().Version)
	}
}
