package demand

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Demanded returns the claims about the requirements of a profile that its
// actors can ask in its editions, narrowed to the given ids if there are any.
func Claims(contract *openapi.Contract, subjects []func(*claim.Book), profile string, only []string) ([]claim.Claim, error) {
	p, ok := contract.Profile(profile)
	if !ok {
		return nil, fmt.Errorf("the contract has no profile %q", profile)
	}
	ids := p.Requirements
	for _, id := range only {
		if !slices.Contains(ids, id) {
			return nil, fmt.Errorf("profile %s does not demand a requirement %q", profile, id)
		}
	}
	if len(only) > 0 {
		ids = only
	}
	claims, err := claim.Collect(contract, subjects, claim.ScopeOf(p), func(r openapi.Requirement) bool { return slices.Contains(ids, r.ID) })
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(claims, func(c claim.Claim) bool {
		return !admits(p, c)
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
