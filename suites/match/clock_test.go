package match_test

import (
	"testing"
	"time"

	. "github.com/osact/osact/suites/match"
)

func TestClock(t *testing.T) { testTwins(t, clockTwins()) }

func clockTwins() []twin {
	check := HaveCurrentDate(time.Minute)
	// dated are answers that were asked for at one time, each with a Date of its own.
	dated := func(dates ...string) *Scene {
		var answers []*Answer
		for _, date := range dates {
			a := answer(header("Date", date))
			a.Exchange.Started = time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
			answers = append(answers, a)
		}
		return scene(answers...)
	}
	const now, soon, later, epoch = "Sat, 14 Mar 2026 09:26:53 GMT", "Sat, 14 Mar 2026 09:27:53 GMT", "Sat, 14 Mar 2026 09:27:54 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"
	cached := func(date string, age ...string) *Scene {
		s := dated(now, now, date)
		header("Age", age...)(s.Answers[2])
		return s
	}
	is := []wrong{{"header", "header Date"}}
	return []twin{
		{"HaveCurrentDate", "another time than most", check, dated(now, now, soon), dated(now, now, later), is},
		{"HaveCurrentDate", "no time that most have", check, dated(now, now), dated(now, now, epoch), is},
		{"HaveCurrentDate", "what a cache gave", check, cached(epoch, "60"), cached(epoch), is},
		{"HaveCurrentDate", "what is no date is another question's", check, dated(now, now, "yesterday"), dated(now, epoch, now), is},
	}
}
