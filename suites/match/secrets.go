package match

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// minTelling is how long a text must be, in bytes, for its presence to tell
// anything: shorter ones occur by chance.
const minTelling = 8

// ContainNothingHidden demands of two answers about one action, an operator's and
// another user's, that the second holds nothing which only an operator is shown:
// no line of a traceback, no host, no details. What the operator is shown at
// other places too, or the other user has asked for, is no secret.
func ContainNothingHidden() Check {
	return func(s *Scene) []openapi.Violation {
		action, wrong := firstAction(s)
		if wrong != nil {
			return wrong
		}
		hidden, public := []located{}, texts(action, "traceback", "host", "details")
		for _, key := range []string{"traceback", "host", "details"} {
			hidden = append(hidden, find(action, "/instanceAction/events/*/"+key)...)
		}
		return s.Answers[1].holdNone(hidden, public)
	}
}

// ContainNothingOfFirst demands of two answers, of which the first shows an
// action, that the second holds nothing of what that is, whose and when, but
// what it was asked for.
func ContainNothingOfFirst() Check {
	return func(s *Scene) []openapi.Violation {
		action, wrong := firstAction(s)
		if wrong != nil {
			return wrong
		}
		var hidden []located
		for _, key := range []string{"action", "user_id", "project_id", "start_time", "updated_at", "message"} {
			hidden = append(hidden, find(action, "/instanceAction/"+key)...)
		}
		return s.Answers[1].holdNone(hidden, nil)
	}
}

// firstAction decodes the first answer, which must show an action.
func firstAction(s *Scene) (any, []openapi.Violation) {
	wrong := wrongStatus(s.Answers[0], 200)
	d := s.Answers[0].decode()
	if d.Syntax != nil {
		wrong = append(wrong, *d.Syntax)
	}
	return d.Value, wrong
}

// linesSought bounds how many lines of hidden texts are looked for: an answer
// may hold as many as it likes.
const linesSought = 500

// holdNone reports each line of the hidden texts that the body of the answer
// holds, each once, unless a public text or the question holds it too.
func (a *Answer) holdNone(hidden []located, public []string) []openapi.Violation {
	told := joined(append(slices.Clone(public), a.Exchange.Request.URL))
	said := []string{string(a.Response.Body)}
	if doc, ok := a.Document(); ok {
		said = texts(doc)
	}
	all := joined(said)
	var wrong []openapi.Violation
	sought := map[string]bool{}
	for _, h := range hidden {
		text, _ := h.value.(string)
		for line := range strings.SplitSeq(text, "\n") {
			line = strings.TrimSpace(line)
			if len(line) < minTelling || sought[line] || len(sought) == linesSought {
				continue
			}
			sought[line] = true
			if strings.Contains(told, line) {
				continue
			}
			for _, name := range a.headersWith(line) {
				wrong = append(wrong, openapi.Violation{
					Kind: "secret", At: "header " + name,
					Want: fmt.Sprintf("nothing of %s in an answer to %s", h.at, a.Exchange.Probe.As), Got: openapi.Printable(line),
				})
			}
			if strings.Contains(all, line) {
				wrong = append(wrong, openapi.Violation{
					Kind: "secret", At: "",
					Want: fmt.Sprintf("nothing of %s in an answer to %s", h.at, a.Exchange.Probe.As),
					Got:  openapi.Excerpt(said[slices.IndexFunc(said, holding(line))]),
				})
			}
		}
	}
	return wrong
}

// headersWith returns the names of the headers of which one is known to have had a
// word, in order.
func (a *Answer) headersWith(word string) []string {
	var names []string
	for name, values := range a.Response.Header {
		if slices.ContainsFunc(values, func(v string) bool { return exchange.HasWord(v, word) }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// joined puts texts one after another, so that one search looks through them
// all. No line goes on from one into the next.
func joined(texts []string) string { return strings.Join(texts, "\n") }

func holding(part string) func(string) bool {
	return func(text string) bool { return strings.Contains(text, part) }
}

// texts returns the keys and the texts of a document, without what stands under
// the given keys.
func texts(doc any, without ...string) []string {
	switch v := doc.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, child := range v {
			all = append(all, texts(child, without...)...)
		}
		return all
	case map[string]any:
		var all []string
		for _, key := range keys(v, nil) {
			if !slices.Contains(without, key) {
				all = append(append(all, key), texts(v[key], without...)...)
			}
		}
		return all
	}
	return nil
}

// ContainNoInternals demands that a refusal holds neither an action nor a stack
// trace of the service.
func ContainNoInternals() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		var wrong []openapi.Violation
		if a.Response.Status < http.StatusMultipleChoices {
			return nil // who is served is not refused: whether that is right is another question
		}
		said := []string{string(a.Response.Body)}
		if doc, ok := a.Document(); ok {
			said = texts(doc)
		}
		for _, internal := range []string{"instanceAction", "Traceback (most recent call last)", `  File "/`, "sqlalchemy", "oslo_db", "pymysql", "INSERT INTO", "mysql+", "rabbit://"} {
			if at := slices.IndexFunc(said, holding(internal)); at >= 0 {
				wrong = append(wrong, openapi.Violation{Kind: "secret", At: "", Want: fmt.Sprintf("nothing with %q", internal), Got: openapi.Excerpt(said[at])})
			}
		}
		return wrong
	})
}
