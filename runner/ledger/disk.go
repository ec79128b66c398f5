package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/osact/osact/runner/atomicfile"
	"github.com/osact/osact/runner/leftover"
)

// save writes the ledger to disk. It replaces no file but its own.
func (l *Ledger) save() error {
	folder := filepath.Dir(l.path)
	f, err := atomicfile.New(l.path, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", l.path, err)
	}
	defer f.Cleanup() // what is in its place leaves nothing to remove
	encoder := json.NewEncoder(f)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(l.content); err != nil {
		return fmt.Errorf("write %s: %w", l.path, err)
	}
	if l.onDisk {
		err = f.CloseAtomicallyReplace()
	} else {
		err = l.placeNew(f)
	}
	if err != nil {
		return err
	}
	l.onDisk = true
	return atomicfile.SyncFolder(folder)
}

// placeNew puts the file into its place unless something is there.
func (l *Ledger) placeNew(f atomicfile.Pending) error {
	if err := f.Sync(); err != nil {
		return err
	}
	err := os.Link(f.Name(), l.path)
	if errors.Is(err, fs.ErrExist) {
		return inUse(l.path)
	}
	return err
}

// close removes the ledger from disk, and what a killed run left of one: no server is
// left.
func (l *Ledger) close() error {
	l.content.Servers = nil
	defer leftover.Remove(l.path, 0)
	if !l.onDisk {
		return nil
	}
	l.onDisk = false
	if err := os.Remove(l.path); err != nil {
		return err
	}
	return atomicfile.SyncFolder(filepath.Dir(l.path))
}
