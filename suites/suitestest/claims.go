package suitestest

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Asking returns claims of no requirement which ask what ask does, at the
// legacy edition where that is asked.
func Asking(ask claim.Ask) []claim.Claim {
	var claims []claim.Claim
	for _, row := range ask.Rows(claim.Scope{Owner: exchange.Member, Editions: []openapi.Edition{openapi.Legacy()}}) {
		claims = append(claims, claim.Claim{Asks: row})
	}
	return claims
}

// Scope is the scope of a profile with a member that asks at every edition.
func Scope() claim.Scope { return claim.Scope{Owner: exchange.Member} }

// Control is an actor's control question in such a profile.
func Control(actor exchange.Actor) exchange.Probe {
	return claim.Show(cast.Finished).As(actor).At("2.1").Rows(Scope())[0][0]
}

// EverySymbol asks for each symbol there is.
func EverySymbol() claim.Ask {
	return claim.Show(cast.Finished).AtEachEdition().Or(claim.Show(cast.Failed)).Or(claim.Show(cast.Running)).Or(claim.Get("/").At("{target.beyond}"))
}
