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

// advance asks or settles a waiting step if it can, and reports whether it did.
func (w *Execution) advance(i int) bool {
	step, s := w.plan.Steps[i], &w.states[i]
	if _, ok := w.actors[step.Probe.As]; !ok && step.Probe.As.HasAccount() {
		return w.giveUp(i, Unasked{
			Outcome: claim.Untested,
			Reason:  fmt.Sprintf("nobody plays %s: give --as %s=CLOUD, or its token in %s", step.Probe.As, step.Probe.As, exchange.TokenVariable(step.Probe.As)),
		})
	}
	for _, before := range w.waits[i].steps {
		if !w.states[before].Settled {
			return false
		}
	}
	if why, told := w.told(step); told {
		return w.giveUp(i, why)
	}
	bound := true
	for _, symbol := range w.waits[i].symbols {
		if why, ok := w.missing[symbol]; ok {
			return w.giveUp(i, why)
		}
		if _, ok := w.bindings[symbol]; !ok {
			bound = false
		}
	}
	if !bound {
		return false
	}
	if why, ok := w.notOffered(step.Probe); ok {
		return w.giveUp(i, why)
	}
	q, err := step.Probe.Ask(w.bindings)
	if err != nil {
		return w.giveUp(i, Unasked{Outcome: claim.Untested, Reason: err.Error()})
	}
	if step.Until != nil {
		q.Looks = step.Probe.Nth
	}
	s.question, s.asked = q, true
	return true
}

// told reports that a question need not be asked again: the last answer tells
// what it is for, or there was none.
func (w *Execution) told(step Step) (Unasked, bool) {
	if step.Until == nil {
		return Unasked{}, false
	}
	before := step.Probe
	before.Nth--
	last := w.states[w.at[before]]
	switch {
	case last.Exchange == nil:
		return last.Unasked, true
	case last.Answer == nil:
		return Unheard(last.Exchange, fmt.Sprintf("%s: %s", before, Unreliable(last.Exchange))), true
	case step.Until(last.Answer):
		return Unasked{Outcome: claim.NotApplicable, Reason: "the answer before has told it", Unneeded: true}, true
	}
	return Unasked{}, false
}

func (w *Execution) giveUp(i int, why Unasked) bool {
	w.states[i].Settled, w.states[i].Unasked = true, why
	return true
}

// notOffered reports that a probe names a microversion which the contract
// knows and the target does not offer. What the contract does not know, or
// what a symbol stands for, is asked on purpose.
func (w *Execution) notOffered(p exchange.Probe) (Unasked, bool) {
	version, err := openapi.ParseVersion(p.NamedVersion())
	if err != nil || claim.IsLegacy(p) || !w.editions[openapi.At(version)] {
		return Unasked{}, false
	}
	oldest, err1 := openapi.ParseVersion(w.bindings[claim.TargetOldest])
	maximum, err2 := openapi.ParseVersion(w.bindings[claim.TargetMaximum])
	if err1 != nil || err2 != nil || version.Compare(oldest) >= 0 && version.Compare(maximum) <= 0 {
		return Unasked{}, false
	}
	return Unasked{
		Outcome:  claim.NotApplicable,
		Reason:   fmt.Sprintf("the target offers %s to %s, not %s", oldest, maximum, version),
		Evidence: []exchange.Probe{claim.VersionsProbe()},
	}, true
}
