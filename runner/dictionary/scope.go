package dictionary

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Scope says to whom, and at which editions, something was seen: of each actor, in
// their order, a set of eras.
type Scope [actors]uint32

const actors = 7

// whose is the place of an actor in a scope; false for one that nobody knows.
func whose(a exchange.Actor) (int, bool) {
	i := slices.Index(exchange.Actors(), a)
	return i, i >= 0 && i < actors
}

// eras divide the editions of the API: the microversions where a description of it
// changes, each up to the next.
type eras []openapi.Edition

// What a question may ask at beside a microversion. The eras follow.
const (
	unversioned = iota // at none
	newest             // at the newest that the target offers
	elsewhere          // at what is no microversion, or none that a target has
	firstEra
)

// of is the era of a question, as a set.
func (e eras) of(p exchange.Probe) uint32 {
	edition := openapi.Legacy()
	if !strings.HasPrefix(p.Path, "/v2/") {
		switch p.Version {
		case "":
			return 1 << unversioned
		case "{target.newest}":
			return 1 << newest
		}
		var err error
		if edition, err = openapi.ParseEdition(p.Version); err != nil || len(e) == 0 || edition.Compare(e[len(e)-1]) > 0 {
			return 1 << elsewhere
		}
	}
	last := -1
	for i, start := range e {
		if start.Compare(edition) <= 0 {
			last = i
		}
	}
	if last < 0 || e[last].IsLegacy() != edition.IsLegacy() {
		return 1 << elsewhere
	}
	return 1 << (firstEra + last)
}

func (s Scope) and(t Scope) Scope {
	for i := range s {
		s[i] &= t[i]
	}
	return s
}

func (s Scope) or(t Scope) Scope {
	for i := range s {
		s[i] |= t[i]
	}
	return s
}

func (s Scope) without(t Scope) Scope {
	for i := range s {
		s[i] &^= t[i]
	}
	return s
}

// size counts the meetings of an actor and an era.
func (s Scope) size() int {
	n := 0
	for _, set := range s {
		n += bits.OnesCount32(set)
	}
	return n
}
