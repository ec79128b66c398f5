package html

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// causeLine is a cause in short, for the head of the page.
type causeLine struct {
	Level, ID, Class printable
	Place, Want, Got printable
	Also             []printable // ids of the other requirements that it breaks
	MoreAlso         int
	Others, Hides    printable // how many requirements it breaks besides, and hides
	Hidden           printable // what could not be judged for it
	To               printable // where the page tells of it
}

// firstCauses is how many causes are shown at once. The others are folded.
const firstCauses = 10

// causeLines returns the first causes in short, and how many that leaves out.
func (m material) causeLines(l limits) (lines []causeLine, left int) {
	shown, left := phrase.First(m.causes, 5*l.causes)
	for _, c := range shown {
		b := c.Title()
		line := causeLine{
			Level: printed(string(b.Requirement.Level)), ID: printed(b.Requirement.ID), Class: printed(strings.ToLower(string(b.Requirement.Level))),
			Place: printed(phrase.Place(b.At)), Want: printed(b.Violation.Want), Got: whole(phrase.Clip(b.Violation.Got) + phrase.Others(b)),
			Hidden: printed(phrase.Hidden(c)), To: printed(b.Requirement.ID),
		}
		if n := placeOf(b, m.breaches[b.Requirement.ID]); n >= 0 && n < l.causes {
			line.To = breachAnchor(b.Requirement.ID, n)
		}
		line.Others, line.Hides = printed(strconv.Itoa(len(c.Also()))), printed(strconv.Itoa(len(c.Unjudged)))
		var also []string
		also, line.MoreAlso = phrase.First(c.Also(), l.causes)
		for _, id := range also {
			line.Also = append(line.Also, printed(id))
		}
		lines = append(lines, line)
	}
	return lines, left
}

// causeRow is one thing to repair, and the exchange that shows it first.
type causeRow struct {
	Place, Want, Got, Rule, At printable
	Curl                       printable
	Anchor                     printable
	Entry                      printable // where the recording holds the exchange; empty if nowhere
	Excerpt                    *excerpt  // of the answer, with the place marked
	Exchange                   *exchangeView
}

// placeOf returns where a breach stands among those of its requirement, or -1.
func placeOf(b verdict.Breach, all []verdict.Breach) int {
	return slices.IndexFunc(all, func(other verdict.Breach) bool { return other.Kind == b.Kind && other.At == b.At })
}

// causes adds what violates the requirement of a row. An exchange that shows
// several causes is shown with the first of them.
func (row *requirementRow) causes(causes []verdict.Breach, a answers, l limits) {
	first, left := phrase.First(causes, l.causes)
	row.MoreCauses = left
	seen := map[int]bool{}
	if len(causes) > 0 {
		b := causes[0]
		row.Brief = whole(fmt.Sprintf("%s: want %s, got %s", phrase.Clip(phrase.Place(b.At)), phrase.Clip(b.Violation.Want), phrase.Clip(b.Violation.Got)))
	}
	for n, c := range first {
		shown := causeRow{
			Anchor: breachAnchor(c.Requirement.ID, n),
			Place:  printed(phrase.Place(c.At)), Want: printed(c.Violation.Want), Got: whole(phrase.Clip(c.Violation.Got) + phrase.Others(c)),
			Rule: printed(c.Violation.Rule), At: whole(phrase.Extent(c) + ": " + phrase.Probes(c)),
		}
		if at, ok := c.Finding.ExchangeIn(exchange.Recording{Exchanges: a.exchanges}); ok {
			shown.Entry = entry(at)
			if n < l.exchanges {
				shown.Excerpt = a.excerpt(at, c.Violation.At)
			}
			if !seen[at] && len(seen) < l.exchanges {
				seen[at] = true
				x := exchangeOf(a.exchanges[at], l)
				shown.Curl, shown.Exchange = whole(curl.Short(a.exchanges[at])), &x
			}
		}
		row.Causes = append(row.Causes, shown)
	}
}
