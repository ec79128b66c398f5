package match_test

import (
	"regexp"
	"slices"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestValue(t *testing.T) { testTwins(t, valueTwins()) }

func valueTwins() []twin {
	const (
		id        = "/instanceAction/request_id"
		message   = "/instanceAction/message"
		traceback = "/instanceAction/events/*/traceback"
		result    = "/instanceAction/events/*/result"
	)
	echo := HaveAt(id, "{finished.id}")
	hidden := HaveNothingAt(traceback)
	failure := HaveSome(result, "Error")
	failed := scene(answer(edit(`"result": "Success" ,`, `"result": "Error",`)))
	tenant := scene(answer(edit(`"traceback": null,`, ``), edit(`"traceback": null ,`, ``)))

	form := HaveForm(id, regexp.MustCompile("^req-[0-9a-f-]+$"))

	return slices.Concat(unreadable("HaveForm", form, scene(answer())), []twin{
		{"HaveForm", "another form", form, scene(answer()), scene(answer(edit(actionID, "160453"))), []wrong{{"pattern", id}}},
		{"HaveForm", "null", form, scene(answer()), scene(answer(edit(`"`+actionID+`"`, `null`))), []wrong{{"pattern", id}}},
	}, unreadable("HaveAt", echo, scene(answer())), []twin{
		{"HaveAt", "another text", echo, scene(answer()), scene(answer(edit(actionID, otherID))), []wrong{{"value", id}}},
		{"HaveAt", "null", echo, scene(answer()), scene(answer(edit(`"`+actionID+`"`, `null`))), []wrong{{"value", id}}},
		{"HaveAt", "an object", echo, scene(answer()), scene(answer(edit(`"`+actionID+`"`, `{}`))), []wrong{{"value", id}}},
		{"HaveAt", "no such key", echo, scene(answer()), scene(answer(edit(`"request_id"`, `"id"`))), []wrong{{"value", id}}},
		{
			"HaveAt", "one place of several", HaveAt(result, "Success"), scene(answer()), failed,
			[]wrong{{"value", "/instanceAction/events/1/result"}},
		},
		{
			"HaveAt", "a symbol without a value", HaveAt("/instanceAction/action", "{its.name}"),
			scene(answer(edit(`"resize"`, `"{its.name}"`))), scene(answer()),
			[]wrong{{"value", "/instanceAction/action"}},
		},
	}, unreadable("HaveNothingAt", hidden, tenant), []twin{
		{
			"HaveNothingAt", "a text", HaveNothingAt(id), scene(answer(edit(`"request_id"`, `"id"`))), scene(answer()),
			[]wrong{{"presence", id}},
		},
		{
			"HaveNothingAt", "null, at each event", hidden, tenant, scene(answer()),
			[]wrong{{"presence", "/instanceAction/events/0/traceback"}, {"presence", "/instanceAction/events/1/traceback"}},
		},
	}, unreadable("HaveSome", failure, failed), []twin{
		{"HaveSome", "at no place", failure, failed, scene(answer()), []wrong{{"value", result}}},
		{"HaveSome", "one of two texts", HaveSome(result, "Failed", "Error"), failed, scene(answer()), []wrong{{"value", result}}},
		{"HaveSome", "no places", failure, failed, scene(answer(edit(`"events"`, `"steps"`))), []wrong{{"value", result}}},
	}, unreadable("HaveNoMessage", HaveNoMessage(), scene(answer())), []twin{
		{
			"HaveNoMessage", "a text", HaveNoMessage(),
			scene(answer()), scene(answer(edit(`"message": null`, `"message": "Error"`))),
			[]wrong{{"value", message}},
		},
		{
			"HaveNoMessage", "an empty text, which the legacy path has", HaveNoMessage(),
			scene(answer(legacy, edit(`"message": null`, `"message": ""`))),
			scene(answer(edit(`"message": null`, `"message": ""`))),
			[]wrong{{"value", message}},
		},
		{
			"HaveNoMessage", "a text on the legacy path", HaveNoMessage(),
			scene(answer(legacy)), scene(answer(legacy, edit(`"message": null`, `"message": "Error"`))),
			[]wrong{{"value", message}},
		},
	})
}
