package judge

import (
	"iter"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// evaluateEvery judges a claim about every answer of a kind. Those to probes that
// the same declaration asks for have findings of their own.
func (e *Evaluator) evaluateEvery(c claim.Claim) []Finding {
	var all Finding
	var others []Finding
	for probe := range e.every(c) {
		f := e.evaluate(c.Of(probe))
		switch {
		case f.Outcome != claim.Satisfied:
			others = append(others, f)
		case all.Answers == 0:
			all = f
			all.Answers = 1
		default:
			all.Answers++
			all.Evidence = append(all.Evidence, f.Evidence...)
		}
	}
	if all.Answers == 0 {
		return others
	}
	return append([]Finding{all}, others...)
}

// Probes returns the probes whose answers a claim is judged by.
func (e *Evaluator) Probes(c claim.Claim) []exchange.Probe {
	if c.Every == nil {
		return c.Asks
	}
	return slices.Collect(e.every(c))
}

// every goes through the probes whose answers a claim about every answer is
// about. What the requirement says nothing about, as its editions go, is left out.
func (e *Evaluator) every(c claim.Claim) iter.Seq[exchange.Probe] {
	alone := e.asks[declaration{c.Declared, c.Requirement.ID}]
	return func(yield func(exchange.Probe) bool) {
		for _, a := range e.heardAll {
			probe := a.Exchange.Probe
			if c.Requirement.Asked.Contains(a.Place.Edition) && c.Every(a) && !alone[probe] && !yield(probe) {
				return
			}
		}
	}
}

// declaration is where a requirement is claimed.
type declaration struct{ declared, requirement string }

// asked returns the probes that each declaration asks on their own.
func asked(claims []claim.Claim) map[declaration]map[exchange.Probe]bool {
	all := map[declaration]map[exchange.Probe]bool{}
	for _, c := range claims {
		if len(c.Asks) != 1 {
			continue
		}
		d := declaration{c.Declared, c.Requirement.ID}
		if all[d] == nil {
			all[d] = map[exchange.Probe]bool{}
		}
		all[d][c.Asks[0]] = true
	}
	return all
}

// Covering returns which questions that cover the factors the plan asks.
func (e *Evaluator) Covering() exchange.Covering { return e.finder.Covering }

// Coverage says how many combinations of two and of three factors the answered
// questions hold, whoever asked them and why, of those that are possible, and which
// values none of them has.
func (e *Evaluator) Coverage() (pairs, triples covering.Coverage, unmet []covering.Tuple) {
	var answered []exchange.Probe
	for _, a := range e.heardAll {
		answered = append(answered, a.Exchange.Probe)
	}
	return e.finder.Coverage(answered)
}
