package judge

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// unknownAction excuses a 404 about an action that is given by hand where no answer
// knows the action: a mistyped id, or one of a server that is long gone, is no
// mistake of the target's.
func (e *Evaluator) unknownAction(c claim.Claim) plan.Unasked {
	for _, part := range cast.Parts() {
		server, id := e.execution.Values()[part+".server"], e.execution.Values()[part+".id"]
		if !e.execution.Plan().Given(part+".id") || !e.answeredNotFound(c, server) || e.knows(server, id) {
			continue
		}
		flag := "--cast " + part
		if part == "finished" {
			flag = "--server and --action"
		}
		return plan.Unasked{
			Outcome: claim.Inconclusive, Evidence: c.Asks,
			Reason: fmt.Sprintf("no answer shows or lists the action %s of server %s: check what is given by %s, and run again", id, server, flag),
		}
	}
	return plan.Unasked{}
}

// knows reports that an answer shows an action, or lists it.
func (e *Evaluator) knows(server, id string) bool {
	return slices.ContainsFunc(e.everything(), func(a *match.Answer) bool {
		if a.Response.Status != http.StatusOK || a.ServerAsked() != server {
			return false
		}
		is := func(action map[string]any) bool { return match.TextIn(action, "request_id") == id }
		return is(a.ShownObject("instanceAction")) || slices.ContainsFunc(a.List("instanceActions"), is)
	})
}
