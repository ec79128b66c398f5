package match_test

import (
	"testing"
	"time"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestDurations(t *testing.T) { testTwins(t, durationsTwins()) }

func durationsTwins() []twin {
	// of are refusals about a server, told by how many seconds they took.
	of := func(server string, took []int, changes ...change) []*Answer {
		var all []*Answer
		for _, t := range took {
			all = append(all, refusal(append([]change{asked(server + "/os-instance-actions/a"), during(0, t)}, changes...)...))
		}
		return all
	}
	foreign := func(took ...int) []*Answer { return of("f", took) }
	unknown := func(took ...int) []*Answer { return of("u", took) }
	heard := func(all ...[]*Answer) *Scene {
		s := scene(all[0][0], all[1][0])
		var everything []*Answer
		for _, some := range all {
			everything = append(everything, some...)
		}
		s.Heard = everything
		return s
	}
	asLong := TakeAsLong(2 * time.Second)
	wrong := []wrong{{"duration", "duration"}}
	slow, quick := foreign(9, 9, 9, 9, 9), unknown(1, 9, 9, 9, 9)
	return []twin{
		{"TakeAsLong", "more than the margin", asLong, heard(foreign(9, 9, 9, 9, 3), quick), heard(foreign(9, 9, 9, 9, 4), quick), wrong},
		{"TakeAsLong", "which is quicker", asLong, heard(unknown(1, 1, 1, 1, 1), slow), heard(slow, unknown(1, 1, 1, 1, 1)), wrong},
		{"TakeAsLong", "too few to tell", asLong, heard(foreign(9, 9, 9, 9), quick), heard(slow, quick), wrong},
		{"TakeAsLong", "another's answer", asLong, heard(slow, quick, of("f", []int{1})), heard(slow, quick, of("f", []int{1}, by(exchange.Admin))), wrong},
		{"TakeAsLong", "another answer", asLong, heard(slow, quick, of("f", []int{1})), heard(slow, quick, of("f", []int{1}, status(403))), wrong},
	}
}
