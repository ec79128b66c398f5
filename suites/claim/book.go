package claim

import (
	"errors"
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Book is where claims are entered while they are declared.
type Book struct {
	contract *openapi.Contract
	scope    Scope
	wanted   func(openapi.Requirement) bool
	claimed  map[string]bool // requirements that something claims, wanted or not
	claims   []Claim
	wrong    []error
}

func (b *Book) refuse(format string, args ...any) {
	b.wrong = append(b.wrong, fmt.Errorf(format, args...))
}

// room makes room for n more claims, and for as many as there are: they are large,
// and to move them takes longer than to make them.
func (b *Book) room(n int) {
	if len(b.claims)+n > cap(b.claims) {
		b.claims = slices.Grow(b.claims, max(n, len(b.claims)))
	}
}

// Refuse says why no claims can be made of the scope.
func (b *Book) Refuse(why error) { b.wrong = append(b.wrong, why) }

// About opens a subject.
func (b *Book) About(name string, declare func(*Subject)) {
	declare(&Subject{name: name, book: b})
}

// Scope returns how questions are asked.
func (b *Book) Scope() Scope { return b.scope }

// Asked returns what the claims that were entered so far ask, as far as the scope has
// the actors who ask it.
func (b *Book) Asked() []exchange.Probe {
	var all []exchange.Probe
	for _, c := range b.claims {
		if !slices.ContainsFunc(c.Asks, func(p exchange.Probe) bool { return !slices.Contains(b.scope.Actors, p.As) }) {
			all = append(all, c.Asks...)
		}
	}
	return all
}

// Every wants all requirements.
func Every(openapi.Requirement) bool { return true }

// Collect returns the claims about the wanted requirements, as a scope has them
// asked. Of the others no questions are made, which takes most of the time.
func Collect(contract *openapi.Contract, subjects []func(*Book), s Scope, wanted func(openapi.Requirement) bool) ([]Claim, error) {
	s.Microversions, s.Editions = MicroversionsOf(contract), contract.Boundaries()
	b := &Book{contract: contract, scope: s, wanted: wanted, claimed: map[string]bool{}}
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

// editionsAsked returns the editions worth asking at for a requirement: where
// the description changes, and just before, and where the requirement begins
// and ends.
func editionsAsked(contract *openapi.Contract, r openapi.Requirement) []openapi.Edition {
	asked := contract.Boundaries()
	for _, v := range []openapi.Version{r.Asked.Min, r.Asked.Max} {
		if e := openapi.At(v); !v.IsZero() && contract.HasEdition(e) {
			asked = append(asked, e)
		}
	}
	slices.SortFunc(asked, openapi.Edition.Compare)
	return slices.DeleteFunc(slices.Compact(asked), func(e openapi.Edition) bool { return !r.Asked.Contains(e) })
}
