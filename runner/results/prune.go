package results

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// DefaultKept is how many runs are kept in folders of their own, unless another number
// is given.
const DefaultKept = 50

// runName is the name that keep gives the folder of a run: when it began, and a number
// where there are several of that moment.
var runName = regexp.MustCompile(`^(\d{8}T\d{6}\.\d{3}Z)(?:-(\d+))?$`)

// prune removes the oldest runs that are more than are to be kept, but not the latest,
// which has that name. What can't be removed is said, and no run fails for it. Only a folder that a run made goes: one by such a name, with a recording,
// and nothing in it that osact does not write.
func (f Folder) prune(latest string) {
	if f.Kept <= 0 {
		return
	}
	runs := filepath.Join(f.Path, RunsFolder)
	entries, err := os.ReadDir(runs)
	if err != nil {
		f.say("old runs can't be removed: %s", err)
		return
	}
	var made []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != latest && runName.MatchString(e.Name()) && isRun(filepath.Join(runs, e.Name())) {
			made = append(made, e.Name())
		}
	}
	slices.SortFunc(made, older)
	for _, name := range made[:max(0, len(made)+1-f.Kept)] {
		path := filepath.Join(runs, name)
		if f.spares(path) {
			continue
		}
		if err := remove(path); err != nil {
			f.say("the old run %s can't be removed: %s", path, err)
			continue
		}
		f.say("the run %s was removed, since %d newer ones are kept (--keep 0 keeps all)", path, f.Kept)
	}
}

// say tells the user in a line.
func (f Folder) say(format string, args ...any) {
	if f.Say != nil {
		fmt.Fprintf(f.Say, "osact: "+format+"\n", args...)
	}
}

// spares reports whether a folder is the spared path, or holds it.
func (f Folder) spares(folder string) bool {
	if f.Spared == "" {
		return false
	}
	at, err := filepath.Abs(f.Spared)
	if err != nil {
		return true // nothing tells
	}
	folder, err = filepath.Abs(folder)
	return err != nil || at == folder || filepath.Dir(at) == folder
}

// older orders the names of runs by when these began.
func older(a, b string) int {
	first, second := runName.FindStringSubmatch(a), runName.FindStringSubmatch(b)
	if c := strings.Compare(first[1], second[1]); c != 0 {
		return c
	}
	if c := len(first[2]) - len(second[2]); c != 0 { // a number of more digits is larger
		return c
	}
	return strings.Compare(first[2], second[2])
}

// written are the names of all files that a run has.
func written() []string {
	return append([]string{RecordingFile, ReportFile, JUnitFile, SummaryFile, VerdictFile}, Differences()...)
}

// isRun reports whether a folder holds a run, and nothing else.
func isRun(path string) bool {
	entries, err := os.ReadDir(path)
	if err != nil {
		return false
	}
	evidence := false
	for _, e := range entries {
		if !e.Type().IsRegular() || !slices.Contains(written(), e.Name()) {
			return false
		}
		evidence = evidence || e.Name() == RecordingFile
	}
	return evidence
}

// remove removes the files of a run and its folder, which stays where something has come
// into it meanwhile.
func remove(path string) error {
	var errs []error
	for _, name := range written() {
		if err := os.Remove(filepath.Join(path, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, os.Remove(path))...)
}
