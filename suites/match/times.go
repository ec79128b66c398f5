package match

import (
	"fmt"
	"time"

	"github.com/osact/osact/openapi"
)

// layout is how the API writes a time: UTC without saying so.
const layout = "2006-01-02T15:04:05.999999"

// instant reads a time; not ok for null and for what is no time, which the
// description refuses at its own place.
func instant(value any) (time.Time, bool) {
	s, ok := value.(string)
	if !ok {
		return time.Time{}, false
	}
	t, err := time.Parse(layout, s)
	return t, err == nil
}

// HaveTimesInOrder demands that no event of a shown action starts before the
// action or ends before it started. The hosts of a cloud write these times by
// their own clocks, so skew is what is forgiven.
func HaveTimesInOrder(skew time.Duration) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		notBefore := func(at, late string, lateValue any, there, early string, earlyValue any) {
			l, ok1 := instant(lateValue)
			e, ok2 := instant(earlyValue)
			if ok1 && ok2 && l.Before(e.Add(-skew)) {
				wrong = append(wrong, openapi.Violation{
					Kind: "order", At: at + late,
					Want: fmt.Sprintf("not before %s, %s", there+early, openapi.Excerpt(earlyValue)), Got: openapi.Excerpt(lateValue),
				})
			}
		}
		action, _ := field(doc, "instanceAction")
		began, _ := field(action, "start_time")
		for _, e := range find(doc, "/instanceAction/events/*") {
			start, _ := field(e.value, "start_time")
			finish, _ := field(e.value, "finish_time")
			notBefore(e.at, "/start_time", start, "/instanceAction", "/start_time", began)
			notBefore(e.at, "/finish_time", finish, e.at, "/start_time", start)
		}
		return wrong
	})
}

// HaveUpdatedLast demands that nothing in a shown action happened after its
// updated_at, in whole seconds; skew is what the clocks of hosts may differ by.
// It may only be null as long as no event has finished, or where the action may be
// older than the release that first kept it. Answers before the last update that was told
// are passed over: a cloud reads the action and then its events, and these may go on in between.
func HaveUpdatedLast(skew time.Duration) Check {
	const at = "/instanceAction/updated_at"
	return shown(func(s *Scene, a *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		if s.Records().isUpdatedLater(a) {
			return nil
		}
		for _, place := range find(doc, at) {
			updated, ok := instant(place.value)
			if finished := someText(doc, "/instanceAction/events/*/finish_time"); place.value == nil && finished != "" && s.Records().keptUpdates(doc) {
				wrong = append(wrong, openapi.Violation{Kind: "order", At: at, Want: "a time, since an event has finished: " + finished, Got: "null"})
			}
			for _, pattern := range []string{"/instanceAction/start_time", "/instanceAction/events/*/start_time", "/instanceAction/events/*/finish_time"} {
				for _, earlier := range find(doc, pattern) {
					t, known := instant(earlier.value)
					if ok && known && t.Truncate(time.Second).After(updated.Truncate(time.Second).Add(skew)) {
						wrong = append(wrong, openapi.Violation{
							Kind: "order", At: at,
							Want: fmt.Sprintf("not before %s, %s", earlier.at, openapi.Excerpt(earlier.value)), Got: openapi.Excerpt(place.value),
						})
					}
				}
			}
		}
		return wrong
	})
}

// someText returns the first text at a pattern; empty where there is none.
func someText(doc any, pattern string) string {
	for _, place := range find(doc, pattern) {
		if text, ok := place.value.(string); ok {
			return openapi.Printable(text)
		}
	}
	return ""
}

// field returns a member of an object; nil and false where there is none.
func field(value any, name string) (any, bool) {
	object, _ := value.(map[string]any)
	member, ok := object[name]
	return member, ok
}
