package match_test

import (
	"slices"
	"testing"
	"time"

	. "github.com/osact/osact/suites/match"
)

func TestTimes(t *testing.T) { testTwins(t, timesTwins()) }

func timesTwins() []twin {
	demand := HaveTimesInOrder(time.Second)
	// The action begins at :11.048829, its older event starts at :11.860275 and ends at :13.402193.
	starts := func(at string) change { return edit(`"start_time": "2026-03-03T10:31:11.860275"`, `"start_time": `+at) }
	ends := func(at string) change {
		return edit(`"finish_time": "2026-03-03T10:31:13.402193"`, `"finish_time": `+at)
	}
	begins := func(at string) change { return edit(`"start_time": "2026-03-03T10:31:11.048829"`, `"start_time": `+at) }
	const (
		start  = "/instanceAction/events/1/start_time"
		finish = "/instanceAction/events/1/finish_time"
	)
	last := HaveUpdatedLast(time.Second)
	// The newer event ends at :41.000000, the older at :13.402193.
	updated := func(at string) change { return edit(`"updated_at": "2026-03-03T10:31:41.733459"`, `"updated_at": `+at) }
	const update = "/instanceAction/updated_at"
	itself := asked(server + "/os-instance-actions/" + actionID)
	return slices.Concat(unreadable("HaveUpdatedLast", last, scene(answer())), []twin{
		{
			"HaveUpdatedLast", "an end after it, by more than the skew", last,
			scene(answer(updated(`"2026-03-03T10:31:40.000000"`))), scene(answer(updated(`"2026-03-03T10:31:39.999999"`))),
			[]wrong{{"order", update}},
		},
		{
			"HaveUpdatedLast", "a start after it", last,
			scene(answer(oneEvent, begins(`"2026-03-03T10:31:42.999999"`))), scene(answer(oneEvent, begins(`"2026-03-03T10:31:43.000000"`))),
			[]wrong{{"order", update}},
		},
		{
			"HaveUpdatedLast", "what is updated later", last,
			scene(answer(itself, updated(`"2026-03-03T10:31:30.000000"`), during(0, 1)), answer(itself, during(2, 3))),
			scene(answer(itself, during(0, 1)), answer(itself, updated(`"2026-03-03T10:31:30.000000"`), during(2, 3))),
			[]wrong{{"order", update}, {"order", update}},
		},
		{
			"HaveUpdatedLast", "null once an event has finished", last,
			scene(answer(oneEvent, updated(`null`))), keptBefore(scene(answer(oneEvent, updated(`null`)))),
			[]wrong{{"order", update}},
		},
	}, unreadable("HaveTimesInOrder", demand, scene(answer())), []twin{
		{
			"HaveTimesInOrder", "an event before its action, by more than the skew", demand,
			scene(answer(starts(`"2026-03-03T10:31:10.048829"`))),
			scene(answer(starts(`"2026-03-03T10:31:10.048828"`))),
			[]wrong{{"order", start}},
		},
		{
			"HaveTimesInOrder", "an end before its start, by more than the skew", demand,
			scene(answer(ends(`"2026-03-03T10:31:10.860275"`))),
			scene(answer(ends(`"2026-03-03T10:31:10.860274"`))),
			[]wrong{{"order", finish}},
		},
		{
			"HaveTimesInOrder", "no end yet", demand,
			scene(answer(ends(`null`))), scene(answer(ends(`"1999-12-31T23:59:59.000000"`))),
			[]wrong{{"order", finish}},
		},
		{
			"HaveTimesInOrder", "what is no time says nothing", demand,
			scene(answer(begins(`"noon"`), starts(`7`), ends(`"1999-12-31T23:59:59.000000"`))),
			scene(answer(begins(`"noon"`), ends(`"1999-12-31T23:59:59.000000"`))),
			[]wrong{{"order", finish}},
		},
		{
			"HaveTimesInOrder", "no skew to forgive", HaveTimesInOrder(0),
			scene(answer()), scene(answer(starts(`"2026-03-03T10:31:11.048828"`))),
			[]wrong{{"order", start}},
		},
	})
}

// keptBefore is the same scene where an older action that ended well says when it was
// updated.
func keptBefore(s *Scene) *Scene {
	older := answer(asked(server+"/os-instance-actions/req-older"), edit(`"2026-03-03T10:31:11.048829"`, `"2026-01-01T00:00:00.000000"`))
	s.Records = func() *Records { return NewRecords(append(s.Answers, older)) }
	return s
}
