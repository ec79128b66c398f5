package match_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	. "github.com/osact/osact/suites/match"
)

func TestActions(t *testing.T) { testTwins(t, actionsTwins()) }

// list is the 200 that lists the given actions at 2.84.
func list(actions ...string) *Answer {
	return answer(body(`{"instanceActions": [` + strings.Join(actions, ", ") + `]}`))
}

// began is a listed action by its request id and the time of day at which it began.
func began(id, clock string) string {
	return `{"request_id": "` + id + `", "action": "stop", "start_time": "2026-03-03T` + clock + `", "updated_at": "2026-03-03T` + clock + `"}`
}

func actionsTwins() []twin {
	order := HaveNewestActionsFirst(time.Minute)
	first, second, third := began("c", "10:32:00.000000"), began("b", "10:31:30.000000"), began("a", "10:30:00.000000")
	whole := scene(list(first, second, third))
	return slices.Concat(unreadable("HaveNewestActionsFirst", order, whole), []twin{
		{
			"HaveNewestActionsFirst", "an older action first", order, whole, scene(list(third, second, first)),
			[]wrong{{"order", "/instanceActions/1/start_time"}, {"order", "/instanceActions/2/start_time"}},
		},
		{
			"HaveNewestActionsFirst", "as late as a record may be", order,
			scene(list(began("b", "10:31:00.000000"), began("a", "10:32:00.000000"))),
			scene(list(began("b", "10:31:00.000000"), began("a", "10:32:00.000001"))),
			[]wrong{{"order", "/instanceActions/1/start_time"}},
		},
		{
			"HaveNewestActionsFirst", "the earliest of all above counts", order,
			scene(list(began("c", "10:31:00.000000"), began("b", "10:31:50.000000"), began("a", "10:32:00.000000"))),
			scene(list(began("c", "10:31:00.000000"), began("b", "10:31:50.000000"), began("a", "10:32:40.000000"))),
			[]wrong{{"order", "/instanceActions/2/start_time"}},
		},
		{
			"HaveNewestActionsFirst", "what is no time says nothing", order,
			scene(list(began("b", "soon"), first)), scene(list(third, began("b", "soon"), first)),
			[]wrong{{"order", "/instanceActions/2/start_time"}},
		},
	})
}
