package match

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/osact/osact/openapi"
)

// MatchRecord demands that each answer shows or lists every action with the values
// that the record of that action has, key by key, of the keys that both have.
// While an action goes on its message, its updated_at and its events may change.
func MatchRecord() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation {
		records := s.Records()
		var wrong []openapi.Violation
		for _, v := range viewsOf(a) {
			if r := records.actions[v.of]; r != nil && r.from != a && !r.twice {
				wrong = append(wrong, r.differences(v)...)
			}
			if len(wrong) >= maxDifferences {
				break
			}
		}
		return wrong
	})
}

// differences names where a view is not what the record says.
func (r *record) differences(v view) []openapi.Violation {
	var wrong []openapi.Violation
	differ := func(at string, want, got any) {
		wrong = append(wrong, openapi.Violation{
			Kind: "difference", At: v.at + at,
			Want: fmt.Sprintf("%s, as %s is answered", openapi.Excerpt(want), r.from.Exchange.Probe), Got: openapi.Excerpt(got),
		})
	}
	for _, key := range slices.Sorted(maps.Keys(v.action)) {
		want, ok := r.action[key]
		got := v.action[key]
		switch {
		case !ok, key != "events" && r.moves[key]:
		case key == "events":
			r.events(want, got, differ)
		case !reflect.DeepEqual(want, got):
			differ("/"+openapi.Token(key), want, got)
		}
	}
	return wrong
}

// events compares two lists of events, of which the one may be the end of the
// other where the action went on.
func (r *record) events(want, got any, differ func(at string, want, got any)) {
	left, ok1 := want.([]any)
	right, ok2 := got.([]any)
	if !ok1 || !ok2 {
		return // no list: the description refuses that at its own place
	}
	if len(left) != len(right) && !r.moves["events"] {
		differ("/events", fmt.Sprintf("%d events", len(left)), fmt.Sprintf("%d events", len(right)))
		return
	}
	both := min(len(left), len(right))
	left, newer := left[len(left)-both:], len(right)-both
	for i := range both {
		x, _ := left[i].(map[string]any)
		y, _ := right[newer+i].(map[string]any)
		ended := r.moves["events"] && !reflect.DeepEqual(x["finish_time"], y["finish_time"])
		for _, key := range slices.Sorted(maps.Keys(y)) {
			value, ok := x[key]
			told := ended && slices.Contains([]string{"finish_time", "result", "traceback", "details"}, key)
			if ok && !told && !reflect.DeepEqual(value, y[key]) {
				differ(fmt.Sprintf("/events/%d/%s", newer+i, openapi.Token(key)), value, y[key])
			}
		}
	}
}
