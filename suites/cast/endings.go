package cast

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// accepted binds the request id that the answer to a write carries. One write
// is there to be refused.
func (w write) accepted() plan.Capture {
	refused := w.name == "refuse"
	c := plan.Capture{
		Binds: []string{RequestID(w.name)},
		From:  []exchange.Probe{w.probe},
		Pick: func(answers []*match.Answer) []string {
			a := answers[0]
			if a == nil || refused != (a.Response.Status == http.StatusConflict) || !refused && a.Response.Status >= 300 {
				return []string{""}
			}
			return []string{a.Response.Header.Get("X-Compute-Request-Id")}
		},
		Missing: plan.Unasked{Outcome: claim.Untested, Reason: fmt.Sprintf("the answer to %s carries no request id", w.probe), Evidence: []exchange.Probe{w.probe}},
		Refused: w.refused,
	}
	if refused {
		c.Missing.Outcome, c.Missing.Reason = claim.NotApplicable, "not seen: a server that runs was started without a conflict"
	}
	return c
}

// refused says what the refusal of a write makes of what it should have caused.
func (w write) refused(first *match.Answer) (plan.Unasked, bool) {
	why := plan.Unasked{
		Outcome:  claim.Untested,
		Reason:   fmt.Sprintf("%s was answered %s", w.probe, first.Sentence()),
		Evidence: []exchange.Probe{w.probe},
	}
	if w.probe.As == exchange.Admin && first.IsPolicyRefusal() {
		why.Outcome = claim.NotApplicable
		why.Reason = fmt.Sprintf("the target's policy does not let an admin do this to the server of another project: %s was answered %s", w.probe, first.Sentence())
	}
	return why, first.Response.Status >= 400 && plan.Unreliable(first.Exchange) == ""
}

// ending looks at an action until it has ended.
func (w write) ending(server string) plan.Capture {
	looks := w.polls(server)
	return plan.Capture{
		Binds: []string{writeLooked(server, w.name), writeEnded(server, w.name)},
		From:  append([]exchange.Probe{w.probe}, looks...),
		Until: func(a *match.Answer) bool { return hasEnded(a) || endIsHidden(a) || w.name != "create" && isUnknown(a) },
		Pick: func(answers []*match.Answer) []string {
			id := w.accepted().Pick(answers[:1])[0]
			if slices.ContainsFunc(answers[1:], hasEnded) {
				return []string{id, id}
			}
			return []string{id, ""}
		},
		Missing: plan.Unasked{
			Outcome:  claim.Untested,
			Reason:   fmt.Sprintf("the action %s of the server that osact made is not seen to end", w.name),
			Evidence: []exchange.Probe{w.probe, looks[0]},
		},
		Refused: w.refused,
	}
}

// endingAsSought looks at the same answers for the end that is sought.
func (w write) endingAsSought(server string) plan.Capture {
	c := w.ending(server)
	c.Binds = []string{writeSought(server, w.name)}
	c.Pick = func(answers []*match.Answer) []string {
		if slices.ContainsFunc(answers[1:], w.sought) {
			return w.accepted().Pick(answers[:1])
		}
		return []string{""}
	}
	c.Missing.Outcome, c.Missing.Reason = claim.NotApplicable, "not seen: "+w.missed
	return c
}
