package record

import (
	"slices"
	"sync"

	"github.com/osact/osact/suites/exchange"
)

// notes are what a run had to cope with. A sender that heeds no end may add to them
// when the run is over.
type notes struct {
	lock sync.Mutex
	list []exchange.Note
}

func (n *notes) add(note exchange.Note) {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.list = append(n.list, note)
}

func (n *notes) all() []exchange.Note {
	n.lock.Lock()
	defer n.lock.Unlock()
	return slices.Clone(n.list)
}
