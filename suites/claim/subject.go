package claim

import (
	"fmt"
	"path"
	"runtime"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Subject collects the claims about one thing.
type Subject struct {
	name string
	book *Book
}

// Must declares that a MUST of the catalogue holds for the answers to ask.
func (s *Subject) Must(id string, ask Ask, check match.Check) {
	s.enter("MUST", id, ask, check)
}

// Should declares the same for a SHOULD.
func (s *Subject) Should(id string, ask Ask, check match.Check) {
	s.enter("SHOULD", id, ask, check)
}

// May declares that a MAY of the catalogue is observed in the answers to ask:
// nothing is held against a target that does otherwise.
func (s *Subject) May(id string, ask Ask, check match.Check) {
	s.enter("MAY", id, ask, check)
}

func (s *Subject) enter(level openapi.Level, id string, ask Ask, check match.Check) {
	requirement, ok := s.book.contract.Requirement(id)
	switch {
	case !ok:
		s.book.refuse("%s: the catalogue has no requirement %q", s.name, id)
		return
	case requirement.Level != level:
		s.book.refuse("%s: %s is a %s in the catalogue, not a %s", s.name, id, requirement.Level, level)
		return
	case requirement.Unclaimed != "":
		s.book.refuse("%s: %s is claimed, yet the catalogue says that it is not: %s", s.name, id, requirement.Unclaimed)
		return
	}
	s.book.claimed[id] = true
	if !s.book.wanted(requirement) {
		return
	}
	declared := declaredAt()
	scope := s.book.scope
	scope.Editions = editionsAsked(s.book.contract, requirement)
	alone := map[exchange.Probe]bool{} // asked on their own already: an answer is judged once
	rows := scope.moved(ask.Rows(scope))
	s.book.room(len(rows) + 1)
	for _, asks := range rows {
		if len(asks) == 0 {
			s.book.refuse("%s: %s asks pairs, and one side has more questions than the other", s.name, id)
			return
		}
		if len(asks) == 1 && alone[asks[0]] {
			continue
		}
		alone[asks[0]] = alone[asks[0]] || len(asks) == 1
		s.book.claims = append(s.book.claims, Claim{Requirement: requirement, Subject: s.name, Asks: asks, Check: check, Declared: declared})
	}
	if ask.every != nil {
		s.book.claims = append(s.book.claims, Claim{Requirement: requirement, Subject: s.name, Every: ask.every, Check: check, Declared: declared})
	}
}

// declaredAt returns where Must, Should or May was called.
func declaredAt() string {
	_, file, line, _ := runtime.Caller(3)
	return fmt.Sprintf("%s/%s:%d", path.Base(path.Dir(file)), path.Base(file), line)
}
