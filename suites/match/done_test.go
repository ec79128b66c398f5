package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestDone(t *testing.T) { testTwins(t, doneTwins()) }

func doneTwins() []twin {
	const (
		first  = `{"request_id": "` + actionID + `", "user_id": "e1e2bce071c540469f99a8bd0819dc96"}`
		second = `{"request_id": "` + otherID + `", "user_id": "e1e2bce071c540469f99a8bd0819dc96"}`
		third  = `{"request_id": "req-3", "user_id": "e1e2bce071c540469f99a8bd0819dc96"}`
		own    = `{"request_id": "req-3", "user_id": null}`
	)
	in, order := HaveLatestFirst("req-4"), []wrong{{"order", "/instanceActions"}}
	one, two := answer(), answer(edit(actionID, otherID))
	nowhere := HaveNowhere("/instanceActions/*/request_id", otherID)
	return []twin{
		{"HaveLatestFirst", "the order", in, scene(one, two, list(second, first)), scene(one, two, list(first, second)), order},
		{"HaveLatestFirst", "one less", in, scene(one, two, list(second, first)), scene(one, two, list(second)), order},
		{"HaveLatestFirst", "one more", in, scene(one, list(first)), scene(one, list(third, first)), order},
		{"HaveLatestFirst", "one that another user asked for", in, scene(one, list(own, first)), scene(one, list(third, first)), order},
		{"HaveLatestFirst", "one that the same user asked for in another role", HaveLatestFirst("{finished.id}"), scene(two, list(first, second)), scene(two, list(third, second)), order},
		{"HaveLatestFirst", "an answer that shows none", in, scene(one, refusal(), list(first)), scene(one, two, list(first)), order},
		{"HaveLatestFirst", "a list that is no 200", in, scene(one, list(first)), scene(one, refusal()), []wrong{{"status", "status"}}},
		{"HaveNowhere", "the text", nowhere, scene(list(first)), scene(list(first, second)), []wrong{{"value", "/instanceActions/1/request_id"}}},
		{"HaveNowhere", "a body that is no JSON", nowhere, scene(list(first)), scene(answer(body("<html>"))), []wrong{{"syntax", ""}}},
	}
}
