package cast

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// castByHand reports that the legacy path, its project and a finished action
// are given: the target may then serve nothing else, so nothing is looked for.
func (f Finder) castByHand(given []exchange.Binding) bool {
	for _, symbol := range []string{claim.TargetLegacy, claim.ProjectOf(f.Owner), "finished.server", "finished.id"} {
		if !slices.ContainsFunc(given, func(b exchange.Binding) bool { return b.Symbol == symbol }) {
			return false
		}
	}
	return true
}

// othersByHand says of the actions that were not given by hand what that makes
// of the claims about them. It asks nothing.
func (f Finder) othersByHand() []plan.Capture {
	all := []plan.Capture{
		without(f.someServers(), claim.NotApplicable, "the actions are given by hand, so no other servers were looked at"),
		without(plan.Capture{Binds: []string{listsAsked}}, claim.NotApplicable, "the actions are given by hand, and a target that shows them may have no lists below /v2: give no --server and --action to have those judged"),
		without(f.longestList(), claim.NotApplicable, "not seen: the actions are given by hand, so no lists were compared"),
		without(f.someActions(), claim.NotApplicable, "the actions are given by hand, so no others were read"),
		without(f.failedAction(), claim.NotApplicable, "not seen: the actions are given by hand, and none that failed is among them (--cast failed=SERVER/REQUEST_ID gives one)"),
		without(f.runningAction(), claim.NotApplicable, "not seen: the actions are given by hand, and none that is running is among them"),
		without(f.foreignAction(), claim.NotApplicable, "not seen: the actions are given by hand, so their initiators were not compared"),
		without(f.actionElsewhere(), claim.NotApplicable, "not seen: the actions are given by hand, so those of other servers were not read"),
		without(f.misplacedAction(), claim.NotApplicable, "not seen: the actions are given by hand, and those of other servers are not known"),
		without(f.deletedServer(), claim.NotApplicable, "not seen: the actions are given by hand, and no deleted server is among theirs"),
		without(f.deletedAction(), claim.NotApplicable, "not seen: the actions are given by hand, and none of a deleted server is among them"),
	}
	if f.Legacy {
		all = append(all, without(f.offeredVersions(openapi.Version{}), claim.NotApplicable, "the actions are given by hand, so that nothing tells which microversions the target offers beside"))
	}
	return all
}

// listsAsked is a symbol that lists below /v2 need where the actions are given by
// hand: the target may show an action and have no lists, so nothing binds it.
const listsAsked = "target.lists"

// listsByHand returns what a question needs where the actions are given by hand.
func listsByHand(p exchange.Probe) []string {
	if path, _, _ := strings.Cut(p.Path, "?"); claim.IsLegacy(p) && strings.HasSuffix(path, "/os-instance-actions") {
		return []string{listsAsked}
	}
	return nil
}

// without returns a capture that binds nothing, says why, and asks nothing.
func without(c plan.Capture, outcome claim.Outcome, reason string) plan.Capture {
	return plan.Capture{
		Binds:   c.Binds,
		Pick:    func([]*match.Answer) []string { return make([]string, len(c.Binds)) },
		Missing: plan.Unasked{Outcome: outcome, Reason: reason},
	}
}
