// Package atomicfile writes files that are whole or not there: a reader, or a process
// that starts after a crash, finds the old content or the new, never a part.
package atomicfile

import (
	"errors"
	"io/fs"
	"os"
)

// Pending is a new file beside the one that it replaces. Its name is that of the other
// with a dot in front and a number behind, as package leftover expects it.
type Pending interface {
	Name() string
	Write(content []byte) (int, error)
	Chmod(mode fs.FileMode) error
	// Sync brings what was written to disk.
	Sync() error
	// CloseAtomicallyReplace puts the file into its place.
	CloseAtomicallyReplace() error
	// Cleanup removes the file, unless it is in its place.
	Cleanup() error
}

// Write writes a file whole or not at all. The mode is for a new one; a file that is
// replaced keeps its own. What is no file, as a device, is not replaced.
func Write(path string, content []byte, mode fs.FileMode) error {
	if there, err := os.Lstat(path); err == nil && !there.Mode().IsRegular() && there.Mode()&fs.ModeSymlink == 0 {
		return errors.New("something else than a file is there")
	}
	f, err := New(path, mode)
	if err != nil {
		return err
	}
	if old, missing := os.Stat(path); missing == nil {
		err = f.Chmod(old.Mode().Perm())
	}
	if err == nil {
		_, err = f.Write(content)
	}
	if err == nil {
		err = f.CloseAtomicallyReplace()
	}
	return errors.Join(err, f.Cleanup())
}
