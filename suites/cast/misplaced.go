package cast

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// misplacedAction finds a server and an action that it does not have, though
// another of the servers has it.
func (f Finder) misplacedAction() plan.Capture {
	c := plan.Capture{
		Binds: []string{"misplaced.server", "misplaced.id"},
		From:  f.someActions().From,
		Pick: func(answers []*match.Answer) []string {
			for _, a := range answers {
				for _, b := range answers {
					if id := lackedBy(b, a); id != "" {
						return []string{b.ServerAsked(), id}
					}
				}
			}
			return []string{"", ""}
		},
		Missing: plan.Unasked{
			Outcome: claim.NotApplicable,
			Reason:  fmt.Sprintf("not seen: no action of one of the %s's servers is lacked by another", f.Owner),
		},
	}
	c.Missing.Evidence = slices.Concat(f.someServers().From, c.From)
	return c
}

// lackedBy returns the id of an action that one list has and another, which
// was answered too, has not; empty where there is none.
func lackedBy(without, with *match.Answer) string {
	if without == nil || without.Response.Status != http.StatusOK {
		return ""
	}
	has := map[string]bool{}
	for _, action := range without.List("instanceActions") {
		has[match.TextIn(action, "request_id")] = true
	}
	for _, action := range with.List("instanceActions") {
		if id := match.TextIn(action, "request_id"); id != "" && !has[id] {
			return id
		}
	}
	return ""
}
