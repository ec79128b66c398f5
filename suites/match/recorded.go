package match

import (
	"fmt"
	"net/http"
	"time"

	"github.com/osact/osact/openapi"
)

// WhereShown demands what the check does of those answers that show an action.
func WhereShown(check Check) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		if a.Response.Status != http.StatusOK {
			return nil
		}
		one := *s
		one.Answers = []*Answer{a}
		return check(&one)
	})
}

// BeKnownWhenAskedAgain demands of the looks at an action that none but the first is told
// that there is no such action: a database may lag behind, for less than a second.
func BeKnownWhenAskedAgain() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		if a.Exchange.Probe.Nth == 0 || a.Response.Status != http.StatusNotFound {
			return nil
		}
		return wrongStatus(a, http.StatusOK)
	})
}

// HaveKnownAt demands that each shown action has a text at a JSON pointer: that
// which the given one stands for, where its symbols are bound, or else any.
func HaveKnownAt(pointer, want string) Check {
	return shown(func(s *Scene, _ *Answer, doc any) []openapi.Violation {
		value, err := s.Bindings.Fill(want)
		known := err == nil
		var got any
		for _, p := range find(doc, pointer) {
			if text, ok := p.value.(string); ok && (!known || text == value) {
				return nil
			}
			got = p.value
		}
		if !known {
			value = "a text"
		}
		return []openapi.Violation{{Kind: "value", At: pointer, Want: openapi.Printable(value), Got: openapi.Excerpt(got)}}
	})
}

// HaveTimesNearRequest demands of two answers, the one to the request that caused
// an action and the one that shows it, that each time at the places, "*" being
// every element of a list, is when the request was answered, by the Date of that
// answer, give or take the tolerance.
func HaveTimesNearRequest(tolerance time.Duration, places ...string) Check {
	return func(s *Scene) []openapi.Violation {
		date, err := http.ParseTime(s.Answers[0].Response.Header.Get("Date"))
		if err != nil {
			return nil // there is nothing to compare with
		}
		one := *s
		one.Answers = s.Answers[1:]
		return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
			var wrong []openapi.Violation
			for _, place := range places {
				for _, p := range find(doc, place) {
					if t, ok := instant(p.value); ok && t.Sub(date).Abs() > tolerance {
						wrong = append(wrong, openapi.Violation{
							Kind: "value", At: p.at,
							Want: fmt.Sprintf("within %s of %s, when the request was answered", tolerance, date.UTC().Format(layout)), Got: openapi.Excerpt(p.value),
						})
					}
				}
			}
			return wrong
		})(&one)
	}
}

// HaveRecordedNothing demands that the last answer lists the actions that the first
// one lists, and no others.
func HaveRecordedNothing() Check {
	const at = "/instanceActions/*/request_id"
	return func(s *Scene) []openapi.Violation {
		lists := *s
		lists.Answers = []*Answer{s.Answers[0], s.Answers[len(s.Answers)-1]}
		docs, wrong := documents(&lists)
		if wrong != nil {
			return wrong
		}
		before, after := find(docs[0], at), find(docs[1], at)
		known := map[string]bool{} // as excerpts, since an id may be an object, which is no key of a map
		for _, p := range before {
			known[openapi.Excerpt(p.value)] = true
		}
		for _, p := range after {
			if !known[openapi.Excerpt(p.value)] {
				wrong = append(wrong, openapi.Violation{Kind: "presence", At: p.at, Want: "an action that was listed before", Got: openapi.Excerpt(p.value)})
			}
		}
		if wrong == nil && len(after) != len(before) {
			wrong = append(wrong, openapi.Violation{
				Kind: "presence", At: "/instanceActions",
				Want: fmt.Sprintf("%d actions, as before", len(before)), Got: fmt.Sprintf("%d actions", len(after)),
			})
		}
		return wrong
	}
}
