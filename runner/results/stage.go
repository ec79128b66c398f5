package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/osact/osact/runner/atomicfile"
)

// stage writes a file beside the place of path and brings it to disk: so several
// files are known to be whole before the first replaces another. No file gets a
// wider mode than the given one, nor than the file that it replaces. The caller
// replaces or cleans up.
func stage(path string, mode fs.FileMode, content []byte) (atomicfile.Pending, error) {
	place, mode, err := placeOf(path, mode)
	if err != nil {
		return nil, err
	}
	f, err := atomicfile.New(place, mode)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("write %s: %w", path, err), f.Cleanup())
	}
	return f, nil
}

// placeOf returns the file that is to be replaced or made at path, and the mode
// that it gets where a new one gets the given mode. A symbolic link stays one:
// the file that it points to is replaced. It refuses what is not a regular file.
func placeOf(path string, mode fs.FileMode) (string, fs.FileMode, error) {
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, mode, nil
	case err != nil:
		return "", 0, fmt.Errorf("write %s: %w", path, err)
	case !old.Mode().IsRegular():
		return "", 0, fmt.Errorf("write %s: it is not a regular file: remove it, or choose another --out", path)
	}
	place, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", 0, fmt.Errorf("write %s: %w", path, err)
	}
	return place, old.Mode().Perm() & mode, nil
}
