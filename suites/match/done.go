package match

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/osact/osact/openapi"
)

// HaveLatestFirst demands that the last answer lists the actions of one user
// that the answers before it show, the last of these first, and no others.
// Listed actions of whoever else are passed over, and answers that show none;
// so is the action of the given request id, which may be a symbol: it can be
// the same user's, who asked in another role.
func HaveLatestFirst(but string) Check {
	return func(s *Scene) []openapi.Violation {
		other, err := s.Bindings.Fill(but)
		if err != nil {
			other = but
		}
		list := *s
		list.Answers = s.Answers[len(s.Answers)-1:]
		docs, wrong := documents(&list)
		if wrong != nil {
			return wrong
		}
		var want []string
		var user any
		for _, a := range s.Answers[:len(s.Answers)-1] {
			if doc, ok := a.Document(); ok {
				action, _ := field(doc, "instanceAction")
				if id, ok := field(action, "request_id"); ok {
					want = append(want, openapi.Excerpt(id))
					user, _ = field(action, "user_id")
				}
			}
		}
		slices.Reverse(want)
		var got []string
		for _, item := range find(docs[0], listedActions) {
			if who, _ := field(item.value, "user_id"); reflect.DeepEqual(who, user) && requestOf(item) != other {
				got = append(got, openapi.Excerpt(requestOf(item)))
			}
		}
		if slices.Equal(want, got) {
			return nil
		}
		return []openapi.Violation{{Kind: "order", At: "/instanceActions", Want: fmt.Sprint(want), Got: fmt.Sprint(got)}}
	}
}

// HaveNowhere demands that no answer has the given text at any of the places
// that the pattern points to.
func HaveNowhere(pattern, unwanted string) Check {
	return parsed(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, p := range find(doc, pattern) {
			if p.value == any(unwanted) {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: "anything but " + openapi.Excerpt(unwanted), Got: openapi.Excerpt(p.value)})
			}
		}
		return wrong
	})
}
