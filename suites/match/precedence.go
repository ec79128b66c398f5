package match

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
)

// Factors are the respects in which a question differs from others, and the values
// of what a refusal of it may have to name, by the words of the contract. Where
// there are several values, one of them has to be named.
type Factors struct {
	Question openapi.Question
	Names    map[string][]string
}

// MatchPrecedence demands that each answer is what comes of its question by the
// order in which the API decides: the status, the fault, and what its message
// names. A question of which not every factor is known is passed over.
func MatchPrecedence() Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		factors, ok := s.Factors(a)
		if !ok {
			return nil
		}
		expected := s.Contract.Expected(factors.Question)
		replies := slices.Concat(expected.Right, expected.Tolerated)
		if factors.Question.Edition.IsLegacy() {
			replies = append(replies, inAnyOrder(factors.Question)...)
		}
		refused := a.Response.Status >= 400 && a.Response.Status <= 499
		if len(replies) == 0 || expected.ByAnyone && refused {
			return nil
		}
		if wrong := actionIn(a); wrong != nil && a.Exchange.Request.Method == http.MethodOptions {
			return wrong
		}
		var closest string
		for _, reply := range replies {
			wrong := a.unlike(reply, factors.Names)
			if wrong == "" {
				return nil
			}
			if closest == "" || a.Response.Status == reply.Status && a.fault() == reply.Fault {
				closest = wrong
			}
		}
		if factors.Question.Token == "forged" && slices.Contains([]int{http.StatusBadRequest, http.StatusForbidden}, a.Response.Status) {
			return nil // headers that say who asks may be refused in front of the API
		}
		return []openapi.Violation{{
			Kind: "status", At: "status",
			Want: fmt.Sprintf("%s, by the rule %q of osact contract --precedence", expected, expected.Right[0].Rule), Got: closest,
		}}
	})
}

// fault returns the key of the body's envelope where it is that of a refusal.
func (a *Answer) fault() string {
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	for key, inner := range envelope {
		if fault, _ := inner.(map[string]any); len(envelope) == 1 && a.Response.Status >= 400 && fault["code"] != nil {
			return key
		}
	}
	return ""
}

// unlike says in what an answer is not a reply; empty if it is.
func (a *Answer) unlike(reply openapi.Reply, names map[string][]string) string {
	got := strings.TrimSpace(fmt.Sprintf("%d %s", a.Response.Status, a.fault()))
	if a.Exchange.Request.Method == http.MethodHead && a.Response.Status == reply.Status {
		return "" // it has no body
	}
	if a.Response.Status != reply.Status || reply.Fault != "" && a.fault() != reply.Fault {
		return openapi.Printable(got)
	}
	message := TextIn(a.Object(reply.Fault), "message")
	for _, word := range reply.Names {
		values := names[word]
		if len(values) > 0 && !slices.ContainsFunc(values, func(value string) bool { return strings.Contains(message, value) }) {
			return fmt.Sprintf("%s, whose message does not name %s: %s", openapi.Printable(got), word, openapi.Excerpt(message))
		}
	}
	if slices.Contains(reply.Names, "url-project") && swapped(message, names["url-project"]) {
		return "a message that has the two projects the wrong way round: " + openapi.Excerpt(message)
	}
	return ""
}

// swapped reports that a message says in upstream's words which project the URL
// has, and names another.
func swapped(message string, project []string) bool {
	_, rest, said := strings.Cut(message, "URL's project_id '")
	return said && len(project) == 1 && !strings.HasPrefix(rest, project[0]+"'")
}
