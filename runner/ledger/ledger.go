// Package ledger keeps a list of the servers that osact makes. A server is on the
// list, on disk, before the target is asked to make it: so it can be found and
// deleted even after a crash, and no other server is ever deleted.
//
// A server belongs to the ledger if it has one of the names in it. Names hold the
// random id of the run, so nobody else's server has such a name.
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

	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/leftover"
	"github.com/osact/osact/runner/shell"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// Owner says whose servers a ledger names.
type Owner struct {
	Run     string         `json:"run"`    // id of the run
	Target  string         `json:"target"` // root of the compute service
	Actor   exchange.Actor `json:"actor"`  // who makes the servers
	Origin  string         `json:"origin"` // who plays the actor, as in the recording
	Project string         `json:"project,omitempty"`
}

// Entry is one request for servers.
type Entry struct {
	Name  string    `json:"name"`  // in the request
	Count int       `json:"count"` // how many servers were asked for; where there are several, each has a number after its name
	Asked time.Time `json:"asked"` // UTC
	// Refused: the target answered that it makes none.
	Refused bool `json:"refused,omitempty"`
	// IDs are those of the servers, as far as they are known.
	IDs []string `json:"ids,omitempty"`
}

// content is what is on disk.
type content struct {
	Format int `json:"format"`
	Owner
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
	confirmed map[string]bool // ids of servers that the target has listed by a name of this run
	broken    error           // why the file could not be written last time
}

// New returns a ledger without servers, to be kept at path. It fails if there is a
// file: the ledger of another run names servers that may still be there. And it fails
// if none can be written there: that must be known before anything is made.
func New(path string, h Owner) (*Ledger, error) {
	switch there, err := os.Lstat(path); {
	case err == nil && !there.Mode().IsRegular():
		return nil, unkept(path, errors.New("something else is there"))
	case err == nil:
		return nil, inUse(path)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, unkept(path, err)
	}
	leftover.Remove(path, leftover.Young)
	trial, err := os.CreateTemp(filepath.Dir(path), ".osact-*")
	if err != nil {
		return nil, unkept(path, err)
	}
	if err := errors.Join(trial.Close(), os.Remove(trial.Name())); err != nil {
		return nil, unkept(path, err)
	}
	return &Ledger{path: path, content: content{Format: format, Owner: h}, confirmed: map[string]bool{}}, nil
}

func unkept(path string, err error) error {
	return fmt.Errorf("the ledger can't be kept at %s: %w: name a file with --ledger, in a folder that can be written to", path, err)
}

func inUse(path string) error {
	return fmt.Errorf("the ledger %s of another run names servers that may still be there: run osact cleanup %s first", path, shell.Path(path, "LEDGER"))
}

// Load reads a ledger that a run has left behind. It fails with fs.ErrNotExist
// where there is none, and for a file that is no ledger.
func Load(path string) (*Ledger, error) {
	raw, err := boundedfile.Read(path, limit)
	if err != nil {
		return nil, err
	}
	l := &Ledger{path: path, onDisk: true, confirmed: map[string]bool{}}
	if err := json.Unmarshal(raw, &l.content); err != nil {
		return nil, fmt.Errorf("%s is not a ledger: %w", path, err)
	}
	return l, l.check()
}

// check refuses what osact did not write: what is deleted depends on it.
func (l *Ledger) check() error {
	c := l.content
	if c.Format != format || c.Run == "" || c.Target == "" || !c.Actor.HasAccount() {
		return fmt.Errorf("%s is not a ledger of format %d", l.path, format)
	}
	for _, e := range c.Servers {
		if e == nil || !strings.HasPrefix(e.Name, prefix(c.Run)) || len(c.Run) < shortestRun {
			return fmt.Errorf("%s is not a ledger: its servers are not named as osact names them", l.path)
		}
		if e.Count < 1 || e.Count > mostServers || len(e.IDs) > mostServers {
			return fmt.Errorf("%s is not a ledger: it names %d servers by one request", l.path, max(e.Count, len(e.IDs)))
		}
		if now := time.Now(); e.Asked.After(now) {
			e.Asked = now // by another clock; what is asked for later is waited for in vain
		}
		for _, id := range e.IDs {
			if !cast.Nameable(id) {
				return fmt.Errorf("%s is not a ledger: %q is no id", l.path, id)
			}
		}
	}
	return nil
}

// shortestRun is the least length of the id of a run: too long for another server
// to have it in its name by chance.
const shortestRun = 16

// mostServers is how many servers one request may make.
const mostServers = 100

// prefix begins the names of a run's servers.
func prefix(run string) string { return cast.OwnName + run + "-" }

// Owner returns whose servers the ledger names.
func (l *Ledger) Owner() Owner { return l.content.Owner }

// owns returns the entry of the request that made a server of that name, nil if
// no request of this run did.
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

// note adds an id to an entry, and reports whether it is new.
func (e *Entry) note(id string) bool {
	if slices.Contains(e.IDs, id) {
		return false
	}
	e.IDs = append(e.IDs, id)
	return true
}
