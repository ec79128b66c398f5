package judge

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// Evaluator is a recording laid beside the contract, ready to be judged claim by
// claim. It is safe for concurrent use.
type Evaluator struct {
	contract *openapi.Contract
	claims   []claim.Claim
	finder   cast.Finder
	walk     *plan.Execution
	position map[exchange.Probe]int // of each probe's last exchange in the recording
}

// Claims returns the claims to judge, in order.
func (t *Evaluator) Claims() []claim.Claim { return t.claims }

// Evaluate judges one claim.
func (t *Evaluator) Evaluate(c claim.Claim) Finding {
	f := Finding{
		Requirement: c.Requirement.ID,
		Level:       c.Requirement.Level,
		Subject:     c.Subject,
		Probe:       c.Asks[len(c.Asks)-1],
	}
	if why, ok := t.outsideOffer(c.Requirement); ok {
		return t.settle(f, why)
	}
	scene := &match.Scene{Contract: t.contract, Requirement: c.Requirement.ID, Bindings: t.walk.Values(), Heard: t.everything}
	for _, probe := range c.Asks {
		answer, why := t.answer(c.Requirement, probe)
		if why.Unneeded {
			continue
		}
		if why.Outcome != "" {
			return t.settle(f, why)
		}
		scene.Answers = append(scene.Answers, answer)
		f.Evidence = append(f.Evidence, t.position[probe])
	}
	found := c.Check(scene)
	if len(found) == 0 {
		f.Outcome = claim.Satisfied
		return f
	}
	for _, probe := range c.Asks {
		if why := t.excuse(probe, found); why.Outcome != "" {
			return t.settle(f, why)
		}
	}
	if why := t.misgiven(c); why.Outcome != "" {
		return t.settle(f, why)
	}
	if why := t.meanwhile(c, found); why.Outcome != "" {
		return t.settle(f, why)
	}
	f.Outcome, f.Violations = claim.Violated, reported(found)
	return f
}

// Reach reports whether a claim's questions can be asked, and why not. It is
// for recordings that hold no more than the opening of a plan.
func (t *Evaluator) Reach(c claim.Claim) (plan.Unasked, bool) {
	if why, ok := t.outsideOffer(c.Requirement); ok {
		return why, false
	}
	for _, probe := range c.Asks {
		if s, _ := t.walk.Result(probe); s.Exchange == nil && !s.Unasked.Later && !s.Unasked.Unneeded {
			return s.Unasked, false
		}
	}
	return plan.Unasked{}, true
}

// Answer returns what came back for a probe, in its place in the contract; nil
// where nothing did.
func (t *Evaluator) Answer(probe exchange.Probe) *match.Answer {
	s, _ := t.walk.Result(probe)
	return s.Answer
}

// Bound returns what a symbol was bound to, or why it was not.
func (t *Evaluator) Bound(symbol string) (string, plan.Unasked) { return t.walk.Bound(symbol) }

// settle gives a finding an outcome without judging.
func (t *Evaluator) settle(f Finding, why plan.Unasked) Finding {
	f.Outcome, f.Reason = why.Outcome, why.Reason
	for _, probe := range why.Evidence {
		if i, ok := t.position[probe]; ok && !slices.Contains(f.Evidence, i) {
			f.Evidence = append(f.Evidence, i)
		}
	}
	return f
}
