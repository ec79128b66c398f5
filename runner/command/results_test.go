package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// What an admin was shown is not for every user of the machine; the verdict is.
func TestTheRecordingIsForItsOwnerAlone(t *testing.T) {
	folder := t.TempDir()
	if err := (results{folder: folder}).write(append(judged(exchange.Recording{}, verdict.Verdict{}), recorded(exchange.Recording{})), nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{recordingFile: 0o600, verdictFile: 0o644, junitFile: 0o644, summaryFile: 0o644} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^want != 0 || got&0o600 != 0o600 {
			t.Errorf("%s has the mode %v, want %v", name, got, want)
		}
	}
}
