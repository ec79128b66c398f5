package html

import (
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
	Hidden           printable // what could not be judged for it
}

// causeLines returns the first causes in short, and how many that leaves out.
func causeLines(causes []verdict.Cause, l limits) (lines []causeLine, left int) {
	shown, left := phrase.First(causes, 2*l.causes)
	for _, c := range shown {
		b := c.Title()
		line := causeLine{
			Level: printed(string(b.Requirement.Level)), ID: printed(b.Requirement.ID), Class: anchor(b.Requirement.Outcome),
			Place: printed(phrase.Place(b.At)), Want: printed(b.Violation.Want), Got: whole(phrase.Clip(b.Violation.Got) + phrase.Others(b)),
			Hidden: printed(phrase.Hidden(c)),
		}
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
	Entry                      printable // where the recording holds the exchange; empty if nowhere
	Exchange                   *exchangeView
}

// causes adds what violates the requirement of a row. An exchange that shows
// several causes is shown with the first of them.
func (row *requirementRow) causes(causes []verdict.Breach, recording exchange.Recording, l limits) {
	first, left := phrase.First(causes, l.causes)
	row.MoreCauses = left
	seen := map[int]bool{}
	for _, c := range first {
		shown := causeRow{
			Place: printed(phrase.Place(c.At)), Want: printed(c.Violation.Want), Got: whole(phrase.Clip(c.Violation.Got) + phrase.Others(c)),
			Rule: printed(c.Violation.Rule), At: whole(phrase.Extent(c) + ": " + phrase.Probes(c)),
		}
		if at, ok := c.Finding.ExchangeIn(recording); ok {
			shown.Entry = entry(at)
			if !seen[at] && len(seen) < l.exchanges {
				seen[at] = true
				x := exchangeOf(recording.Exchanges[at], l)
				shown.Curl, shown.Exchange = whole(curl.Short(recording.Exchanges[at])), &x
			}
		}
		row.Causes = append(row.Causes, shown)
	}
}
