package suites

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// sources returns what a plan is told, for a contract whose newest microversion
// is given, and for bindings that are.
func (s scope) sources(newest openapi.Version, given []exchange.Binding) Sources {
	out := Sources{
		Captures: s.captures(newest, s.castByHand(given)),
		Quiet:    Quiet{Server: ownFirst, Probes: s.quietly()},
		Control:  s.control,
		Revisits: s.revisits(),
	}
	for _, w := range s.writes() {
		out.Writes = append(out.Writes, w.planned())
	}
	return out
}

// control returns an actor's control question: the finished action at 2.1, or
// on the legacy path.
func (s scope) control(actor exchange.Actor, legacy bool) exchange.Probe {
	probe := Show(finished).As(actor).At("2.1").rows(s)[0][0]
	if legacy {
		return s.onLegacy(probe)
	}
	return probe
}

// castByHand reports that the legacy path, its project and a finished action
// are given: the target may then serve nothing else, so nothing is looked for.
func (s scope) castByHand(given []exchange.Binding) bool {
	for _, symbol := range []string{targetLegacy, projectOf(s.owner), "finished.server", "finished.id"} {
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
	return NewPlan(claims, scopeOf(demanded).sources(newestVersion(contract), given), given)
}

// quietly lists the actions of a server, reads one, and lists them again.
func (s scope) quietly() []exchange.Probe {
	read := Show(caused(ownFirst, "create")).At("2.1").rows(s)[0][0]
	list := read
	list.Path = "/v2.1/servers/{" + ownFirst + "}/os-instance-actions"
	again := list
	again.Nth = 1
	return []exchange.Probe{list, read, again}
}
