package match_test

import (
	"slices"
	"testing"
	"time"

	. "github.com/osact/osact/suites/match"
)

func TestRecorded(t *testing.T) { testTwins(t, recordedTwins()) }

func recordedTwins() []twin {
	const (
		user  = "/instanceAction/user_id"
		start = "/instanceAction/start_time"
		asker = "e1e2bce071c540469f99a8bd0819dc96"
	)
	known, unknown := HaveKnownAt(user, asker), HaveKnownAt(user, "{nobody.user}")
	near := HaveTimesNearRequest(time.Minute, start)
	request := answer(header("Date", "Tue, 03 Mar 2026 10:31:12 GMT"))
	list := func(ids string) *Answer { return answer(body(`{"instanceActions": [` + ids + `]}`)) }
	one, two := `{"request_id": "req-1"}`, `{"request_id": "req-1"}, {"request_id": "req-2"}`

	return slices.Concat([]twin{
		{
			"WhereShown", "an answer that shows an action", WhereShown(HaveAt(user, asker)),
			scene(refusal(), answer()), scene(refusal(), answer(edit(asker, "f00"))),
			[]wrong{{"value", user}},
		},
		{
			"BeKnownWhenAskedAgain", "unknown at the second look", BeKnownWhenAskedAgain(),
			scene(refusal(), answer(nth(1))), scene(answer(), refusal(nth(1))),
			[]wrong{{"status", "status"}},
		},
	}, unreadable("HaveKnownAt", known, scene(answer())), []twin{
		{"HaveKnownAt", "another text", known, scene(answer()), scene(answer(edit("dc96", "dc97"))), []wrong{{"value", user}}},
		{"HaveKnownAt", "null", unknown, scene(answer()), scene(answer(edit(`"`+asker+`"`, `null`))), []wrong{{"value", user}}},
		{"HaveKnownAt", "no such key", unknown, scene(answer()), scene(answer(edit(`"user_id"`, `"user"`))), []wrong{{"value", user}}},
		{
			"HaveKnownAt", "a symbol", HaveKnownAt("/instanceAction/request_id", "{finished.id}"),
			scene(answer()), scene(answer(edit(actionID, otherID))),
			[]wrong{{"value", "/instanceAction/request_id"}},
		},
	}, []twin{
		{
			"HaveTimesNearRequest", "too late", near,
			scene(request, answer()), scene(request, answer(edit("10:31:11.048829", "10:32:12.048829"))),
			[]wrong{{"value", start}},
		},
		{
			"HaveTimesNearRequest", "too early", near,
			scene(request, answer(edit("10:31:11.048829", "10:30:12.048829"))), scene(request, answer(edit("10:31:11.048829", "09:31:11.048829"))),
			[]wrong{{"value", start}},
		},
		{
			"HaveTimesNearRequest", "a time of an event", HaveTimesNearRequest(time.Minute, start, "/instanceAction/events/*/finish_time"),
			scene(request, answer()), scene(request, answer(edit("T10:31:41.000000", "T12:31:41.000000"))),
			[]wrong{{"value", "/instanceAction/events/0/finish_time"}},
		},
		{
			"HaveTimesNearRequest", "a Date to compare with", near,
			scene(answer(header("Date")), answer(edit("10:31:11.048829", "09:31:11.048829"))),
			scene(request, answer(edit("10:31:11.048829", "09:31:11.048829"))),
			[]wrong{{"value", start}},
		},
		{
			"HaveTimesNearRequest", "an answer that shows no action", near,
			scene(request, answer()), scene(request, refusal()),
			[]wrong{{"status", "status"}},
		},
	}, []twin{
		{"HaveRecordedNothing", "one more action", HaveRecordedNothing(), scene(list(one), answer(), list(one)), scene(list(one), answer(), list(two)), []wrong{{"presence", "/instanceActions/1/request_id"}}},
		{"HaveRecordedNothing", "one action less", HaveRecordedNothing(), scene(list(two), list(two)), scene(list(two), list(one)), []wrong{{"presence", "/instanceActions"}}},
		{"HaveRecordedNothing", "an answer that is no 200", HaveRecordedNothing(), scene(list(one), list(one)), scene(list(one), refusal()), []wrong{{"status", "status"}}},
	})
}
