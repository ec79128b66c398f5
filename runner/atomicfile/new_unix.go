//go:build !windows

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// New makes a file of that mode at most, which is to replace the one at path.
func New(path string, mode fs.FileMode) (Pending, error) {
	permissions := renameio.WithPermissions(mode)
	if mode&0o077 == 0 { // whatever the file that is there allows
		permissions = renameio.WithStaticPermissions(mode)
	}
	// Only within one file system is a rename atomic.
	f, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), permissions)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// SyncFolder makes sure that a change of what is in a folder survives a loss of
// power.
func SyncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
