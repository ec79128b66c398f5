package match_test

import (
	"testing"
	"time"

	. "github.com/osact/osact/suites/match"
)

func TestDurations(t *testing.T) { testTwins(t, durationsTwins()) }

func durationsTwins() []twin {
	// in turn are answers to two questions, told by how many seconds they took.
	inTurn := func(took ...int) *Scene {
		var all []*Answer
		for _, t := range took {
			all = append(all, refusal(during(0, t)))
		}
		return scene(all...)
	}
	asLong := TakeAsLong(2 * time.Second)
	wrong := []wrong{{"duration", "duration"}}
	return []twin{
		{"TakeAsLong", "more than the margin", asLong, inTurn(3, 1), inTurn(4, 1), wrong},
		{"TakeAsLong", "the quickest of several counts", asLong, inTurn(9, 1, 3, 9), inTurn(9, 9, 4, 1), wrong},
		{"TakeAsLong", "which is quicker", asLong, inTurn(1, 9), inTurn(9, 1), wrong},
	}
}
