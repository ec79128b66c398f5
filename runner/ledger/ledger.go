// Package ledger keeps account of the servers that osact makes, on disk and
// before they are made, so that whatever becomes of the process they can be
// found and deleted, and nothing else ever is.
//
// The file is there as long as it names a server. A server is the ledger's if
// it has a name that the ledger holds: names hold the id of the run, which is
// random, so nobody else has given a server such a name.
package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/renameio/v2"

	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// Heading says whose servers a ledger names.
type Heading struct {
	Run     string         `json:"run"`    // id of the run
	Target  string         `json:"target"` // root of the compute service
	Actor   exchange.Actor `json:"actor"`  // who makes the servers
	Origin  string         `json:"origin"` // who plays the actor, as in the recording
	Project string         `json:"project,omitempty"`
}

// Entry is a request for servers.
type Entry struct {
	Name  string    `json:"name"`  // that was asked for
	Count int       `json:"count"` // of the servers that were asked for; where there are several, each has a number after its name
	Asked time.Time `json:"asked"` // UTC
	// Refused: the target said that it makes none.
	Refused bool `json:"refused,omitempty"`
	// IDs are those of the servers, as far as they are known.
	IDs []string `json:"ids,omitempty"`
}

// content is what is on disk.
type content struct {
	Format int `json:"format"`
	Heading
	Servers []*Entry `json:"servers"`
}

const (
	format = 1
	// limit is how many bytes a ledger may have.
	limit = 1 << 20
)

// Ledger is a ledger. It may be used by several goroutines.
type Ledger struct {
	path string

	mutex     sync.Mutex
	content   content
	onDisk    bool
	confirmed map[string]bool // ids of servers that were listed by their name
	broken    error           // why the file could not be written last time
}

// New returns a ledger without servers, which is to be kept at path. It fails
// if there is something: a ledger names servers until they are gone.
func New(path string, h Heading) (*Ledger, error) {
	switch _, err := os.Lstat(path); {
	case err == nil:
		return nil, inTheWay(path)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the ledger can't be kept at %s: %w", path, err)
	}
	return &Ledger{path: path, content: content{Format: format, Heading: h}, confirmed: map[string]bool{}}, nil
}

func inTheWay(path string) error {
	return fmt.Errorf("the ledger %s of another run names servers that may still be there: run osact cleanup %s first", path, path)
}

// Load reads a ledger that a run has left behind. It fails with fs.ErrNotExist
// where there is none, and for a file that no ledger is in.
func Load(path string) (*Ledger, error) {
	raw, err := boundedfile.Read(path, limit)
	if err != nil {
		return nil, err
	}
	l := &Ledger{path: path, onDisk: true, confirmed: map[string]bool{}}
	if err := json.Unmarshal(raw, &l.content); err != nil {
		return nil, fmt.Errorf("%s is no ledger: %w", path, err)
	}
	return l, l.check()
}

// check refuses what no osact wrote: what is deleted depends on it.
func (l *Ledger) check() error {
	c := l.content
	if c.Format != format || c.Run == "" || c.Target == "" || !c.Actor.HasAccount() {
		return fmt.Errorf("%s is no ledger of format %d", l.path, format)
	}
	for _, e := range c.Servers {
		if e == nil || !strings.HasPrefix(e.Name, prefix(c.Run)) || len(c.Run) < shortestRun {
			return fmt.Errorf("%s is no ledger: its servers are not named as osact names them", l.path)
		}
	}
	return nil
}

// shortestRun is how long the id of a run is at least: too long to be met by
// chance.
const shortestRun = 16

// prefix begins the names of a run's servers.
func prefix(run string) string { return suites.OwnName + run + "-" }

// Heading returns whose servers the ledger names.
func (l *Ledger) Heading() Heading { return l.content.Heading }

// Path returns where the ledger is kept.
func (l *Ledger) Path() string { return l.path }

// owns reports that a server with a name was made by this run.
func (l *Ledger) owns(name string) *Entry {
	for _, e := range l.content.Servers {
		number, numbered := strings.CutPrefix(name, e.Name+"-")
		n, err := strconv.Atoi(number)
		if name == e.Name || numbered && err == nil && n >= 1 && n <= e.Count && number == strconv.Itoa(n) {
			return e
		}
	}
	return nil
}

// save brings the ledger to disk, where nothing but itself may be in its place.
func (l *Ledger) save() error {
	folder := filepath.Dir(l.path)
	f, err := renameio.NewPendingFile(l.path, renameio.WithTempDir(folder), renameio.WithPermissions(0o600))
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
	return syncFolder(folder)
}

// placeNew puts the file into its place unless something is there.
func (l *Ledger) placeNew(f *renameio.PendingFile) error {
	if err := f.Sync(); err != nil {
		return err
	}
	err := os.Link(f.Name(), l.path)
	if errors.Is(err, fs.ErrExist) {
		return inTheWay(l.path)
	}
	return err
}

// close takes the ledger from disk: it names nothing any more.
func (l *Ledger) close() error {
	l.content.Servers = nil
	if !l.onDisk {
		return nil
	}
	l.onDisk = false
	if err := os.Remove(l.path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(l.path))
}

// syncFolder makes sure that what a folder lists survives a loss of power.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// note adds an id to an entry, and reports whether it is new.
func (e *Entry) note(id string) bool {
	if slices.Contains(e.IDs, id) {
		return false
	}
	e.IDs = append(e.IDs, id)
	return true
}
