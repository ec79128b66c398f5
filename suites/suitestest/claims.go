package suitestest

import (
	"fmt"
	"sync"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
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

// made are the claims that Demanded has made of the contract that the program is built
// with, by their selection.
var made sync.Map

// Demanded is suites.Demanded. It makes the claims of a selection of the program's own
// contract once, since that takes longer than to judge most recordings by them.
func Demanded(contract *openapi.Contract, selection exchange.Selection) ([]claim.Claim, error) {
	if own, err := embedded(); err != nil || contract != own {
		return suites.Demanded(contract, selection)
	}
	once, _ := made.LoadOrStore(fmt.Sprintf("%+v", selection), sync.OnceValues(func() ([]claim.Claim, error) {
		return suites.Demanded(contract, selection)
	}))
	return once.(func() ([]claim.Claim, error))()
}
