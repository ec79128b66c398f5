package cast

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Finder says how the things that claims are about are found or made, as the
// owner of a profile does it.
type Finder struct{ claim.Scope }

// sources returns what a plan is told, for a contract whose newest microversion
// is given, and for bindings that are.
func (f Finder) sources(newest openapi.Version, given []exchange.Binding) plan.Sources {
	out := plan.Sources{
		Captures: f.captures(newest, f.castByHand(given)),
		Quiet:    plan.Quiet{Server: FirstServer, Probes: slices.Concat(f.quietly(), f.byOtherMethods(), []exchange.Probe{ownServer(exchange.Member), ownServer(exchange.Admin)})},
		Control:  f.control,
		Revisits: f.revisits(),
		Optional: f.Optional,
	}
	if f.castByHand(given) {
		out.Needs = listsByHand
		// No servers were listed, so there is nothing to see of them at the end.
		out.Revisits = slices.DeleteFunc(out.Revisits, func(r plan.Revisit) bool { return r.Probe == f.LastServers() })
	}
	for _, w := range f.writes() {
		out.Writes = append(out.Writes, w.planned())
	}
	return out
}

// control returns an actor's control question: the finished action at 2.1, or
// on the legacy path.
func (f Finder) control(actor exchange.Actor, legacy bool) exchange.Probe {
	probe := claim.Show(Finished).As(actor).At("2.1").Rows(f.Scope)[0][0]
	if legacy {
		return f.OnLegacy(probe)
	}
	return probe
}

// Plan returns the plan of a profile's claims, with some bindings given. It
// fails for a profile that the contract does not have, and where NewPlan does.
func Plan(contract *openapi.Contract, profile string, claims []claim.Claim, given []exchange.Binding) (*plan.Plan, error) {
	demanded, ok := contract.Profile(profile)
	if !ok {
		return nil, fmt.Errorf("the contract has no profile %q", profile)
	}
	return plan.New(claims, Finder{claim.ScopeOf(demanded)}.sources(contract.Newest(), given), given)
}

// ownServer shows the first server to an actor.
func ownServer(to exchange.Actor) exchange.Probe {
	return exchange.Probe{As: to, Method: http.MethodGet, Path: "/v2.1/servers/{" + FirstServer + "}"}
}

// quietly lists the actions of a server, reads one, and lists them again.
func (f Finder) quietly() []exchange.Probe {
	read := claim.Show(Caused(FirstServer, "create")).At("2.1").Rows(f.Scope)[0][0]
	list := read
	list.Path = "/v2.1/servers/{" + FirstServer + "}/os-instance-actions"
	again := list
	again.Nth = 1
	return []exchange.Probe{list, read, again}
}

// captures returns what discovery captures, for a contract whose newest
// microversion is given. Each capture is planned only if something needs it.
// If the cast is given by hand, nobody else is looked for.
func (f Finder) captures(newest openapi.Version, byHand bool) []plan.Capture {
	var all []plan.Capture
	if byHand {
		all = f.othersByHand() // the first capture of a symbol counts
	}
	all = append(all, f.offeredVersions(newest), offeredEvents(), offeredLegacy())
	if !byHand {
		all = append(all, f.someServers(), f.someActions(), f.longestList(), f.finishedAction(), f.failedAction(), f.runningAction(), f.foreignAction(), f.actionElsewhere(), f.misplacedAction())
		all = append(all, f.ofDeleted()...)
	}
	all = append(all, f.ofLists()...)
	all = append(all, f.ownServers()...)
	for _, actor := range exchange.Actors() {
		if actor.HasAccount() {
			all = append(all, f.ownProject(actor, byHand))
		}
	}
	return all
}

// exactly cuts or pads values to n.
func exactly(n int, values []string) []string {
	out := make([]string, n)
	copy(out, values)
	return out
}

// byOtherMethods lists the actions of a server, asks for one of them and for the
// list by each method that would change something, and lists them again.
func (f Finder) byOtherMethods() []exchange.Probe {
	list := f.quietly()[0]
	list.Nth = 2
	show := claim.Show(Caused(FirstServer, "create")).Rows(f.Scope)[0][0]
	all := []exchange.Probe{list}
	for _, path := range []string{show.Path, list.Path} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			all = append(all, exchange.Probe{As: f.Owner, Method: method, Path: path})
		}
	}
	list.Nth = 3
	return append(all, list)
}

// OwnServers returns the symbols of the servers that osact makes.
func (f Finder) OwnServers() []string { return []string{FirstServer, SecondServer} }
