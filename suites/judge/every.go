package judge

import (
	"iter"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
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
	return func(yield func(exchange.Probe) bool) {
		for r := range e.execution.Results() {
			if r.Answer == nil || plan.Unreliable(r.Exchange) != "" || e.asks[asking{c.Declared, c.Requirement.ID, r.Exchange.Probe}] {
				continue
			}
			if c.Requirement.Asked.Contains(r.Answer.Place.Edition) && c.Every(r.Answer) && !yield(r.Exchange.Probe) {
				return
			}
		}
	}
}

// asking is a probe that a declaration asks on its own.
type asking struct {
	declared, requirement string
	probe                 exchange.Probe
}

// asked returns what the declarations of claims ask on its own.
func asked(claims []claim.Claim) map[asking]bool {
	all := map[asking]bool{}
	for _, c := range claims {
		if len(c.Asks) == 1 {
			all[asking{c.Declared, c.Requirement.ID, c.Asks[0]}] = true
		}
	}
	return all
}

// Covering returns which questions that cover the factors the plan asks.
func (e *Evaluator) Covering() exchange.Covering { return e.finder.Covering }

// Coverage says how many combinations of two and of three factors the answered
// questions hold of those that are possible, of the questions that cover them.
func (e *Evaluator) Coverage() (pairs, triples covering.Coverage) {
	return e.finder.Coverage(func(p exchange.Probe) bool { return e.heard(p) != nil })
}
