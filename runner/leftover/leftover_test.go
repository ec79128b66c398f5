package leftover_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/leftover"
)

func TestRemove(t *testing.T) {
	folder, old := t.TempDir(), time.Now().Add(-time.Hour)
	for _, name := range []string{".ledger.json17", ".ledger.json4", ".ledger.json", ".ledger.json.bak", ".ledger.json4x", "ledger.json4", ".verdict.json17"} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, ".ledger.json5"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	left := func() []string {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return names
	}
	path := filepath.Join(folder, "ledger.json")
	leftover.Remove(path, leftover.Young)
	others := []string{".ledger.json", ".ledger.json.bak", ".ledger.json4x", ".verdict.json17", "ledger.json4"}
	want := append([]string{".ledger.json", ".ledger.json.bak", ".ledger.json4x", ".ledger.json5"}, others[3:]...)
	if diff := cmp.Diff(want, left()); diff != "" {
		t.Errorf("the old ones are to go (-want +got):\n%s", diff)
	}
	leftover.Remove(path, 0)
	if diff := cmp.Diff(others, left()); diff != "" {
		t.Errorf("the young one is to go, too (-want +got):\n%s", diff)
	}
	leftover.Remove(filepath.Join(folder, "nowhere", "x"), 0) // which is nothing to speak of
}
