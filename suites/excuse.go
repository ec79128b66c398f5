package suites

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// excuse says why violations may not be held against the target: the actor's
// control questions disagree, the server is gone meanwhile, or it is the
// target's policy that refuses the actor, as the status says. A refusal that is
// wrong in itself has no excuse, nor has one that tells an outsider that the
// server exists.
func (t *Trial) excuse(probe exchange.Probe, found []openapi.Violation) Unasked {
	if !probe.As.HasAccount() {
		return Unasked{}
	}
	control := t.walk.Plan().Controls[probe.As]
	again := control
	again.Nth = exchange.Last
	first, last := t.heard(control), t.heard(again)
	if first == nil || last == nil {
		return t.unproven(probe)
	}
	before, after := first.Response, last.Response
	evidence := []exchange.Probe{control, again}
	switch {
	case before.Status != after.Status && after.Status == http.StatusUnauthorized:
		return Unasked{
			Outcome: Inconclusive, Evidence: evidence,
			Reason: fmt.Sprintf("the token of %s expired during the run (%s was answered %d at first and 401 at last): run again with one that lives longer", probe.As, control, before.Status),
		}
	case before.Status != after.Status:
		return Unasked{
			Outcome: Inconclusive, Evidence: evidence,
			Reason: fmt.Sprintf("the token or the server changed during the run: %s was answered %d at first and %d at last: run again", control, before.Status, after.Status),
		}
	case before.Status == http.StatusUnauthorized:
		return Unasked{
			Outcome: Inconclusive, Evidence: evidence,
			Reason: fmt.Sprintf("the token of %s was not accepted: %s was answered 401", probe.As, control),
		}
	case probe.As != exchange.Outsider && isPolicys(first) && t.refused(probe) && slices.ContainsFunc(found, isForbidden):
		return Unasked{
			Outcome: NotApplicable, Evidence: append(evidence, probe),
			Reason: fmt.Sprintf("the target's policy does not let %s show actions", probe.As),
		}
	case probe.As != exchange.Outsider && t.mayNotList(probe) && slices.ContainsFunc(found, isForbidden):
		return Unasked{
			Outcome: NotApplicable, Evidence: append(evidence, probe),
			Reason: fmt.Sprintf("the target's policy does not let %s list actions", probe.As),
		}
	}
	return t.gone(probe)
}

// gone excuses a 404 to the question for the actions of one of the servers that
// discovery looks through, where the server is listed no more at the end: in
// some clouds a server lives for minutes. Somebody was listed actions, and no
// answer is about that server.
func (t *Trial) gone(probe exchange.Probe) Unasked {
	a, symbols := t.heard(probe), probe.Symbols()
	if !isList(probe) || a == nil || a.Response.Status != http.StatusNotFound || objectOf(a, "itemNotFound") == nil {
		return Unasked{}
	}
	at := slices.IndexFunc(symbols, func(symbol string) bool { return strings.HasPrefix(symbol, lookedAt) })
	if at < 0 {
		return Unasked{}
	}
	id, listed := t.walk.Values()[symbols[at]], false
	for _, b := range t.everything() {
		if b.Response.Status != http.StatusOK || !strings.Contains(b.Exchange.Request.URL, "/os-instance-actions") {
			continue
		}
		if strings.Contains(b.Exchange.Request.URL, id) {
			return Unasked{}
		}
		listed = true
	}
	look := t.finder.lastServers()
	last := t.heard(look)
	switch {
	case !listed:
		return Unasked{}
	case last == nil || last.Response.Status != http.StatusOK:
		return Unasked{
			Outcome: Inconclusive, Evidence: []exchange.Probe{probe, look},
			Reason: fmt.Sprintf("the server was listed among others, and nothing tells whether it was deleted before its actions were asked for, since %s was not answered 200: run again", look),
		}
	case slices.ContainsFunc(listAt(last, "servers"), func(server map[string]any) bool { return textIn(server, "id") == id }):
		return Unasked{}
	}
	return Unasked{
		Outcome: NotApplicable, Evidence: []exchange.Probe{probe, look},
		Reason: "the server was listed among others, and deleted before its actions were asked for",
	}
}

// mayNotList reports that a probe for a list was refused by the target's
// policy. The policy has a rule of its own for lists, which knows no editions:
// whoever is given any list may list.
func (t *Trial) mayNotList(probe exchange.Probe) bool {
	if a := t.heard(probe); !isList(probe) || a == nil || !isPolicys(a) {
		return false
	}
	return !slices.ContainsFunc(t.everything(), func(a *match.Answer) bool {
		p := a.Exchange.Probe
		return p.As == probe.As && isList(p) && a.Response.Status == http.StatusOK
	})
}

// isList reports that a probe asks for the actions of a server.
func isList(p exchange.Probe) bool {
	path, _, _ := strings.Cut(p.Path, "?")
	return p.Method == http.MethodGet && strings.HasSuffix(path, "/os-instance-actions")
}

// isForbidden reports that a violation is the status 403.
func isForbidden(v openapi.Violation) bool {
	return v.Kind == "status" && v.Got == strconv.Itoa(http.StatusForbidden)
}

// unproven excuses a 401 and a 403 where no control question shows that the
// actor's token is valid, and what it may do.
func (t *Trial) unproven(probe exchange.Probe) Unasked {
	a := t.heard(probe)
	if a == nil {
		return Unasked{}
	}
	lacking := map[int]string{http.StatusUnauthorized: "is valid", http.StatusForbidden: "may see any action"}[a.Response.Status]
	if lacking == "" {
		return Unasked{}
	}
	return Unasked{
		Outcome: Inconclusive, Evidence: []exchange.Probe{probe},
		Reason: fmt.Sprintf("it was answered %d, and nothing shows that the token of %s %s", a.Response.Status, probe.As, lacking),
	}
}

// refused reports that a probe was answered 403.
func (t *Trial) refused(probe exchange.Probe) bool {
	a := t.heard(probe)
	return a != nil && a.Response.Status == http.StatusForbidden
}
