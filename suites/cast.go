package suites

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Finder says how the things that claims are about are found or made, as the
// owner of a profile does it.
type Finder struct{ scope }

// sources returns what a plan is told, for a contract whose newest microversion
// is given, and for bindings that are.
func (f Finder) sources(newest openapi.Version, given []exchange.Binding) Sources {
	out := Sources{
		Captures: f.captures(newest, f.castByHand(given)),
		Quiet:    Quiet{Server: ownFirst, Probes: f.quietly()},
		Control:  f.control,
		Revisits: f.revisits(),
	}
	for _, w := range f.writes() {
		out.Writes = append(out.Writes, w.planned())
	}
	return out
}

// control returns an actor's control question: the finished action at 2.1, or
// on the legacy path.
func (f Finder) control(actor exchange.Actor, legacy bool) exchange.Probe {
	probe := Show(finished).As(actor).At("2.1").rows(f.scope)[0][0]
	if legacy {
		return f.onLegacy(probe)
	}
	return probe
}

// castByHand reports that the legacy path, its project and a finished action
// are given: the target may then serve nothing else, so nothing is looked for.
func (f Finder) castByHand(given []exchange.Binding) bool {
	for _, symbol := range []string{targetLegacy, projectOf(f.owner), "finished.server", "finished.id"} {
		if !slices.ContainsFunc(given, func(b exchange.Binding) bool { return b.Symbol == symbol }) {
			return false
		}
	}
	return true
}

// PlanOf returns the plan of a profile's claims, with some bindings given. It
// fails for a profile that the contract does not have, and where NewPlan does.
func PlanOf(contract *openapi.Contract, profile string, claims []Claim, given []exchange.Binding) (*Plan, error) {
	demanded, ok := contract.Profile(profile)
	if !ok {
		return nil, fmt.Errorf("the contract has no profile %q", profile)
	}
	return NewPlan(claims, Finder{scopeOf(demanded)}.sources(newestVersion(contract), given), given)
}

// quietly lists the actions of a server, reads one, and lists them again.
func (f Finder) quietly() []exchange.Probe {
	read := Show(caused(ownFirst, "create")).At("2.1").rows(f.scope)[0][0]
	list := read
	list.Path = "/v2.1/servers/{" + ownFirst + "}/os-instance-actions"
	again := list
	again.Nth = 1
	return []exchange.Probe{list, read, again}
}
