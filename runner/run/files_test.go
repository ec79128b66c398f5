package run

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// The recording is the evidence of a defect, and is there though another file can't
// be written.
func TestTheRecordingIsThereWhereAFileIsNot(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	selection := exchange.Selection{Profile: "tenant", Only: []string{"show.status.is-200"}}
	claims, err := suites.Demanded(contract, selection)
	if err != nil {
		t.Fatal(err)
	}
	c, err := connect.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	folder := t.TempDir()
	r := &Run{ID: NewID(), Contract: contract, Claims: claims, Selection: selection, Player: play.Player{}, Results: results.Folder{Path: folder}}
	recording, left, err := r.Ask(t.Context(), c, os.Stderr)
	if err != nil || left != nil {
		t.Fatal(err, left)
	}
	trial, err := judge.Open(contract, claims, recording)
	if err != nil {
		t.Fatal(err)
	}
	// The report alone holds this, so that it is what is not written.
	tokens := connect.Tokens{exchange.Member: "<!DOCTYPE html>"}
	if _, err = r.Conclude(trial, recording, nil, Circumstances{}, tokens); exit.CodeOf(err) != exit.Defect || !strings.Contains(err.Error(), results.RecordingFile) {
		t.Errorf("%v; want a defect, and where the recording is", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, filepath.Base(e.Name()))
	}
	if want := []string{results.RecordingFile}; !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
}
