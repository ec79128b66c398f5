package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestFault(t *testing.T) { testTwins(t, faultTwins()) }

func faultTwins() []twin {
	unknown := HaveFault(404, "itemNotFound", "{finished.id}", server)
	good := scene(refusal())
	fault := func(text string) *Scene { return scene(refusal(body(text))) }
	const (
		code    = "/itemNotFound/code"
		message = "/itemNotFound/message"
	)
	return []twin{
		{"HaveFault", "another status", unknown, good, scene(refusal(status(400))), []wrong{{"status", "status"}}},
		{"HaveFault", "another key", unknown, good, scene(refusal(edit("itemNotFound", "badRequest"))), []wrong{{"value", ""}}},
		{"HaveFault", "two keys", unknown, good, scene(refusal(edit(`{"item`, `{"more": 1, "item`))), []wrong{{"value", ""}}},
		{"HaveFault", "no object under the key", unknown, good, fault(`{"itemNotFound": "` + actionID + `"}`), []wrong{{"value", ""}}},
		{"HaveFault", "no envelope", unknown, good, fault(`["itemNotFound"]`), []wrong{{"value", ""}}},
		{"HaveFault", "another code", unknown, good, scene(refusal(edit(`404`, `400`))), []wrong{{"value", code}}},
		{"HaveFault", "the code as text", unknown, good, scene(refusal(edit(`404`, `"404"`))), []wrong{{"value", code}}},
		{"HaveFault", "no code", unknown, good, scene(refusal(edit(`"code"`, `"status"`))), []wrong{{"value", code}}},
		{"HaveFault", "a missing word", unknown, good, scene(refusal(edit(server, "it"))), []wrong{{"value", message}}},
		{"HaveFault", "a missing value of a symbol", unknown, good, scene(refusal(edit(actionID, "it"))), []wrong{{"value", message}}},
		{
			"HaveFault", "a message that is no text", HaveFault(404, "itemNotFound"), good,
			fault(`{"itemNotFound": {"code": 404, "message": null}}`),
			[]wrong{{"value", message}},
		},
		{"HaveFault", "a body that is no JSON", unknown, good, fault("<html>"), []wrong{{"syntax", ""}}},
		{
			"HaveFault", "a word beside a symbol without a value", HaveFault(404, "itemNotFound", "{target.maximum}", "not found"),
			good, scene(refusal(edit("not found", "gone"))),
			[]wrong{{"value", message}},
		},
	}
}
