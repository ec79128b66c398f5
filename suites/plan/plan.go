package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Plan is what must be asked for a set of claims: a graph of probes. It
// depends on the claims alone, so it can be printed before anything is sent.
type Plan struct {
	Steps    []Step
	Captures []Capture
	// Opening is how many of the steps, from the first on, are there to find
	// things out: discovery and the control questions.
	Opening int
	// Controls are the control questions, of each account that asks: a
	// finished action, asked first and last. Where the two answers differ, the
	// token or the server changed meanwhile.
	Controls map[exchange.Actor]exchange.Probe

	optional []exchange.Actor // whom nobody need play
	given    map[string]bool  // symbols that have values before anything is asked
}

// Given reports whether a symbol has a value before anything is asked.
func (p *Plan) Given(symbol string) bool { return p.given[symbol] }

// Possible returns the steps that may be asked, whatever the answers: those
// that need nothing which neither is given nor looked for.
func (p *Plan) Possible() []Step {
	barred := map[exchange.Probe]bool{} // that cannot be asked
	never := map[string]bool{}          // symbols that get no value
	for found := true; found; {
		found = false
		for _, c := range p.Captures {
			if slices.ContainsFunc(c.From, func(probe exchange.Probe) bool { return !barred[probe] }) {
				continue
			}
			for _, symbol := range c.Binds {
				if !never[symbol] && !p.given[symbol] {
					never[symbol], found = true, true
				}
			}
		}
		for _, s := range p.Steps {
			needs := slices.Concat(s.Needs, s.Probe.Symbols())
			if !barred[s.Probe] && slices.ContainsFunc(needs, func(symbol string) bool { return never[symbol] }) {
				barred[s.Probe], found = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return barred[s.Probe] })
}

// Ordered returns the plan with the questions after its opening in the order of their
// ranks, as far as they do not wait for each other. Those of one rank keep their order.
func (p *Plan) Ordered(rank func(exchange.Probe) string) *Plan {
	ordered := *p
	ordered.Steps = slices.Clone(p.Steps)
	ranks := make(map[exchange.Probe]string, len(p.Steps))
	for _, s := range p.Steps {
		ranks[s.Probe] = rank(s.Probe)
	}
	slices.SortStableFunc(ordered.Steps[p.Opening:], func(a, b Step) int {
		return strings.Compare(ranks[a.Probe], ranks[b.Probe])
	})
	return &ordered
}

// unplayed is what becomes of the questions of an actor whom nobody plays.
func (p *Plan) unplayed(actor exchange.Actor) Unasked {
	remedy := fmt.Sprintf("give --as %s=CLOUD, or its token in %s", actor, exchange.TokenVariable(actor))
	if slices.Contains(p.optional, actor) {
		return Unasked{Outcome: claim.NotApplicable, Reason: fmt.Sprintf("nobody plays %s, which is optional: %s", actor, remedy)}
	}
	return Unasked{Outcome: claim.Untested, Reason: fmt.Sprintf("nobody plays %s: %s", actor, remedy)}
}

// Writes reports whether the plan makes servers of osact's own.
func (p *Plan) Writes() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool {
		return slices.Contains(s.Probe.Symbols(), claim.RunID) || slices.Contains(s.Needs, claim.RunID)
	})
}

// Opened returns the plan without what comes after its opening: enough to say
// who is accepted, what is found, and what the rest could ask.
func (p *Plan) Opened() *Plan {
	return &Plan{Steps: p.Steps[:p.Opening], Captures: p.Captures, Opening: p.Opening, Controls: p.Controls, optional: p.optional, given: p.given}
}
