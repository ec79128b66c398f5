package diagnose

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/accessrule"
	"github.com/osact/osact/suites/exchange"
)

// narrowed says that an actor's token is accepted for some questions and refused for
// others, as that of an application credential with access rules is, and which these are.
func narrowed(recording exchange.Recording) string {
	var all []string
	for _, actor := range exchange.Actors() {
		if _, plays := recording.Actors[actor]; !plays || !actor.HasAccount() {
			continue
		}
		if sentence := narrowedAs(recording, actor); sentence != "" {
			all = append(all, sentence)
		}
	}
	return strings.Join(all, "; ")
}

// mostUncovered bounds how many kinds of questions are named.
const mostUncovered = 4

func narrowedAs(recording exchange.Recording, actor exchange.Actor) string {
	accepted, refused := map[string]bool{}, map[string]bool{} // questions
	covered := map[string]bool{}                              // kinds of them
	var kinds []string                                        // of which some was refused
	between := false                                          // whether one was accepted after one was refused
	for _, x := range recording.Exchanges {
		if x.Probe.As != actor || x.Response == nil || x.Failure != nil || x.Probe.Variant != "" {
			continue
		}
		question, rule := x.Probe.Method+" "+x.Request.URL, accessrule.For([]exchange.Probe{x.Probe})[0]
		kind := rule.Method + " " + rule.Path
		switch {
		case x.Response.Status != http.StatusUnauthorized:
			accepted[question], covered[kind] = true, true
			between = between || len(refused) > 0 && x.Response.Status == http.StatusOK
		case x.Response.Header.Get("WWW-Authenticate") != "":
			refused[question] = true
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	maps.DeleteFunc(refused, func(question string, _ bool) bool { return accepted[question] })
	if !between || len(refused) == 0 {
		return ""
	}
	text := fmt.Sprintf("as if the token of %s were narrowed by access rules", actor)
	if own := recording.Actors[actor].AccessRules; len(own) > 0 {
		text += fmt.Sprintf(" (%s)", openapi.Printable(strings.Join(own, ", ")))
	}
	text += fmt.Sprintf(": 401 is the answer to %d of its questions", len(refused))
	if uncovered := slices.DeleteFunc(kinds, func(kind string) bool { return covered[kind] }); len(uncovered) > 0 {
		slices.SortFunc(uncovered, func(a, b string) int { return strings.Compare(a[strings.Index(a, "/"):], b[strings.Index(b, "/"):]) })
		text += ", and no rule covers " + strings.Join(uncovered[:min(len(uncovered), mostUncovered)], ", ")
		if n := len(uncovered) - mostUncovered; n > 0 {
			text += fmt.Sprintf(" and %d more", n)
		}
	}
	return text + "; osact plan --access-rules prints the rules that a run needs"
}
