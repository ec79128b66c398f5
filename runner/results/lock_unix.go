//go:build !windows

package results

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock keeps another run from writing into a folder as long as the returned file is
// open: also when this process is killed, nothing is left of it. It returns nil where
// the file system knows no locks.
func lock(folder string) (*os.File, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case err == nil:
		return f, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, errors.Join(errInUse, f.Close())
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("close %s: %w", folder, err)
	}
	return nil, nil
}
