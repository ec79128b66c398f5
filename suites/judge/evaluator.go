package judge

import (
	"fmt"
	"slices"
	"strings"

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
	contract  *openapi.Contract
	claims    []claim.Claim
	finder    cast.Finder
	execution *plan.Execution
	asks      map[declaration]map[exchange.Probe]bool
	actors    map[exchange.Actor]exchange.Identity
	target    string                 // the root under which everything was asked
	position  map[exchange.Probe]int // of each probe's last exchange in the recording
	heardAll  []*match.Answer        // what the API answered, in the order of the plan
	records   func() *match.Records  // made once, when first asked for, as are
	policies  func() map[asker]string
}

// Claims returns the claims to judge, in order.
func (e *Evaluator) Claims() []claim.Claim { return e.claims }

// Evaluate judges one claim: it returns a finding, or of a claim about every answer
// of a kind one for all that are satisfied and one for each other.
func (e *Evaluator) Evaluate(c claim.Claim) []Finding {
	if c.Every == nil {
		return []Finding{e.evaluate(c)}
	}
	return e.evaluateEvery(c)
}

func (e *Evaluator) evaluate(c claim.Claim) Finding {
	f := Finding{
		Requirement: c.Requirement.ID,
		Level:       c.Requirement.Level,
		Subject:     c.Subject,
		Declared:    c.Declared,
		Probe:       c.Asks[len(c.Asks)-1],
	}
	if why, ok := e.outsideOffer(c.Requirement); ok {
		return e.settle(f, why)
	}
	scene := &match.Scene{Contract: e.contract, Requirement: c.Requirement.ID, Bindings: e.execution.Values(), Target: e.target, Heard: e.heardAll, Records: e.records, Factors: e.factors}
	for _, probe := range c.Asks {
		answer, why := e.answer(c.Requirement, probe)
		if why.Unneeded {
			continue
		}
		if why.Outcome != "" {
			return e.settle(f, why)
		}
		if why := outOfRange(c.Requirement, probe, answer); why.Outcome != "" {
			return e.settle(f, why)
		}
		scene.Answers = append(scene.Answers, answer)
		f.Evidence = append(f.Evidence, e.position[probe])
	}
	found := c.Check(scene)
	if len(found) == 0 {
		f.Outcome = claim.Satisfied
		return f
	}
	for _, probe := range c.Asks {
		if why := e.excuse(probe, found); why.Outcome != "" {
			return e.settle(f, why)
		}
	}
	if why := e.unknownAction(c); why.Outcome != "" {
		return e.settle(f, why)
	}
	if why := e.changedDuringRun(c, found); why.Outcome != "" {
		return e.settle(f, why)
	}
	f.Outcome, f.Violations = claim.Violated, reported(found)
	return f
}

// outOfRange says that a question which is asked at what a target offers, as its
// newest microversion, was asked at an edition that the requirement is not about.
func outOfRange(r openapi.Requirement, probe exchange.Probe, a *match.Answer) plan.Unasked {
	if !strings.HasPrefix(probe.Version, "{") || r.Asked.Contains(a.Place.Edition) {
		return plan.Unasked{}
	}
	return plan.Unasked{
		Outcome: claim.NotApplicable, Evidence: []exchange.Probe{probe},
		Reason: fmt.Sprintf("it is about %s; this was asked at %s, as the target offers it", r.Asked, a.Place.Edition),
	}
}

// Reach reports whether a claim's questions can be asked, and why not. It is
// for recordings that hold no more than the opening of a plan.
func (e *Evaluator) Reach(c claim.Claim) (plan.Unasked, bool) {
	if why, ok := e.outsideOffer(c.Requirement); ok {
		return why, false
	}
	for _, probe := range c.Asks {
		if s, _ := e.execution.Result(probe); s.Exchange == nil && !s.Unasked.Later && !s.Unasked.Unneeded {
			return s.Unasked, false
		}
	}
	return plan.Unasked{}, true
}

// Answer returns what came back for a probe, in its place in the contract; nil
// where nothing did.
func (e *Evaluator) Answer(probe exchange.Probe) *match.Answer {
	s, _ := e.execution.Result(probe)
	return s.Answer
}

// Bound returns what a symbol was bound to, or why it was not.
func (e *Evaluator) Bound(symbol string) (string, plan.Unasked) { return e.execution.Bound(symbol) }

// settle gives a finding an outcome without judging.
func (e *Evaluator) settle(f Finding, why plan.Unasked) Finding {
	f.Outcome, f.Reason = why.Outcome, why.Reason
	for _, probe := range why.Evidence {
		if i, ok := e.position[probe]; ok && !slices.Contains(f.Evidence, i) {
			f.Evidence = append(f.Evidence, i)
		}
	}
	return f
}
