package demand

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Claims returns the claims about the requirements of a profile that its actors
// can ask in its editions, narrowed to the selected ids if there are any.
func Claims(contract *openapi.Contract, subjects []func(*claim.Book), selection exchange.Selection) ([]claim.Claim, error) {
	p, ok := contract.Profile(selection.Profile)
	if !ok {
		return nil, fmt.Errorf("the contract has no profile %q", selection.Profile)
	}
	ids := p.Requirements
	for _, id := range selection.Only {
		if !slices.Contains(ids, id) {
			return nil, fmt.Errorf("profile %s does not demand a requirement %q", p.Name, id)
		}
	}
	if len(selection.Only) > 0 {
		ids = selection.Only
	}
	claims, err := claim.Collect(contract, subjects, claim.ScopeOf(p).Covered(selection.Covering), func(r openapi.Requirement) bool { return slices.Contains(ids, r.ID) })
	if err != nil {
		return nil, err
	}
	asked := questions(p, selection.Covering.Repeat)
	return slices.DeleteFunc(claims, func(c claim.Claim) bool {
		return !admits(p, c) || !asked(c)
	}), nil
}

// admits reports whether a profile lets all of a claim's questions be asked.
func admits(p openapi.Profile, c claim.Claim) bool {
	return len(lacking(p, c)) == 0 && !slices.ContainsFunc(c.Asks, func(probe exchange.Probe) bool {
		edition := claim.OldestEdition()
		if claim.IsLegacy(probe) {
			edition = openapi.Legacy()
		}
		return !p.Asks(edition)
	})
}

// questions returns what tells whether a profile asks all of a claim's questions, each
// of them some times.
func questions(p openapi.Profile, times int) func(claim.Claim) bool {
	if len(p.Questions) == 0 {
		return func(claim.Claim) bool { return true }
	}
	among := map[string]bool{}
	for _, q := range p.Questions {
		among[q] = true
	}
	return func(c claim.Claim) bool {
		return !slices.ContainsFunc(c.Asks, func(probe exchange.Probe) bool {
			if probe.Nth > 0 && probe.Nth < times {
				probe.Nth = 0
			}
			return !among[probe.String()]
		})
	}
}

// lacking returns the actors that a claim needs and a profile does not have.
func lacking(p openapi.Profile, c claim.Claim) []exchange.Actor {
	var actors []exchange.Actor
	finder := cast.Finder{Scope: claim.ScopeOf(p)}
	for _, probe := range c.Asks {
		for _, actor := range append(finder.Writers(probe), probe.As) {
			if !slices.Contains(p.Actors, string(actor)) && !slices.Contains(actors, actor) {
				actors = append(actors, actor)
			}
		}
	}
	return actors
}
