package judge

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// answer returns the answer to a probe, or why there is none to judge.
func (e *Evaluator) answer(r openapi.Requirement, probe exchange.Probe) (*match.Answer, plan.Unasked) {
	s, ok := e.execution.Result(probe)
	switch {
	case !ok:
		return nil, plan.Unasked{Outcome: claim.Untested, Reason: "the plan does not ask it"}
	case !s.Settled:
		return nil, plan.Unasked{Outcome: claim.Untested, Reason: "its symbols were never bound"}
	case s.Exchange == nil && r.WhenSeen && s.Unasked.Outcome == claim.Untested && e.answered(s.Unasked):
		return nil, plan.Unasked{Outcome: claim.NotApplicable, Reason: "not seen: " + s.Unasked.Reason, Evidence: s.Unasked.Evidence}
	case s.Exchange == nil:
		return nil, s.Unasked
	}
	if isGatekeepers(s.Exchange) {
		if r.OwnAlone {
			return nil, plan.Unasked{Outcome: claim.NotApplicable, Reason: "what stands in front of the API asks for a token, and names no request", Evidence: []exchange.Probe{probe}}
		}
		return s.Answer, plan.Unasked{}
	}
	if why := s.Unreliable; why != "" && !(r.ByAnyone && isRefusal(s.Exchange)) {
		if mayBeKeptOut(s.Exchange) {
			return nil, plan.Unasked{Outcome: claim.NotApplicable, Reason: "what stands in front of the API refuses " + keptOut(probe), Evidence: []exchange.Probe{probe}}
		}
		return nil, plan.Unheard(s.Exchange, why)
	}
	return s.Answer, plan.Unasked{}
}

// answered reports that an answer shows what is missing not to be there: where
// nothing was asked, or the run was interrupted, nobody has looked.
func (e *Evaluator) answered(why plan.Unasked) bool {
	return !why.Later && slices.ContainsFunc(why.Evidence, func(p exchange.Probe) bool { return e.heard(p) != nil })
}

// isRefusal reports that a question was refused, whoever did it: the API or what
// stands in front of it, which may not know the method either (RFC 9110 section 15.6.2).
// A limit on how often one may ask refuses nothing.
func isRefusal(x *exchange.Exchange) bool {
	if x.Failure != nil || x.Response == nil || plan.IsLimit(x.Response) {
		return false
	}
	unknown := x.Response.Status == http.StatusNotImplemented && x.Probe.Method != http.MethodGet
	return x.Response.Status >= 400 && x.Response.Status <= 499 || unknown
}

// isGatekeepers reports that an exchange below /v2 was ended by a 401 that names no
// request. No document of the legacy API says what a 401 looks like, so one of a gateway
// is as good as one of the API.
func isGatekeepers(x *exchange.Exchange) bool {
	if x.Failure != nil || x.Response == nil || x.Response.Status != http.StatusUnauthorized || !claim.IsLegacy(x.Probe) {
		return false
	}
	return len(x.Response.Header.Values("X-Compute-Request-Id"))+len(x.Response.Header.Values("X-Openstack-Request-Id")) == 0
}

// mayBeKeptOut reports that a question need not have got as far as the API.
func mayBeKeptOut(x *exchange.Exchange) bool {
	return isRefusal(x) && plan.MayBeStopped(x.Probe) && strings.Contains(x.Probe.Path, "/os-instance-actions")
}

// keptOut says what it is that need not get there.
func keptOut(p exchange.Probe) string {
	if p.ClaimsIdentity() {
		return "headers that say who asks"
	}
	return "the method"
}

// outsideOffer reports that a requirement is about microversions which the
// target does not offer.
func (e *Evaluator) outsideOffer(r openapi.Requirement) (plan.Unasked, bool) {
	if r.Offered == (openapi.Range{}) {
		return plan.Unasked{}, false
	}
	stated, why := e.execution.Bound(claim.TargetMaximum)
	if why.Outcome != "" {
		return why, true
	}
	maximum, err := openapi.ParseVersion(stated)
	if err != nil || r.Offered.ContainsVersion(maximum) {
		return plan.Unasked{}, false
	}
	return plan.Unasked{
		Outcome:  claim.NotApplicable,
		Reason:   fmt.Sprintf("it is about targets whose newest microversion is %s; this one offers up to %s", r.Offered, maximum),
		Evidence: []exchange.Probe{claim.VersionsProbe()},
	}, true
}

// heard returns the answer to a probe, if the API gave one.
func (e *Evaluator) heard(probe exchange.Probe) *match.Answer {
	s, _ := e.execution.Result(probe)
	if s.Answer == nil || s.Unreliable != "" {
		return nil
	}
	return s.Answer
}

// everything returns all that the API answered, in the order of the plan.
func everything(execution *plan.Execution) []*match.Answer {
	var all []*match.Answer
	for s := range execution.Results() {
		if s.Answer != nil && s.Unreliable == "" {
			all = append(all, s.Answer)
		}
	}
	return all
}
