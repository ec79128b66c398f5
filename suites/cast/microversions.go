package cast

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// EachMicroversion shows an action at the microversions of the contract: that which ended
// well where the description changes; and between these, at three of four, one that failed,
// to the owner and to a reader in turn, or one that ended well, to the owner and to an
// operator. What is broken is seldom broken for one actor at one microversion alone.
func EachMicroversion() claim.Ask {
	return claim.Asking(func(s claim.Scope) [][]exchange.Probe {
		var all [][]exchange.Probe
		show := func(a claim.Action, at string, by ...exchange.Actor) {
			all = append(all, claim.Show(a).As(by[len(all)%len(by)]).At(at).Rows(s)...)
		}
		for _, at := range s.Microversions {
			v, err := openapi.ParseVersion(at)
			switch {
			case err != nil || isEdge(s, at):
				show(Finished, at, s.Owner)
			case showsNone(v.Minor):
			case v.Minor%4 == 2:
				show(Finished, at, among(s, exchange.Admin)...)
			default:
				show(Failed, at, among(s, exchange.Reader)...)
			}
		}
		return all
	})
}

// showsNone reports that EachMicroversion does not ask at a minor number at which nothing
// changes.
func showsNone(minor int) bool { return minor%4 == 3 }

// among are the owner and those of some actors who ask too.
func among(s claim.Scope, actors ...exchange.Actor) []exchange.Actor {
	all := []exchange.Actor{s.Owner}
	for _, a := range actors {
		if slices.Contains(s.Actors, a) && a != s.Owner {
			all = append(all, a)
		}
	}
	return all
}

// isEdge reports that the description changes at a microversion or at the next one.
func isEdge(s claim.Scope, microversion string) bool {
	return slices.ContainsFunc(s.Editions, func(e openapi.Edition) bool { return e.String() == microversion })
}
