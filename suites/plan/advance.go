package plan

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// precondition returns the symbols that must be bound before a probe makes
// sense though it does not name them: whether the target offers its version.
func precondition(p exchange.Probe) []string {
	switch {
	case claim.IsLegacy(p):
		return []string{claim.TargetLegacy}
	case strings.HasPrefix(p.Path, "/v2.1/") && p.Path != "/v2.1/":
		return []string{claim.TargetNewest}
	default:
		return nil
	}
}

// advance asks or settles a waiting step if it can, and reports whether it did. It is
// called after each answer for every step that waits, so what is known to be missing
// still must take next to no time.
func (e *Execution) advance(i int) bool {
	step, s, waits := &e.plan.Steps[i], &e.states[i], &e.waits[i]
	if waits.unplayed {
		return e.giveUp(i, e.plan.unplayed(step.Probe.As))
	}
	for ; len(waits.steps) > 0; waits.steps = waits.steps[1:] {
		if !e.states[waits.steps[0]].Settled {
			return false
		}
	}
	if why, ok := e.unneeded(step); ok {
		return e.giveUp(i, why)
	}
	known := len(e.bindings) + len(e.missing)
	if waits.known == known && known > 0 {
		return false
	}
	waits.known = known
	bound := true
	for _, symbol := range waits.symbols {
		if why, ok := e.missing[symbol]; ok {
			return e.giveUp(i, why)
		}
		if _, ok := e.bindings[symbol]; !ok {
			bound = false
		}
	}
	if !bound {
		return false
	}
	if why, ok := e.notOffered(step.Probe); ok {
		return e.giveUp(i, why)
	}
	q, err := step.Probe.Ask(e.bindings)
	if err != nil {
		return e.giveUp(i, Unasked{Outcome: claim.Untested, Reason: err.Error()})
	}
	if step.Until != nil {
		q.Polls = step.Probe.Nth
	}
	s.question, s.asked = q, true
	return true
}

// unneeded reports that a question need not be asked again: the last answer tells
// what it is for, or there was none.
func (e *Execution) unneeded(step *Step) (Unasked, bool) {
	if step.Until == nil {
		return Unasked{}, false
	}
	before := step.Probe
	before.Nth--
	last := e.states[e.at[before]]
	switch {
	case last.Exchange == nil:
		return last.Unasked, true
	case last.Answer == nil:
		return Unheard(last.Exchange, fmt.Sprintf("%s: %s", before, Unreliable(last.Exchange))), true
	case step.Until(last.Answer):
		return Unasked{Outcome: claim.NotApplicable, Reason: "the answer before was enough", Unneeded: true}, true
	}
	return Unasked{}, false
}

func (e *Execution) giveUp(i int, why Unasked) bool {
	e.states[i].Settled, e.states[i].Unasked = true, why
	return true
}

// notOffered reports that a probe names a microversion which the contract
// knows and the target does not offer. What the contract does not know, or
// what a symbol stands for, is asked on purpose.
func (e *Execution) notOffered(p exchange.Probe) (Unasked, bool) {
	version, err := openapi.ParseVersion(p.NamedVersion())
	if err != nil || claim.IsLegacy(p) || !e.contract.HasEdition(openapi.At(version)) {
		return Unasked{}, false
	}
	oldest, err1 := openapi.ParseVersion(e.bindings[claim.TargetOldest])
	maximum, err2 := openapi.ParseVersion(e.bindings[claim.TargetMaximum])
	if err1 != nil || err2 != nil || version.Compare(oldest) >= 0 && version.Compare(maximum) <= 0 {
		return Unasked{}, false
	}
	return Unasked{
		Outcome:  claim.NotApplicable,
		Reason:   fmt.Sprintf("the target offers %s to %s, not %s", oldest, maximum, version),
		Evidence: []exchange.Probe{claim.VersionsProbe()},
	}, true
}
