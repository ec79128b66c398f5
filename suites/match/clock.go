package match

import (
	"net/http"
	"slices"
	"time"

	"github.com/osact/osact/openapi"
)

// clockOf returns how far the clock of the target is ahead of the one by which the
// answers were recorded: the median of what their Date says.
func clockOf(answers []*Answer) time.Duration {
	var ahead []time.Duration
	for _, a := range answers {
		if by, ok := a.clock(); ok {
			ahead = append(ahead, by)
		}
	}
	if len(ahead) == 0 {
		return 0
	}
	slices.Sort(ahead)
	return ahead[len(ahead)/2]
}

// clock returns how far the Date of an answer is ahead of when it was asked for. It is
// not ok for an answer without one, nor for one that a cache gave.
func (a *Answer) clock() (ahead time.Duration, ok bool) {
	date, err := http.ParseTime(a.Response.Header.Get("Date"))
	if err != nil || a.Response.Header.Get("Age") != "" {
		return 0, false
	}
	return date.Sub(a.Exchange.Started), true
}

// HaveCurrentDate demands that the Date of each answer is the time at which it was
// given, give or take a tolerance, by the clock that most answers of the run are
// dated by (RFC 9110 section 6.6.1).
func HaveCurrentDate(tolerance time.Duration) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		ahead, ok := a.clock()
		if !ok || (ahead-s.Records().clock).Abs() <= tolerance+a.Exchange.Duration {
			return nil
		}
		now := a.Exchange.Started.Add(s.Records().clock).UTC().Format(http.TimeFormat)
		return []openapi.Violation{{
			Kind: "header", At: "header Date",
			Want: "within " + tolerance.String() + " of " + now + ", as most answers are dated",
			Got:  openapi.Printable(a.Response.Header.Get("Date")),
		}}
	})
}
