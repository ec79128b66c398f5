package play

import (
	"crypto/sha256"
	"sync"
)

// bodies are those of all answers of a run. Equal ones are kept once, and take room
// once: a cloud is asked the same in many ways, and answers much of it alike.
type bodies struct {
	lock sync.Mutex
	room int64                        // that is left, in bytes of memory
	kept map[[sha256.Size]byte][]byte // as they are recorded, by what came
}

func newBodies(room int64) *bodies {
	return &bodies{room: room, kept: map[[sha256.Size]byte][]byte{}}
}

// take takes room for something, and reports whether there was enough. Where there
// is not, none is taken.
func (b *bodies) take(bytes int64) bool {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.room < bytes {
		return false
	}
	b.room -= bytes
	return true
}

// known returns how a body is recorded that came before.
func (b *bodies) known(sum [sha256.Size]byte) ([]byte, bool) {
	b.lock.Lock()
	defer b.lock.Unlock()
	recorded, ok := b.kept[sum]
	return recorded, ok
}

// keep keeps a body as it is recorded, and returns the one that is kept: of two
// answers at once the first.
func (b *bodies) keep(sum [sha256.Size]byte, recorded []byte) []byte {
	b.lock.Lock()
	defer b.lock.Unlock()
	if first, ok := b.kept[sum]; ok {
		return first
	}
	b.kept[sum] = recorded
	return recorded
}
