package results

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/osact/osact/runner/atomicfile"
)

// RunsFolder is the folder, within that of the results, in which each run has a folder
// of its own, named for when it began. The next run replaces the files beside it, and
// nothing in it, unless there are more than are kept.
const RunsFolder = "runs"

// staged is a file that is whole, and is not yet in its place.
type staged struct {
	called string
	atomicfile.Pending
}

// keep gives a run a folder of its own, with all its files or not at all: the same
// files, not copies, where the file system can do that. It returns the folder's name.
func (f Folder) keep(run string, files []staged) (string, error) {
	runs := filepath.Join(f.Path, RunsFolder)
	if err := os.MkdirAll(runs, 0o700); err != nil {
		return "", err
	}
	making, err := os.MkdirTemp(runs, ".making-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(making) // of what has been renamed nothing is left
	for _, file := range files {
		if err := linkOrCopy(file.Name(), filepath.Join(making, file.called)); err != nil {
			return "", err
		}
	}
	name := run
	for n := 2; ; n++ { // a second run of the same moment
		goal := filepath.Join(runs, name)
		if _, err := os.Lstat(goal); errors.Is(err, os.ErrNotExist) {
			return name, os.Rename(making, goal)
		}
		name = fmt.Sprintf("%s-%d", run, n)
	}
}

// linkOrCopy puts a file at another place, too. Windows renames no folder as long as a
// file in it is open, so there it is a copy.
func linkOrCopy(from, to string) error {
	if runtime.GOOS != "windows" && os.Link(from, to) == nil {
		return nil
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close() // it was only read
	goal, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(goal, source)
	return errors.Join(err, goal.Sync(), goal.Close())
}
