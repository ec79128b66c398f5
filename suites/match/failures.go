package match

import (
	"fmt"

	"github.com/osact/osact/openapi"
)

// resultError is the result of an event that has failed.
const resultError = "Error"

// HaveDetailsOnlyOnFailure demands that an event which has not failed has neither a
// traceback nor details, where these are shown. On the legacy path an empty
// traceback will do: the document shows one. Where two events have one name, what
// ends the second is recorded of the first, and nothing is told by it.
func HaveDetailsOnlyOnFailure() Check {
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		if repeatsNames(doc) {
			return nil
		}
		for i, e := range eventsIn(doc) {
			if result, _ := field(e, "result"); result == resultError {
				continue
			}
			for _, key := range []string{"traceback", "details"} {
				value, ok := field(e, key)
				if ok && value != nil && (value != "" || !a.Place.Edition.IsLegacy()) {
					wrong = append(wrong, openapi.Violation{Kind: "value", At: eventAt(i, key), Want: "null, since the event has not failed", Got: openapi.Excerpt(value)})
				}
			}
		}
		return wrong
	})
}

// HaveTracebackOnFailure demands that an event which has failed has a traceback, where
// the key is shown.
func HaveTracebackOnFailure() Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for i, e := range eventsIn(doc) {
			result, _ := field(e, "result")
			traceback, ok := field(e, "traceback")
			if text, _ := traceback.(string); ok && result == resultError && text == "" {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: eventAt(i, "traceback"), Want: "a stack, since the event has failed", Got: openapi.Excerpt(traceback)})
			}
		}
		return wrong
	})
}

// HaveFailedEvent demands that an action of this name which has failed,
// and whose events lack the usual one, has the given event instead, with the
// result of a failure, where events are shown and no two of them have one name.
func HaveFailedEvent(name, usual, instead string) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		action, _ := field(doc, "instanceAction")
		called, _ := field(action, "action")
		message, _ := field(action, "message")
		if _, told := field(action, "events"); !told || called != any(name) || message != any(resultError) || repeatsNames(doc) {
			return nil
		}
		for _, e := range eventsIn(doc) {
			event, _ := field(e, "event")
			result, _ := field(e, "result")
			if event == any(usual) || event == any(instead) && result == any(resultError) {
				return nil
			}
		}
		return []openapi.Violation{{
			Kind: "value", At: "/instanceAction/events",
			Want: "an event " + instead + " whose result is Error", Got: fmt.Sprintf("%d events without it", len(eventsIn(doc))),
		}}
	})
}

// HaveNoMessageBeforeFailure demands that the message is null as long as none of
// the events that are shown has failed, unless two of them have one name.
func HaveNoMessageBeforeFailure() Check {
	const at = "/instanceAction/message"
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		places, events := find(doc, at), find(doc, "/instanceAction/events")
		if len(places) == 0 || len(events) == 0 || repeatsNames(doc) {
			return nil
		}
		message := places[0].value
		if message == nil || message == "" && a.Place.Edition.IsLegacy() {
			return nil
		}
		for _, result := range find(doc, "/instanceAction/events/*/result") {
			if result.value == resultError {
				return nil
			}
		}
		return []openapi.Violation{{Kind: "value", At: at, Want: "null, since no event has failed", Got: openapi.Excerpt(message)}}
	})
}

// UnlessNamesRepeat demands what the check does of those answers in which no two
// events have one name. What ends one of these is recorded of the first that has
// the name, so that what failed may say that it succeeded.
func UnlessNamesRepeat(check Check) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		if doc, _ := a.Document(); repeatsNames(doc) {
			return nil
		}
		one := *s
		one.Answers = []*Answer{a}
		return check(&one)
	})
}

// repeatsNames reports that two events of an action have one name.
func repeatsNames(doc any) bool { return repeatNames(eventsIn(doc)) }

// repeatNames reports that two events have one name.
func repeatNames(events []any) bool {
	names := map[string]bool{}
	for _, e := range events {
		value, _ := field(e, "event")
		name, _ := value.(string)
		if names[name] {
			return true
		}
		names[name] = true
	}
	return false
}

// eventsIn returns the events of a shown action.
func eventsIn(doc any) []any {
	action, _ := field(doc, "instanceAction")
	events, _ := field(action, "events")
	list, _ := events.([]any)
	return list
}

// eventAt is the pointer to a key of the nth event.
func eventAt(n int, key string) string {
	return fmt.Sprintf("/instanceAction/events/%d/%s", n, key)
}
