package judge

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// mayNotList reports that a probe for a list was refused by the target's
// policy. The policy has a rule of its own for lists, which knows no editions:
// whoever is given any list may list.
func (e *Evaluator) mayNotList(probe exchange.Probe) bool {
	if a := e.heard(probe); !claim.IsList(probe) || a == nil || !a.IsPolicyRefusal() {
		return false
	}
	return !slices.ContainsFunc(e.everything(), func(a *match.Answer) bool {
		p := a.Exchange.Probe
		return p.As == probe.As && claim.IsList(p) && a.Response.Status == http.StatusOK
	})
}

// isForbidden reports that a violation is the status 403.
func isForbidden(v openapi.Violation) bool {
	return v.Kind == "status" && v.Got == strconv.Itoa(http.StatusForbidden)
}

// unproven excuses a 401 and a 403 where no control question shows that the
// actor's token is valid, and what it may do.
func (e *Evaluator) unproven(probe exchange.Probe) plan.Unasked {
	a := e.heard(probe)
	if a == nil {
		return plan.Unasked{}
	}
	lacking := map[int]string{http.StatusUnauthorized: "is valid", http.StatusForbidden: "may see any action"}[a.Response.Status]
	if lacking == "" {
		return plan.Unasked{}
	}
	return plan.Unasked{
		Outcome: claim.Inconclusive, Evidence: []exchange.Probe{probe},
		Reason: fmt.Sprintf("it was answered %d, and nothing shows that the token of %s %s", a.Response.Status, probe.As, lacking),
	}
}

// refused reports that a probe was answered 403.
func (e *Evaluator) refused(probe exchange.Probe) bool {
	a := e.heard(probe)
	return a != nil && a.Response.Status == http.StatusForbidden
}
