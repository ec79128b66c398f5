package judge

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// excuse says why violations may not be held against the target: the actor's
// control questions disagree, the server is gone meanwhile, or it is the
// target's policy that refuses the actor, as the status says. A refusal that is
// wrong in itself has no excuse, nor has one that tells an outsider that the
// server exists.
func (e *Evaluator) excuse(probe exchange.Probe, found []openapi.Violation) plan.Unasked {
	if !probe.As.HasAccount() {
		return plan.Unasked{}
	}
	control := e.execution.Plan().Controls[probe.As]
	again := control
	again.Nth = exchange.Last
	first, last := e.heard(control), e.heard(again)
	if first == nil || last == nil {
		return e.unproven(probe)
	}
	before, after := first.Response, last.Response
	evidence := []exchange.Probe{control, again}
	switch {
	case before.Status != after.Status && after.Status == http.StatusUnauthorized:
		return plan.Unasked{
			Outcome: claim.Inconclusive, Evidence: evidence,
			Reason: fmt.Sprintf("the token of %s expired during the run (%s was answered %d at first and 401 at last): run again with one that lives longer, or with an entry of clouds.yaml, for which osact logs in again", probe.As, control, before.Status),
		}
	case before.Status != after.Status:
		return plan.Unasked{
			Outcome: claim.Inconclusive, Evidence: evidence,
			Reason: fmt.Sprintf("the token or the server changed during the run: %s was answered %d at first and %d at last: run again", control, before.Status, after.Status),
		}
	case before.Status == http.StatusUnauthorized:
		return plan.Unasked{
			Outcome: claim.Inconclusive, Evidence: evidence,
			Reason: fmt.Sprintf("the token of %s was not accepted: %s was answered 401", probe.As, control),
		}
	case e.outsideRules(probe):
		return plan.Unasked{
			Outcome: claim.Inconclusive, Evidence: append(evidence, probe),
			Reason: fmt.Sprintf("it was answered 401, though the token of %s is valid, as one of an application credential is outside its access rules%s: give an account without such rules, or with those that osact plan --access-rules prints",
				probe.As, listedRules(e.actors[probe.As].AccessRules)),
		}
	case probe.As != exchange.Outsider && first.IsPolicyRefusal() && e.refused(probe) && slices.ContainsFunc(found, isForbidden):
		return plan.Unasked{
			Outcome: claim.NotApplicable, Evidence: append(evidence, probe),
			Reason: fmt.Sprintf("the target's policy does not let %s show actions", probe.As),
		}
	case probe.As != exchange.Outsider && e.mayNotList(probe) && slices.ContainsFunc(found, isForbidden):
		return plan.Unasked{
			Outcome: claim.NotApplicable, Evidence: append(evidence, probe),
			Reason: fmt.Sprintf("the target's policy does not let %s list actions", probe.As),
		}
	}
	return e.gone(probe)
}

// outsideRules reports that the token check refused a question, whose actor's token it
// takes for others: a token can be narrowed to some requests.
func (e *Evaluator) outsideRules(probe exchange.Probe) bool {
	a := e.heard(probe)
	return a != nil && a.Response.Status == http.StatusUnauthorized && a.Response.Header.Get("WWW-Authenticate") != "" &&
		(a.Object("error") != nil || len(a.Response.Body) == 0)
}

// listedRules lists the access rules of an application credential, where they are known.
func listedRules(rules []string) string {
	if len(rules) == 0 {
		return ""
	}
	return " (" + strings.Join(rules, ", ") + ")"
}

// gone excuses a 404 to the question for the actions of one of the servers that
// discovery looks through, where the server is listed no more at the end: in
// some clouds a server lives for minutes. Somebody was listed actions, and no
// answer is about that server.
func (e *Evaluator) gone(probe exchange.Probe) plan.Unasked {
	a, symbols := e.heard(probe), probe.Symbols()
	if !claim.IsList(probe) || a == nil || a.Response.Status != http.StatusNotFound || a.Object("itemNotFound") == nil {
		return plan.Unasked{}
	}
	at := slices.IndexFunc(symbols, func(symbol string) bool { return strings.HasPrefix(symbol, cast.ServersFound) })
	if at < 0 {
		return plan.Unasked{}
	}
	id, listed := e.execution.Values()[symbols[at]], false
	for _, b := range e.heardAll {
		if b.Response.Status != http.StatusOK || !strings.Contains(b.Exchange.Request.URL, "/os-instance-actions") {
			continue
		}
		if strings.Contains(b.Exchange.Request.URL, id) {
			return plan.Unasked{}
		}
		listed = true
	}
	look := e.finder.LastServers()
	last := e.heard(look)
	switch {
	case !listed:
		return plan.Unasked{}
	case last == nil || last.Response.Status != http.StatusOK:
		return plan.Unasked{
			Outcome: claim.Inconclusive, Evidence: []exchange.Probe{probe, look},
			Reason: fmt.Sprintf("the server was listed among others, and nothing tells whether it was deleted before its actions were asked for, since %s was not answered 200: run again", look),
		}
	case slices.ContainsFunc(last.List("servers"), func(server map[string]any) bool { return match.TextIn(server, "id") == id }):
		return plan.Unasked{}
	}
	return plan.Unasked{
		Outcome: claim.NotApplicable, Evidence: []exchange.Probe{probe, look},
		Reason: "the server was listed among others, and deleted before its actions were asked for",
	}
}
