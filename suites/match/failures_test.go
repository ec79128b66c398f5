package match_test

import (
	"slices"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestFailures(t *testing.T) { testTwins(t, failuresTwins()) }

func failuresTwins() []twin {
	explained, traced, early := HaveDetailsOnlyOnFailure(), HaveTracebackOnFailure(), HaveNoMessageBeforeFailure()
	const (
		traceback = "/instanceAction/events/1/traceback"
		details   = "/instanceAction/events/1/details"
		message   = "/instanceAction/message"
	)
	// What is changed is the older of the two events.
	fails := edit(`"result": "Success" ,`, `"result": "Error",`)
	runs := edit(`"result": "Success" ,`, `"result": null,`)
	stack := edit(`"traceback": null ,`, `"traceback": "a frame",`)
	empty := edit(`"traceback": null ,`, `"traceback": "",`)
	kind := edit(`"details": null ,`, `"details": "Timeout",`)
	says := edit(`"message": null`, `"message": "Error"`)
	silent := edit(`"message": null`, `"message": ""`)
	hidden := edit(`"traceback": null ,`, ``)
	twice := edit(`"compute_finish_resize"`, `"cold_migrate" `)
	single := UnlessNamesRepeat(HaveSome("/instanceAction/events/*/result", "Error"))
	noEvents := body(`{"instanceAction": {"message": "Error"}}`)

	stepped := HaveFailedEvent("create", "build", "schedule")
	created := func(name, message, event, result string) *Scene {
		return scene(answer(body(`{"instanceAction": {"action": "` + name + `", "message": ` + message +
			`, "events": [{"event": "` + event + `", "result": "` + result + `"}]}}`)))
	}
	stepless, at := created("create", `"Error"`, "run", "Error"), []wrong{{"value", "/instanceAction/events"}}

	return slices.Concat(unreadable("HaveDetailsOnlyOnFailure", explained, scene(answer())), []twin{
		{"HaveDetailsOnlyOnFailure", "a stack of what went well", explained, scene(answer(fails, stack)), scene(answer(stack)), []wrong{{"value", traceback}}},
		{"HaveDetailsOnlyOnFailure", "a stack of what runs", explained, scene(answer(runs)), scene(answer(runs, stack)), []wrong{{"value", traceback}}},
		{"HaveDetailsOnlyOnFailure", "details of what went well", explained, scene(answer(fails, kind)), scene(answer(kind)), []wrong{{"value", details}}},
		{"HaveDetailsOnlyOnFailure", "an empty stack is one, but for the legacy path", explained, scene(answer(legacy, empty)), scene(answer(empty)), []wrong{{"value", traceback}}},
		{"HaveDetailsOnlyOnFailure", "events of one name tell nothing", explained, scene(answer(kind, twice)), scene(answer(kind)), []wrong{{"value", details}}},
	}, unreadable("HaveTracebackOnFailure", traced, scene(answer())), []twin{
		{"HaveTracebackOnFailure", "no stack", traced, scene(answer(fails, stack)), scene(answer(fails)), []wrong{{"value", traceback}}},
		{"HaveTracebackOnFailure", "an empty stack", traced, scene(answer(empty)), scene(answer(fails, empty)), []wrong{{"value", traceback}}},
		{"HaveTracebackOnFailure", "a stack that is not shown", traced, scene(answer(fails, hidden)), scene(answer(fails)), []wrong{{"value", traceback}}},
	}, unreadable("HaveFailedEvent", stepped, scene(answer())), []twin{
		{"HaveFailedEvent", "the step instead", stepped, created("create", `"Error"`, "schedule", "Error"), stepless, at},
		{"HaveFailedEvent", "the usual step", stepped, created("create", `"Error"`, "build", "Error"), stepless, at},
		{"HaveFailedEvent", "the result", stepped, created("create", `"Error"`, "schedule", "Error"), created("create", `"Error"`, "schedule", "Success"), at},
		{"HaveFailedEvent", "another action", stepped, created("stop", `"Error"`, "run", "Error"), stepless, at},
		{"HaveFailedEvent", "an action that has not failed", stepped, created("create", `null`, "run", "Error"), stepless, at},
		{"HaveFailedEvent", "events that are not shown say nothing", stepped, scene(answer(body(`{"instanceAction": {"action": "create", "message": "Error"}}`))), stepless, at},
	}, unreadable("HaveNoMessageBeforeFailure", early, scene(answer())), []twin{
		{"HaveNoMessageBeforeFailure", "a message and no failure", early, scene(answer(fails, says)), scene(answer(says)), []wrong{{"value", message}}},
		{"HaveNoMessageBeforeFailure", "an empty message is one, but for the legacy path", early, scene(answer(legacy, silent)), scene(answer(silent)), []wrong{{"value", message}}},
		{"HaveNoMessageBeforeFailure", "events that are not shown say nothing", early, scene(answer(noEvents)), scene(answer(says)), []wrong{{"value", message}}},
		{"HaveNoMessageBeforeFailure", "events of one name tell nothing", early, scene(answer(says, twice)), scene(answer(says)), []wrong{{"value", message}}},
	}, []twin{
		{"UnlessNamesRepeat", "events of one name", single, scene(answer(twice)), scene(answer()), []wrong{{"value", "/instanceAction/events/*/result"}}},
		{"UnlessNamesRepeat", "each answer on its own", single, scene(answer(fails), answer(twice)), scene(answer(twice), answer()), []wrong{{"value", "/instanceAction/events/*/result"}}},
		{"UnlessNamesRepeat", "an answer without events", UnlessNamesRepeat(HaveStatus(200)), scene(answer(noEvents)), scene(answer(noEvents, status(404))), []wrong{{"status", "status"}}},
	})
}
