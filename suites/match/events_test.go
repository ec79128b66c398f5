package match_test

import (
	"slices"
	"testing"
	"time"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestEvents(t *testing.T) { testTwins(t, eventsTwins()) }

func eventsTwins() []twin {
	order := HaveNewestEventsFirst(time.Second)
	results := HaveResultsOnlyWhenFinished()
	first := func(start string) change { return edit(`"2026-03-03T10:31:38.210087"`, start) }
	before := func(events string) change { return edit(`"events": [`, `"events": [`+events+`, `) }
	const second = "/instanceAction/events/1/start_time"
	running := edit(`"finish_time": "2026-03-03T10:31:41.000000"`, `"finish_time": null`)
	unknown := edit(`"result": "Success",`, `"result": null,`)
	const result = "/instanceAction/events/0/result"
	tenant := answer(edit(`"traceback": null,`, ``), edit(`"host": "cmp-02",`, ``))

	steps := HaveUsualSteps(map[string][]string{"resize": {"prepare", "cold_migrate"}})
	renamed := edit(`"event": "cold_migrate"`, `"event": "migrate"`)
	const event = "/instanceAction/events/*/event"

	return slices.Concat(unreadable("HaveUsualSteps", steps, scene(answer())), []twin{
		{"HaveUsualSteps", "none of the steps", steps, scene(answer()), scene(answer(renamed)), []wrong{{"value", event}}},
		{
			"HaveUsualSteps", "another action is free", steps,
			scene(answer(renamed, edit(`"resize"`, `"rescue"`))), scene(answer(renamed)),
			[]wrong{{"value", event}},
		},
		{
			"HaveUsualSteps", "no events are none that are wrong", steps,
			scene(answer(body(`{"instanceAction": {"action": "resize", "events": []}}`))),
			scene(answer(body(`{"instanceAction": {"action": "resize", "events": [{"event": "x"}]}}`))),
			[]wrong{{"value", event}},
		},
	}, unreadable("HaveNewestEventsFirst", order, scene(answer())), []twin{
		{
			"HaveNewestEventsFirst", "an older event first", order,
			scene(answer()), scene(answer(first(`"2026-03-03T10:31:09.999999"`))),
			[]wrong{{"order", second}},
		},
		{
			"HaveNewestEventsFirst", "from one second to the next any order will do", order,
			scene(answer(first(`"2026-03-03T10:31:10.000000"`))),
			scene(answer(first(`"2026-03-03T10:31:09.999999"`))),
			[]wrong{{"order", second}},
		},
		{
			"HaveNewestEventsFirst", "a second each is too much for the first", order,
			scene(answer(before(`{"start_time": "2026-03-03T10:31:37.000000"}`))),
			scene(answer(before(`{"start_time": "2026-03-03T10:31:36.000000"}, {"start_time": "2026-03-03T10:31:37.000000"}`))),
			[]wrong{{"order", "/instanceAction/events/2/start_time"}},
		},
		{
			"HaveNewestEventsFirst", "clocks that are five seconds apart", HaveNewestEventsFirst(5 * time.Second),
			scene(answer(first(`"2026-03-03T10:31:06.000000"`))),
			scene(answer(first(`"2026-03-03T10:31:05.000000"`))),
			[]wrong{{"order", second}},
		},
		{
			"HaveNewestEventsFirst", "what is no time says nothing", order,
			scene(answer(first(`null`))), scene(answer(first(`"1999-12-31T23:59:59.000000"`))),
			[]wrong{{"order", second}},
		},
		{
			"HaveNewestEventsFirst", "what is no time is passed over", order,
			scene(answer(before(`{"start_time": "2026-03-03T10:31:38.000000"}, {"start_time": null}`))),
			scene(answer(before(`{"start_time": "2026-03-03T10:31:36.999999"}, {"start_time": null}`))),
			[]wrong{{"order", "/instanceAction/events/2/start_time"}},
		},
		{
			"WhereEventsShown", "an answer that shows them", WhereEventsShown(HaveSome("/instanceAction/events/*/result", "Error")),
			scene(answer(edit(`"events"`, `"steps"`))), scene(answer()),
			[]wrong{{"value", "/instanceAction/events/*/result"}},
		},
		{
			"WhereEventsShown", "an answer that is no 200", WhereEventsShown(HaveSome("/instanceAction/events/*/result", "Error")),
			scene(answer(edit(`"events"`, `"steps"`))), scene(refusal()),
			[]wrong{{"status", "status"}},
		},
	}, unreadable("HaveResultsOnlyWhenFinished", results, scene(answer())), []twin{
		{
			"HaveResultsOnlyWhenFinished", "a result before the end", results,
			scene(answer(running, unknown)), scene(answer(running)),
			[]wrong{{"value", result}},
		},
		{
			"HaveResultsOnlyWhenFinished", "an end without a result", results,
			scene(answer()), scene(answer(unknown)),
			[]wrong{{"value", result}},
		},
	}, unreadable("HaveEnded", HaveEnded(), scene(answer())), []twin{
		{
			"HaveEnded", "an event that goes on", HaveEnded(),
			scene(answer()), scene(answer(running, unknown)),
			[]wrong{{"value", result[:len(result)-len("result")] + "finish_time"}},
		},
	}, []twin{
		{
			"HaveEqualEvents", "a key that both show", HaveEqualEvents(),
			scene(answer(by(exchange.Admin)), tenant),
			scene(answer(by(exchange.Admin)), answer(edit(`"cold_migrate"`, `"resize"`))),
			[]wrong{{"difference", "/instanceAction/events/1/event"}},
		},
		{
			"HaveEqualEvents", "null is not nothing", HaveEqualEvents(),
			scene(answer(edit(`"details": null,`, ``)), answer()),
			scene(answer(edit(`"details": null,`, `"details": "no host",`)), answer()),
			[]wrong{{"difference", "/instanceAction/events/0/details"}},
		},
		{
			"HaveEqualEvents", "another number of events", HaveEqualEvents(),
			scene(answer(), answer()),
			scene(answer(), answer(oneEvent)),
			[]wrong{{"difference", "/instanceAction/events"}},
		},
		{
			"HaveEqualEvents", "one answer that is no 200", HaveEqualEvents(),
			scene(answer(), answer()), scene(answer(), answer(status(403))),
			[]wrong{{"status", "status"}},
		},
		{
			"HaveEqualEvents", "one body that is no JSON", HaveEqualEvents(),
			scene(answer(), answer()), scene(answer(body("")), answer()),
			[]wrong{{"syntax", ""}},
		},
	})
}

func TestHaveResultsOnlyWhenFinishedExplains(t *testing.T) {
	tests := map[string]*Scene{
		"null, since finish_time is null":                             scene(answer(edit(`"2026-03-03T10:31:41.000000"`, `null`))),
		`a result, since finish_time is "2026-03-03T10:31:41.000000"`: scene(answer(edit(`"Success",`, `null,`))),
	}
	for want, scene := range tests {
		if found := HaveResultsOnlyWhenFinished()(scene); len(found) != 1 || found[0].Want != want {
			t.Errorf("violations = %v, want one that wants %s", found, want)
		}
	}
}

func TestShareEventsSaysWhoSeesHowMany(t *testing.T) {
	found := HaveEqualEvents()(scene(answer(by(exchange.Admin)), answer(oneEvent, by(exchange.Member))))
	if len(found) != 1 || found[0].Want != "2 events, as admin is shown" || found[0].Got != "1 events, as member is shown" {
		t.Errorf("violations = %v, want one with both actors and both numbers", found)
	}
}
