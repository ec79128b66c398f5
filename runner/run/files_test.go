package run

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// The recording is there though a secret stands in another file.
func TestASecretLosesNoFile(t *testing.T) {
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
	// The report alone holds this.
	guard := secret.NewRedactor([]secret.Secret{{Text: "<!DOCTYPE html>", Mark: "[a mark]"}})
	if _, _, err = r.Conclude(trial, recording, nil, Circumstances{}, guard); err != nil {
		t.Error(err)
	}
	if report, err := os.ReadFile(filepath.Join(folder, results.ReportFile)); err != nil || !strings.HasPrefix(string(report), "[a mark]") {
		t.Errorf("the report is %.40q, %v", report, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, filepath.Base(e.Name()))
	}
	want := []string{results.JUnitFile, results.RecordingFile, results.ReportFile, results.RunsFolder, results.SummaryFile, results.VerdictFile}
	if !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
}
