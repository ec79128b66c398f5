package results

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/leftover"
	"github.com/osact/osact/runner/neterror"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites/exchange"
)

// Folder is the folder that files are written into.
type Folder struct {
	Path  string
	Files []string // their names, the one to read first in front
	lock  *os.File // nil: it is not locked
	// Kept is how many runs are kept at most in folders of their own; 0: all. Spared is a
	// path within one that stays however old it is: that of a baseline.
	Kept   int
	Spared string
	// Say is told of secrets that stood where none should. Nil: nobody is.
	Say io.Writer
}

// Open makes the folder and proves that the files can be written into it, before
// anything is asked. Until it is closed no other osact can write into it.
func Open(folder string, files ...string) (Folder, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return Folder{}, exit.Usagef("--out %s: the folder can't be made: %w", folder, err)
	}
	trial, err := os.CreateTemp(folder, ".osact-*")
	if err != nil {
		return Folder{}, exit.Usagef("--out %s: the folder can't be written to: %w", folder, err)
	}
	if err := errors.Join(trial.Close(), os.Remove(trial.Name())); err != nil {
		return Folder{}, exit.Usagef("--out %s: the folder can't be written to: %w", folder, err)
	}
	locked, err := lock(folder)
	if err != nil {
		return Folder{}, exit.Usagef("--out %s: %w", folder, err)
	}
	f := Folder{Path: folder, Files: files, lock: locked}
	for _, path := range f.Paths() {
		leftover.Remove(path, leftover.Young)
		if _, _, err := placeOf(path, 0); err != nil {
			f.Close()
			return Folder{}, exit.Usagef("--out %s: %w", folder, err)
		}
	}
	return f, nil
}

// Paths returns the paths of the files, the one to read first in front.
func (f Folder) Paths() []string {
	var paths []string
	for _, name := range f.Files {
		paths = append(paths, filepath.Join(f.Path, name))
	}
	return paths
}

// Write writes files of a run, all of them whole or none at all. It is the last guard
// of the run's secrets, which were redacted long before: one that is left is replaced,
// since what was asked and answered must not get lost for it. Those that come with a
// recording are kept in a folder of their run, too.
func (f Folder) Write(files []File, guard *secret.Redactor) error {
	var all []staged
	var err error
	run, kept := "", ""
	defer func() {
		for _, s := range all {
			_ = s.Cleanup() // of what is in its place nothing is left to remove
		}
	}()
	for _, file := range files {
		var content bytes.Buffer
		if err := file.Write(&content); err != nil {
			return exit.Defectf("%s: %w", file.Name, err)
		}
		redacted, marks := guard.Bytes(content.Bytes())
		if len(marks) > 0 && f.Say != nil {
			fmt.Fprintf(f.Say, "osact: a secret stood in %s, and %s stands there now: report this defect of osact\n", file.Name, strings.Join(marks, ", "))
		}
		s, err := stage(filepath.Join(f.Path, file.Name), file.Mode, redacted)
		if err != nil {
			return unwritten(err)
		}
		all = append(all, staged{file.Name, s})
		run += file.run
	}
	if run != "" {
		if kept, err = f.keep(run, all); err != nil {
			return unwritten(err)
		}
	}
	for _, s := range all {
		if err := s.CloseAtomicallyReplace(); err != nil {
			return unwritten(err)
		}
	}
	if kept != "" {
		f.prune(kept)
	}
	return nil
}

// Clear removes files of that name, which an earlier run left: beside the results of
// this one they would be taken for its own.
func (f Folder) Clear(names ...string) error {
	for _, name := range names {
		if err := os.Remove(filepath.Join(f.Path, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return exit.Usagef("what an earlier run left can't be removed: %w: remove it, or choose another --out", err)
		}
	}
	return nil
}

// Keep writes the recording alone: the evidence of a run that could not be
// judged. It returns why that was, and where the recording is.
func (f Folder) Keep(recording exchange.Recording, guard *secret.Redactor, why error) error {
	if err := f.Write([]File{Recording(recording)}, guard); err != nil {
		return errors.Join(why, err)
	}
	return errors.Join(why, fmt.Errorf("the recording is in %s", filepath.Join(f.Path, RecordingFile)))
}

func unwritten(err error) error {
	if neterror.KindOf(err) == neterror.Exhausted {
		return exit.Usagef("the results can't be written: %w: %s", err, neterror.NoFiles)
	}
	return exit.Usagef("the results can't be written: %w: free the disk or choose another --out", err)
}
