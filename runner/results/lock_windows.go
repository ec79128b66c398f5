package results

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// lockFile is a file that only one process at a time can have open.
const lockFile = ".lock"

// What package syscall has no name for.
const (
	deleteOnClose    = 0x04000000         // FILE_FLAG_DELETE_ON_CLOSE
	sharingViolation = syscall.Errno(32)  // ERROR_SHARING_VIOLATION
	deleting         = syscall.Errno(303) // ERROR_DELETE_PENDING
)

// lock keeps another run from writing into a folder as long as the returned file is
// open. The system removes it when it is closed, also when this process is killed.
func lock(folder string) (*os.File, error) {
	path := filepath.Join(folder, lockFile)
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const shared = 0 // with nobody
	handle, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, shared, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	switch {
	case errors.Is(err, sharingViolation), errors.Is(err, deleting):
		return nil, errInUse
	case err != nil:
		return nil, err
	}
	return os.NewFile(uintptr(handle), path), nil
}
