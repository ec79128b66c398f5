package results_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// TestOldRunsAreRemoved: of more runs than are kept the oldest go, and nothing goes that
// no run made.
func TestOldRunsAreRemoved(t *testing.T) {
	const oldest = "20260301T000000.000Z"
	for name, test := range map[string]struct {
		kept   int
		spared string   // within the folder of the runs
		more   string   // a file, or a folder, that somebody else made there
		gone   []string // of the runs
	}{
		"all are kept":         {kept: 0},
		"as many as there are": {kept: 13},
		"fewer":                {kept: 11, gone: []string{oldest, oldest + "-2"}},
		"two digits are more than one": {kept: 2, gone: []string{
			oldest, oldest + "-2", oldest + "-3", oldest + "-4", oldest + "-5", oldest + "-6", oldest + "-7", oldest + "-8", oldest + "-9", oldest + "-10", oldest + "-11",
		}},
		"but for the baseline":             {kept: 11, spared: oldest + "/recording.har", gone: []string{oldest + "-2"}},
		"but for the baseline, its folder": {kept: 11, spared: oldest, gone: []string{oldest + "-2"}},
		"but for what holds more":          {kept: 11, more: oldest + "/notes.txt", gone: []string{oldest + "-2"}},
		"but for another name":             {kept: 12, more: "20200101T000000.000Z.old/recording.har", gone: []string{oldest}},
		"but for what is no run":           {kept: 12, more: "20200101T000000.000Z/photo.jpg", gone: []string{oldest}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			runs := filepath.Join(folder, results.RunsFolder)
			began := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
			var said strings.Builder
			write := func(at time.Time, kept int) {
				recording := exchange.Recording{Started: at, Ending: exchange.Complete, Target: exchange.Target{Kind: exchange.Given, URL: "http://cloud"}}
				f := results.Folder{Path: folder, Kept: kept, Say: &said}
				if test.spared != "" {
					f.Spared = filepath.Join(runs, test.spared)
				}
				files := append([]results.File{results.Recording(recording)}, results.Judged(recording, verdict.Verdict{})...)
				if err := f.Write(files, nil); err != nil {
					t.Fatal(err)
				}
			}
			for range 12 {
				write(began, 0)
			}
			if test.more != "" {
				path := filepath.Join(runs, test.more)
				if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, nil, 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			before := names(t, runs)
			write(began.Add(time.Hour), test.kept)
			left := names(t, runs)
			var gone []string
			for _, name := range before {
				if !slices.Contains(left, name) {
					gone = append(gone, name)
				}
			}
			want := slices.Sorted(slices.Values(test.gone))
			if diff := cmp.Diff(want, gone); diff != "" {
				t.Errorf("gone are (-want +got):\n%s", diff)
			}
			if n := strings.Count(said.String(), " was removed"); n != len(test.gone) {
				t.Errorf("it says of %d that they were removed:\n%s", n, said.String())
			}
		})
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := fs.ReadDir(os.DirFS(folder), ".")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
