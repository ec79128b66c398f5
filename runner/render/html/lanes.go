package html

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/suites/exchange"
)

// lanes show when each actor was answered, and with what.
type lanes struct {
	Width, Height int
	Took          printable
	Lanes         []lane
	Legend        []laneMark // the kinds of answers that there are
}

// lane is what one actor was answered.
type lane struct {
	Actor printable
	Says  printable
	Marks []laneMark
}

// laneMark is when there were answers of one kind.
type laneMark struct{ Class, Says, Shape printable }

// statusKind is a kind of answers, as the lanes and the counts beside them tell.
type statusKind struct {
	class, word string
	holds       func(*exchange.Response) bool
}

// statusKinds are the kinds, each with a track of its own, from top to bottom.
func statusKinds() []statusKind {
	hundreds := func(of ...int) func(*exchange.Response) bool {
		return func(r *exchange.Response) bool { return r != nil && slices.Contains(of, r.Status/100) }
	}
	return []statusKind{
		{"s2", "2xx", hundreds(2)},
		{"s3", "3xx", hundreds(3)},
		{"s4", "4xx", hundreds(4)},
		{"s5", "5xx", hundreds(5)},
		{"s0", "no answer", func(r *exchange.Response) bool { return r == nil || r.Status/100 < 2 || r.Status/100 > 5 }},
	}
}

// What the lanes measure.
const (
	laneWidth   = 240 // moments of the whole run
	trackHeight = 4
)

// lanesOf returns the lanes of a recording; nil where it has no times.
func lanesOf(rec exchange.Recording) *lanes {
	begin, end := bounds(rec.Exchanges)
	if !end.After(begin) {
		return nil
	}
	by := map[exchange.Actor][]exchange.Exchange{}
	for _, x := range rec.Exchanges {
		by[x.Probe.As] = append(by[x.Probe.As], x)
	}
	actors := exchange.Actors()
	var strangers []exchange.Actor
	for a := range by {
		if !a.Known() {
			strangers = append(strangers, a)
		}
	}
	slices.Sort(strangers)
	kinds := statusKinds()
	all := lanes{Width: laneWidth, Height: trackHeight * len(kinds), Took: printed(lasted(end.Sub(begin)))}
	shown, _ := phrase.First(append(actors, strangers...), mostLanes)
	for _, a := range shown {
		if len(by[a]) > 0 {
			all.Lanes = append(all.Lanes, laneOf(a, by[a], begin, end, kinds))
		}
	}
	for _, kind := range kinds {
		if slices.ContainsFunc(rec.Exchanges, func(x exchange.Exchange) bool { return kind.holds(x.Response) }) {
			all.Legend = append(all.Legend, laneMark{Class: printable(kind.class), Says: printable(kind.word)})
		}
	}
	return &all
}

// mostLanes bounds the lanes of a recording that somebody wrote.
const mostLanes = 12

// bounds are when the first question was asked and the last answer came.
func bounds(exchanges []exchange.Exchange) (begin, end time.Time) {
	for _, x := range exchanges {
		if x.Started.IsZero() {
			continue
		}
		if begin.IsZero() || x.Started.Before(begin) {
			begin = x.Started
		}
		if answered := x.Started.Add(x.Duration); answered.After(end) {
			end = answered
		}
	}
	return begin, end
}

func laneOf(a exchange.Actor, exchanges []exchange.Exchange, begin, end time.Time, kinds []statusKind) lane {
	l := lane{Actor: printed(string(a))}
	var counts []string
	for track, kind := range kinds {
		var at []int
		n := 0
		for _, x := range exchanges {
			if !kind.holds(x.Response) {
				continue
			}
			n++
			at = append(at, moments(x, begin, end)...)
		}
		if n == 0 {
			continue
		}
		count := fmt.Sprintf("%d %s", n, kind.word)
		counts = append(counts, count)
		var shape strings.Builder
		for _, s := range spans(at) {
			shape.WriteString(rectangle(s.first, s.last-s.first+1, track*trackHeight, trackHeight))
		}
		l.Marks = append(l.Marks, laneMark{printable(kind.class), printed(string(a) + ": " + count), printable(shape.String())})
	}
	l.Says = printed(strings.Join(counts, ", "))
	return l
}

// moments are those in which an answer was awaited.
func moments(x exchange.Exchange, begin, end time.Time) []int {
	scale := float64(laneWidth) / float64(end.Sub(begin))
	at := func(t time.Time) int { return min(max(int(float64(t.Sub(begin))*scale), 0), laneWidth-1) }
	if x.Started.IsZero() {
		return nil
	}
	var all []int
	for m, last := at(x.Started), at(x.Started.Add(x.Duration)); m <= last; m++ {
		all = append(all, m)
	}
	return all
}

// lasted writes how long something took, with three digits at most.
func lasted(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return cmp.Or(d.Round(time.Second).String(), "0s")
}
