package html

import (
	"fmt"
	"html/template"
	"io"

	_ "embed" // the page

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

var (
	//go:embed difference.gohtml
	differencePage string

	differenceTemplate = template.Must(template.Must(template.New("difference").Parse(differencePage)).Parse(gateParts))
)

// differenceData is what the page about a difference shows, from top to bottom.
type differenceData struct {
	Policy string
	Style  template.CSS
	Came   printable
	Colour string
	Target printable
	Facts  []fact
	Notes  []printable
	Gate   *gateView
	Lists  []list
}

// Difference writes what changed between two verdicts as one page of HTML, which loads
// nothing and runs nothing.
func Difference(w io.Writer, d compare.Difference) error {
	data := differenceData{
		Policy: policy(reportStyle, ""), Style: template.CSS(reportStyle), Came: printed(phrase.Changed(d)), Colour: "good",
		Target: printed(phrase.Target(verdict.Verdict{Target: d.New.Target})), Gate: gateOf(d.Gate),
		Facts: []fact{{"old", sideOf(d.Old)}, {"new", sideOf(d.New)}},
	}
	if d.Gate != nil && !d.Gate.Passes {
		data.Colour = "bad"
	}
	for _, less := range d.Smaller {
		data.Notes = append(data.Notes, printed(phrase.Shrunk(less)))
	}
	for _, text := range append(append([]string{}, d.New.Problems...), d.Notes...) {
		data.Notes = append(data.Notes, whole(text))
	}
	add := func(title string, of [][]compare.Change) {
		var lines []string
		for _, group := range of {
			lines = append(lines, changeLine(group))
		}
		if len(lines) > 0 {
			data.Lists = append(data.Lists, listOf(title, lines))
		}
	}
	for _, kind := range compare.Kinds() {
		add(phrase.Heading(kind), phrase.Of(d, kind))
	}
	add("The contract or osact changed: what that alone makes of the old recording", phrase.ByReason(d.Contract))
	if lines := phrase.Slower(d); len(lines) > 0 {
		data.Lists = append(data.Lists, listOf("Latency", lines))
	}
	return differenceTemplate.Execute(w, data)
}

func sideOf(s compare.Side) printable {
	v := verdict.Verdict{Target: s.Target, Profile: s.Profile, Contract: s.Contract}
	return printed(fmt.Sprintf("%s, %s, %s, %s", s.Verdict, phrase.Target(v), phrase.Demanded(v), s.Started))
}

// changeLine tells changes that one reason explains in one line.
func changeLine(group []compare.Change) string {
	c := group[0]
	switch {
	case len(group) > 1:
		return c.Reason + ": " + phrase.IDs(group)
	case c.Violation != nil:
		return fmt.Sprintf("%s %s%s, at %s (%s), %s: want %s, got %s", c.Level, c.ID, phrase.Transition(c), phrase.Count(len(c.Probes), "probe"),
			phrase.Probes(verdict.Breach{Probes: c.Probes}), phrase.Place(c.Violation.At), c.Violation.Want, c.Violation.Got)
	case c.Reason != "":
		return fmt.Sprintf("%s %s%s: %s", c.Level, c.ID, phrase.Transition(c), c.Reason)
	}
	return fmt.Sprintf("%s %s%s", c.Level, c.ID, phrase.Transition(c))
}
