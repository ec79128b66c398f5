package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
)

// plain is a Pending that needs nothing but the standard library. It is for Windows,
// which renameio leaves out since a rename is not promised to be atomic there. No other
// way is better, so it is the way here, too.
type plain struct {
	*os.File
	path   string
	closed bool
	placed bool
}

func newPlain(path string) (*plain, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"*")
	if err != nil {
		return nil, err
	}
	return &plain{File: f, path: path}, nil
}

func (p *plain) CloseAtomicallyReplace() error {
	if err := p.Sync(); err != nil {
		return err
	}
	p.closed = true
	if err := p.Close(); err != nil {
		return err
	}
	err := os.Rename(p.Name(), p.path)
	p.placed = err == nil
	return err
}

func (p *plain) Cleanup() error {
	if p.placed {
		return nil
	}
	p.placed = true // a second time there is nothing to do
	var err error
	if !p.closed {
		err = p.Close()
	}
	return errors.Join(err, os.Remove(p.Name()))
}
