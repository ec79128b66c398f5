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
// 0644 and a replaced one the mode it had, both less the umask.
func Write(path string, write func(io.Writer) error) error {
	if err := replace(path, write); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func replace(path string, write func(io.Writer) error) error {
	mode := fs.FileMode(0o644)
	switch old, err := os.Stat(path); {
	case err == nil && !old.Mode().IsRegular():
		return errors.New("there is something that is no regular file; choose another name")
	case err == nil:
		mode = old.Mode().Perm()
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	// The file lies beside its goal, since only within one file system is a
	// rename atomic.
	beside := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+rand.Text()+".tmp")
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	done := false
	defer func() { // also when write panics
		if !done {
			_ = f.Close()
			_ = os.Remove(beside)
		}
	}()
	if err := fill(f, write); err != nil {
		return err
	}
	if err := os.Rename(beside, path); err != nil {
		return err
	}
	done = true
	return nil
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
