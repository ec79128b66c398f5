package cast

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// noProject is what a refusal names in the place of the project of a token
// that is for none: one for the whole system.
const noProject = "None"

// isOfNoProject reports that a token is for no project, by the refusal of a URL
// that names one.
func isOfNoProject(refusal *match.Answer) bool {
	return strings.Contains(refusal.Text("/badRequest/message"), "Context's project_id '"+noProject+"'")
}

// contextForm is how a refusal names the project of the token.
var contextForm = regexp.MustCompile(`Context's project_id '([0-9A-Za-z_-]+)'`)

// ownProject reads an actor's project from the refusal of a URL that names
// another one: a token alone does not tell its project.
func (f Finder) ownProject(actor exchange.Actor) plan.Capture {
	version := "/v2.1/"
	if f.Legacy {
		version = "/v2/"
	}
	probe := exchange.Probe{
		As: actor, Method: http.MethodGet,
		Path: version + claim.UnknownProject + "/servers/" + claim.UnknownServer + "/os-instance-actions/" + claim.UnknownAction,
	}
	missing := plan.Unasked{
		Outcome: claim.Untested,
		Reason:  fmt.Sprintf("the project of %s is not known: give --project %s=ID", actor, actor),
	}
	return plan.Capture{
		Binds: []string{claim.ProjectOf(actor)},
		From:  []exchange.Probe{probe},
		Pick: func(answers []*match.Answer) []string {
			m := contextForm.FindStringSubmatch(answers[0].Text("/badRequest/message"))
			if m == nil || m[1] == noProject {
				return []string{""}
			}
			return m[1:]
		},
		Missing: missing,
		Refused: func(first *match.Answer) (plan.Unasked, bool) {
			if !isOfNoProject(first) {
				return missing, plan.Unreliable(first.Exchange) == "" || first.Response.Status == http.StatusNotFound
			}
			return plan.Unasked{
				Outcome:  claim.NotApplicable,
				Reason:   fmt.Sprintf("the token of %s is for the whole system, so it has no project to name in a URL", actor),
				Evidence: []exchange.Probe{probe},
			}, true
		},
	}
}
