// Package atomicfile writes a file whole or not at all, so that nobody ever
// reads half a verdict.
package atomicfile

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write fills the file at path with what write writes. Readers see the old
// file until the new one is complete and on disk. When write or the disk
// fails, the old file stays as it was and nothing is left behind. A symbolic
// link stays one: the file that it points to is replaced. The folder must
// exist; anything but a regular file at path is refused. A new file has mode
// 0644 and a replaced one what its old mode allows of that, both less the umask.
func Write(path string, write func(io.Writer) error) error {
	s, err := Stage(path, 0o644, write)
	if err != nil {
		return err
	}
	defer s.Discard()
	return s.Commit()
}

// Staged is a file that is complete and on disk, but not in its place. It lies
// beside it, since only within one file system is a rename atomic.
type Staged struct{ path, goal, beside string }

// Stage does what Write does, but for putting the file into its place: so
// several files can be known to be whole before the first replaces another. No
// file gets a wider mode than the given one, whatever the old one had.
// Commit, CommitNew or Discard has to follow.
func Stage(path string, mode fs.FileMode, write func(io.Writer) error) (*Staged, error) {
	s, err := stage(path, mode, write)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	return s, nil
}

// Commit puts the file into its place.
func (s *Staged) Commit() error {
	if err := os.Rename(s.beside, s.goal); err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	return nil
}

// CommitNew puts the file into its place unless something is there: the error
// is fs.ErrExist then.
func (s *Staged) CommitNew() error {
	if err := os.Link(s.beside, s.goal); err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	s.Discard()
	return nil
}

// Discard removes the file, unless it is in its place.
func (s *Staged) Discard() { _ = os.Remove(s.beside) }

// Check reports why no file could be written at path, as far as what is there
// tells. It writes nothing.
func Check(path string) error {
	if _, _, err := goalOf(path, 0); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// goalOf returns the file that is to be replaced or made, and the mode that it
// shall have where a new one has the given mode.
func goalOf(path string, mode fs.FileMode) (string, fs.FileMode, error) {
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, mode, nil
	case err != nil:
		return "", 0, err
	case !old.Mode().IsRegular():
		return "", 0, errors.New("there is something that is no regular file; choose another name")
	}
	goal, err := filepath.EvalSymlinks(path)
	return goal, old.Mode().Perm() & mode, err
}

func stage(path string, mode fs.FileMode, write func(io.Writer) error) (*Staged, error) {
	goal, mode, err := goalOf(path, mode)
	if err != nil {
		return nil, err
	}
	beside := filepath.Join(filepath.Dir(goal), "."+filepath.Base(goal)+"."+rand.Text()+".tmp")
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err
	}
	done := false
	defer func() { // also when write panics
		if !done {
			_ = f.Close()
			_ = os.Remove(beside)
		}
	}()
	if err := fill(f, write); err != nil {
		return nil, err
	}
	done = true
	return &Staged{path: path, goal: goal, beside: beside}, nil
}

// fill writes the file, brings it to disk and closes it.
func fill(f *os.File, write func(io.Writer) error) error {
	buffered := bufio.NewWriter(f)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}
