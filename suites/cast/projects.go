package cast

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// projectForm is how the identity service writes a project, where it is no part of
// another id.
var projectForm = regexp.MustCompile(`(?:^|[^0-9A-Za-z-])([0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:$|[^0-9A-Za-z-])`)

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

// otherProjectIn is the one project that a refusal names beside what was asked for.
func otherProjectIn(text, asked string) string {
	var found []string
	for _, m := range projectForm.FindAllStringSubmatch(text, -1) {
		if id := m[1]; !strings.Contains(asked, id) && !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// projectShown is the project in the path of the answer that shows an action, if one
// does.
func projectShown(answers []*match.Answer) string {
	for _, a := range answers {
		if a.ShownObject("instanceAction") != nil {
			_, path, _ := strings.Cut(a.Exchange.Request.URL, "/v2/")
			project, _, _ := strings.Cut(path, "/")
			return project
		}
	}
	return ""
}

// ownProject reads an actor's project from the refusal of a URL that names
// another one: a token alone does not tell its project.
func (f Finder) ownProject(actor exchange.Actor, byHand bool) plan.Capture {
	version := "/v2.1/"
	if f.Legacy {
		version = "/v2/"
	}
	probe := exchange.Probe{
		As: actor, Method: http.MethodGet,
		Path: version + claim.UnknownProject + "/servers/" + claim.UnknownServer + "/os-instance-actions/" + claim.UnknownAction,
	}
	if byHand && f.Legacy { // of a server that there is: nobody says which of two errors wins
		probe.Path = version + claim.UnknownProject + Finished.Path()
	}
	from := []exchange.Probe{probe}
	if byHand && f.Legacy && actor != f.Owner && actor != exchange.Outsider {
		// Below /v2 the wording is free. Who may see the action may be in its project.
		from = append(from, exchange.Probe{As: actor, Method: http.MethodGet, Path: "/v2/{" + claim.ProjectOf(f.Owner) + "}" + Finished.Path()})
	}
	missing := plan.Unasked{
		Outcome: claim.Untested,
		Reason:  fmt.Sprintf("the project of %s is not known: give --project %s=ID", actor, actor),
	}
	return plan.Capture{
		Binds: []string{claim.ProjectOf(actor)},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			refusal := answers[0].Text("/badRequest/message")
			if m := contextForm.FindStringSubmatch(refusal); m != nil {
				return []string{strings.TrimSuffix(m[1], noProject)}
			}
			if f.Legacy {
				asked := ""
				if refusal != "" {
					asked = answers[0].Exchange.Request.URL
				}
				return []string{cmp.Or(otherProjectIn(refusal, asked), projectShown(answers[1:]))}
			}
			return []string{""}
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
