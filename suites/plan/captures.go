package plan

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Given returns the bindings that were given, not captured.
func Given(bindings []exchange.Binding) []exchange.Binding {
	return slices.DeleteFunc(slices.Clone(bindings), func(b exchange.Binding) bool {
		return strings.HasPrefix(b.Origin, capturedFrom)
	})
}

// capturedFrom begins the origin of a captured binding.
const capturedFrom = "captured: "

// longestValue is how long a captured value may be, in bytes: it comes to stand in
// thousands of questions.
const longestValue = 4 << 10

// capture evaluates the captures whose probes are settled, and reports
// whether there was one.
func (e *Execution) capture() bool {
	progress := false
	for i, c := range e.plan.Captures {
		if e.captured[i] || !e.allSettled(e.from[i]) {
			continue
		}
		e.captured[i], progress = true, true
		answers := make([]*match.Answer, len(c.From))
		for j, at := range e.from[i] {
			answers[j] = e.states[at].Answer
		}
		for j, value := range c.Pick(answers) {
			if value == "" || len(value) > longestValue {
				e.lack(c.Binds[j], c)
				continue
			}
			e.bindOne(c.Binds[j], value, capturedFrom+c.From[0].String())
		}
	}
	return progress
}

func (e *Execution) allSettled(steps []int) bool {
	for _, at := range steps {
		if !e.states[at].Settled {
			return false
		}
	}
	return true
}

// bindOne binds a symbol; the first value stays.
func (e *Execution) bindOne(symbol, value, origin string) {
	if _, ok := e.bindings[symbol]; ok {
		return
	}
	e.bindings[symbol] = value
	e.origins = append(e.origins, exchange.Binding{Symbol: symbol, Value: value, Origin: origin})
}

// lack notes that a symbol will not be bound, and why: what the capture says
// where its probes were answered, else what became of them.
func (e *Execution) lack(symbol string, c Capture) {
	if _, ok := e.bindings[symbol]; ok {
		return
	}
	e.missing[symbol] = e.whyMissing(c)
}

func (e *Execution) whyMissing(c Capture) Unasked {
	if len(c.From) == 0 {
		return c.Missing
	}
	first := e.states[e.at[c.From[0]]]
	if why, ok := e.unheardAmong(c.From[1:]); ok {
		return why
	}
	switch {
	case first.Exchange == nil && first.Unasked.Outcome != claim.NotApplicable:
		return first.Unasked
	case first.Exchange == nil: // there was nothing to look at
		return c.Missing
	}
	if c.Refused != nil && first.Answer != nil {
		if why, ok := c.Refused(first.Answer); ok {
			return why
		}
	}
	switch {
	case c.Begins != "" && first.Answer.IsTooLarge() && len(first.Answer.Beginning(c.Begins)) > 0:
		return c.Missing
	case Unreliable(first.Exchange) != "":
		return Unheard(first.Exchange, fmt.Sprintf("%s: %s", c.From[0], Unreliable(first.Exchange)))
	case first.Answer.Response.Status >= 400:
		return refusal(c.From[0], first.Answer)
	}
	if why, ok := e.hiddenFrom(c.From[1:]); ok {
		return why
	}
	return c.Missing
}

// hiddenFrom says of probes that the target's policy refused the last of them: what they look
// for may be there, and this actor is not shown it.
func (e *Execution) hiddenFrom(probes []exchange.Probe) (Unasked, bool) {
	for _, probe := range slices.Backward(probes) {
		if a := e.states[e.at[probe]].Answer; a != nil {
			return refusal(probe, a), a.IsPolicyRefusal()
		}
	}
	return Unasked{}, false
}

// unheardAmong says of probes that one of them got no answer of the API's: what it would
// have told is not known then, which is not to say that it is not there. What is more than
// osact keeps was told.
func (e *Execution) unheardAmong(probes []exchange.Probe) (Unasked, bool) {
	for _, probe := range probes {
		switch s := e.states[e.at[probe]]; {
		case s.Exchange == nil && s.Unasked.Outcome == claim.Inconclusive: // for the same reason
			return s.Unasked, true
		case s.Exchange != nil && s.Unreliable != "" && !isTooLarge(s.Exchange):
			return Unheard(s.Exchange, fmt.Sprintf("%s: %s", probe, s.Unreliable)), true
		}
	}
	return Unasked{}, false
}

func isTooLarge(x *exchange.Exchange) bool {
	return x.Failure != nil && x.Failure.Kind == exchange.TooLarge
}

// refusal says of a probe that others need that it was refused, and what to do.
func refusal(probe exchange.Probe, a *match.Answer) Unasked {
	why := Unasked{Outcome: claim.Inconclusive, Evidence: []exchange.Probe{probe}}
	status := a.Response.Status
	if a.IsPolicyRefusal() && strings.Contains(probe.Path, "/os-instance-actions") {
		what := "no action"
		if claim.IsList(probe) {
			what = "no list of actions"
		}
		why.Reason = fmt.Sprintf("the target's policy shows %s to %s (%d): ask as one whom it allows, or judge what an administrator is shown (--profile operator --as admin=CLOUD)", what, probe.As, status)
		return why
	}
	remedy := "see to the service, or give --server and --action"
	switch status {
	case http.StatusUnauthorized:
		remedy = "get a new token, or one without access rules (osact plan --access-rules prints those that a run needs)"
	case http.StatusForbidden:
		remedy = "get a token for a project, of an account that may list servers, or give --server and --action"
	}
	why.Reason = fmt.Sprintf("%s was answered %d: %s", probe, status, remedy)
	return why
}
