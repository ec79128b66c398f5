package suites

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Claim is a requirement, the probes that it asks together, and the check
// that judges their answers. One claim becomes one finding.
type Claim struct {
	Requirement openapi.Requirement
	Subject     string // what it is about: "a finished action"
	Asks        []exchange.Probe
	Check       match.Check
	Declared    string // where it is: "suites/events.go:46"
}

// Compares reports that a claim lays several answers beside each other, one of
// which is about a symbol.
func (c Claim) Compares(symbol string) bool {
	return len(c.Asks) > 1 && slices.ContainsFunc(c.Asks, func(p exchange.Probe) bool { return strings.Contains(p.Path, symbol) })
}

// Subject collects the claims about one thing.
type Subject struct {
	name string
	book *book
}

// book is where claims are entered while they are declared.
type book struct {
	contract *openapi.Contract
	scope    scope
	wanted   func(openapi.Requirement) bool
	claimed  map[string]bool // requirements that something claims, wanted or not
	claims   []Claim
	wrong    []error
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
	scope.editions = editionsAsked(s.book.contract, requirement)
	for _, asks := range ask.rows(scope) {
		if len(asks) == 0 {
			s.book.refuse("%s: %s asks pairs, and one side has more questions than the other", s.name, id)
			return
		}
		s.book.claims = append(s.book.claims, Claim{requirement, s.name, asks, check, declared})
	}
}

// declaredAt returns where Must, Should or May was called.
func declaredAt() string {
	_, file, line, _ := runtime.Caller(3)
	return fmt.Sprintf("%s/%s:%d", path.Base(path.Dir(file)), path.Base(file), line)
}

func (b *book) refuse(format string, args ...any) {
	b.wrong = append(b.wrong, fmt.Errorf(format, args...))
}

// about opens a subject.
func (b *book) about(name string, declare func(*Subject)) {
	declare(&Subject{name: name, book: b})
}

// every wants all requirements.
func every(openapi.Requirement) bool { return true }

// claimsIn returns the claims about the wanted requirements, as a scope has them
// asked. Of the others no questions are made, which takes most of the time.
func claimsIn(contract *openapi.Contract, subjects []func(*book), s scope, wanted func(openapi.Requirement) bool) ([]Claim, error) {
	for _, e := range contract.Editions() {
		if !e.IsLegacy() {
			s.microversions = append(s.microversions, e.String())
		}
	}
	b := &book{contract: contract, scope: s, wanted: wanted, claimed: map[string]bool{}}
	for _, declare := range subjects {
		declare(b)
	}
	for _, r := range contract.Requirements() {
		if !b.claimed[r.ID] && r.Unclaimed == "" {
			b.refuse("nothing claims %s: declare a claim, or say in the catalogue why there is none", r.ID)
		}
	}
	return b.claims, errors.Join(b.wrong...)
}

// Select returns the claims whose requirement is among ids.
func Select(claims []Claim, ids []string) []Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c Claim) bool {
		return !slices.Contains(ids, c.Requirement.ID)
	})
}

// editionsAsked returns the editions worth asking at for a requirement: where
// the description changes, and just before, and where the requirement begins
// and ends.
func editionsAsked(contract *openapi.Contract, r openapi.Requirement) []openapi.Edition {
	boundaries := contract.Boundaries()
	return slices.DeleteFunc(contract.Editions(), func(e openapi.Edition) bool {
		bound := slices.Contains(boundaries, e) || !e.IsLegacy() && (e.Version() == r.Asked.Min || e.Version() == r.Asked.Max)
		return !bound || !r.Asked.Contains(e)
	})
}
