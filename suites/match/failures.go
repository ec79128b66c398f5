package match

import (
	"github.com/osact/osact/openapi"
)

// resultError is the result of an event that has failed.
const resultError = "Error"

// ExplainFailuresOnly demands that an event which has not failed has neither a
// traceback nor details, where these are shown. On the legacy path an empty
// traceback will do: the document shows one.
func ExplainFailuresOnly() Check {
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, e := range find(doc, "/instanceAction/events/*") {
			if result, _ := field(e.value, "result"); result == resultError {
				continue
			}
			for _, key := range []string{"traceback", "details"} {
				value, ok := field(e.value, key)
				if ok && value != nil && (value != "" || !a.Place.Edition.IsLegacy()) {
					wrong = append(wrong, openapi.Violation{Kind: "value", At: e.at + "/" + key, Want: "null, since the event has not failed", Got: openapi.Excerpt(value)})
				}
			}
		}
		return wrong
	})
}

// TraceFailures demands that an event which has failed has a traceback, where
// the key is shown.
func TraceFailures() Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, e := range find(doc, "/instanceAction/events/*") {
			result, _ := field(e.value, "result")
			traceback, ok := field(e.value, "traceback")
			if text, _ := traceback.(string); ok && result == resultError && text == "" {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: e.at + "/traceback", Want: "a stack, since the event has failed", Got: openapi.Excerpt(traceback)})
			}
		}
		return wrong
	})
}

// HaveNoMessageBeforeFailure demands that the message is null as long as none of
// the events that are shown has failed.
func HaveNoMessageBeforeFailure() Check {
	const at = "/instanceAction/message"
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		events := find(doc, "/instanceAction/events")
		for _, result := range find(doc, "/instanceAction/events/*/result") {
			if result.value == resultError {
				return nil
			}
		}
		for _, p := range find(doc, at) {
			if len(events) > 0 && p.value != nil && (p.value != "" || !a.Place.Edition.IsLegacy()) {
				return []openapi.Violation{{Kind: "value", At: at, Want: "null, since no event has failed", Got: openapi.Excerpt(p.value)}}
			}
		}
		return nil
	})
}
