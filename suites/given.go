package suites

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/osact/osact/suites/match"
)

// misgiven excuses a 404 about an action that is given by hand where no answer
// knows the action: a mistyped id, or one of a server that is long gone, is no
// mistake of the target's.
func (t *Trial) misgiven(c Claim) Unasked {
	for _, part := range Parts() {
		server, id := t.walk.Values()[part+".server"], t.walk.Values()[part+".id"]
		if !t.walk.Plan().Given(part+".id") || !t.answeredNotFound(c, server) || t.knows(server, id) {
			continue
		}
		flag := "--cast " + part
		if part == "finished" {
			flag = "--server and --action"
		}
		return Unasked{
			Outcome: Inconclusive, Evidence: c.Asks,
			Reason: fmt.Sprintf("no answer shows or lists the action %s of server %s: check what is given by %s, and run again", id, server, flag),
		}
	}
	return Unasked{}
}

// knows reports that an answer shows an action, or lists it.
func (t *Trial) knows(server, id string) bool {
	return slices.ContainsFunc(t.everything(), func(a *match.Answer) bool {
		if a.Response.Status != http.StatusOK || askedOf(a) != server {
			return false
		}
		is := func(action map[string]any) bool { return textIn(action, "request_id") == id }
		return is(objectAt(a, "instanceAction")) || slices.ContainsFunc(listAt(a, "instanceActions"), is)
	})
}
