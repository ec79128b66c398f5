package match

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
)

// HaveNewestEventsFirst demands that no event of a shown action starts more
// than late after one listed before it, in whole seconds: what is stored is
// often no finer, and the order is that in which events were stored, while the
// start is by the clock of the event's host.
func HaveNewestEventsFirst(late time.Duration) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		var earliest time.Time
		for _, place := range find(doc, "/instanceAction/events/*/start_time") {
			start, ok := instant(place.value)
			if !ok {
				continue
			}
			start = start.Truncate(time.Second)
			if !earliest.IsZero() && start.After(earliest.Add(late)) {
				wrong = append(wrong, openapi.Violation{
					Kind: "order", At: place.at,
					Want: fmt.Sprintf("at most %s after %s, the start of an event listed before it", late, earliest.Format(layout)), Got: openapi.Excerpt(place.value),
				})
			}
			if earliest.IsZero() || start.Before(earliest) {
				earliest = start
			}
		}
		return wrong
	})
}

// WhereEventsShown demands what the check does of those answers whose action
// has the key events: whether it has is for the policy to say.
func WhereEventsShown(check Check) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		doc, _ := a.Document()
		action, _ := field(doc, "instanceAction")
		if _, shown := field(action, "events"); !shown && action != nil && a.Response.Status == http.StatusOK {
			return nil
		}
		one := *s
		one.Answers = []*Answer{a}
		return check(&one)
	})
}

// HaveResultsOnlyWhenFinished demands that an event has a result if and only
// if it has a time at which it finished.
func HaveResultsOnlyWhenFinished() Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, e := range find(doc, "/instanceAction/events/*") {
			finish, ok1 := field(e.value, "finish_time")
			result, ok2 := field(e.value, "result")
			if ok1 && ok2 && (finish == nil) != (result == nil) {
				want := "null, since finish_time is null"
				if finish != nil {
					want = "a result, since finish_time is " + openapi.Excerpt(finish)
				}
				wrong = append(wrong, openapi.Violation{Kind: "value", At: e.at + "/result", Want: want, Got: openapi.Excerpt(result)})
			}
		}
		return wrong
	})
}

// HaveEnded demands that each event which is shown has finished.
func HaveEnded() Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, e := range find(doc, "/instanceAction/events/*") {
			if finish, told := field(e.value, "finish_time"); told && finish == nil {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: e.at + "/finish_time", Want: "a time, since the server was deleted after that", Got: "null"})
			}
		}
		return wrong
	})
}

// HaveUsualSteps demands that an action which has events has one of those that
// steps gives for its name. Actions of other names are free.
func HaveUsualSteps(steps map[string][]string) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		action, _ := field(doc, "instanceAction")
		name, _ := field(action, "action")
		text, _ := name.(string)
		usual := func(event located) bool {
			return slices.ContainsFunc(steps[text], func(step string) bool { return event.value == any(step) })
		}
		if len(steps[text]) == 0 {
			return nil
		}
		events := find(doc, "/instanceAction/events/*/event")
		if len(events) == 0 || slices.ContainsFunc(events, usual) {
			return nil
		}
		return []openapi.Violation{{
			Kind: "value", At: "/instanceAction/events/*/event",
			Want: fmt.Sprintf("%s at one place at least, since the action is %s", strings.Join(steps[text], " or "), openapi.Excerpt(text)),
			Got:  fmt.Sprintf("%d events without it", len(events)),
		}}
	})
}

// HaveEqualEvents demands that two answers about one action list the same events
// in the same order, equal in every key that both of them show.
func HaveEqualEvents() Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		left, right := find(docs[0], "/instanceAction/events/*"), find(docs[1], "/instanceAction/events/*")
		if len(left) != len(right) {
			return []openapi.Violation{{
				Kind: "difference", At: "/instanceAction/events",
				Want: fmt.Sprintf("%d events, as %s is shown", len(left), s.Answers[0].Exchange.Probe.As),
				Got:  fmt.Sprintf("%d events, as %s is shown", len(right), s.Answers[1].Exchange.Probe.As),
			}}
		}
		for i := range left {
			a, _ := left[i].value.(map[string]any)
			b, _ := right[i].value.(map[string]any)
			for _, key := range keys(a, b) {
				x, inA := a[key]
				y, inB := b[key]
				if inA && inB && !reflect.DeepEqual(x, y) {
					wrong = append(wrong, openapi.Violation{Kind: "difference", At: left[i].at + "/" + openapi.Token(key), Want: openapi.Excerpt(x), Got: openapi.Excerpt(y)})
				}
			}
		}
		return wrong
	}
}
