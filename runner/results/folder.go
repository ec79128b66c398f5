package results

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites/exchange"
)

// Folder is the folder that files are written into.
type Folder struct {
	Path  string
	Files []string // their names, the one to read first in front
	lock  *os.File // nil: it is not locked
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
	f := Folder{folder, files, locked}
	for _, path := range f.Paths() {
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

// Write writes files of a run, all of them whole or none at all, and none that
// holds one of the run's tokens. Those that come with a recording are kept in a folder
// of their run, too.
func (f Folder) Write(files []File, tokens connect.Tokens) error {
	var all []staged
	run := ""
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
		if actor, found := tokens.FoundIn(content.Bytes()); found {
			return exit.Defectf("%s would hold the token of %s, so it was not written", file.Name, actor)
		}
		s, err := stage(filepath.Join(f.Path, file.Name), file.Mode, content.Bytes())
		if err != nil {
			return unwritten(err)
		}
		all = append(all, staged{file.Name, s})
		run += file.run
	}
	if run != "" {
		if err := f.keep(run, all); err != nil {
			return unwritten(err)
		}
	}
	for _, s := range all {
		if err := s.CloseAtomicallyReplace(); err != nil {
			return unwritten(err)
		}
	}
	return nil
}

// Keep writes the recording alone: the evidence of a run that could not be
// judged. It returns why that was, and where the recording is.
func (f Folder) Keep(recording exchange.Recording, tokens connect.Tokens, why error) error {
	if err := f.Write([]File{Recording(recording)}, tokens); err != nil {
		return errors.Join(why, err)
	}
	return errors.Join(why, fmt.Errorf("the recording is in %s", filepath.Join(f.Path, RecordingFile)))
}

func unwritten(err error) error {
	return exit.Usagef("the results can't be written: %w: free the disk or choose another --out", err)
}
