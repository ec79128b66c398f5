package html

import (
	_ "embed" // the parts of pages

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

//go:embed gate.gohtml
var gateParts string

// list is lines below a title.
type list struct {
	Title printable
	Lines []printable
	More  int
}

// maxLines bounds the lines of a list.
const maxLines = 100

func listOf(title string, lines []string) list {
	shown, left := phrase.First(lines, maxLines)
	l := list{Title: printed(title), More: left}
	for _, line := range shown {
		l.Lines = append(l.Lines, printed(line))
	}
	return l
}

// gateView is what a verdict comes to beside a baseline and waivers.
type gateView struct {
	Passes printable
	Colour string
	Beside printable
	Lists  []list
}

func gateOf(g *verdict.Gate) *gateView {
	if g == nil {
		return nil
	}
	view := gateView{Passes: printed("the gate " + phrase.Passes(*g)), Colour: "bad", Beside: printed(phrase.Beside(*g))}
	if g.Passes {
		view.Colour = "good"
	}
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			view.Lists = append(view.Lists, listOf(title, lines))
		}
	}
	var reasons, waivers []string
	for _, r := range g.Reasons {
		reasons = append(reasons, r.Name+": "+phrase.GateReason(r))
	}
	for _, w := range g.Waivers {
		line := phrase.Waiver(w)
		if w.Use == verdict.Expired || w.Use == verdict.Unneeded || w.EndsSoon() {
			line = "warning: " + line
		}
		waivers = append(waivers, line)
	}
	add("Not as it was", phrase.Differs(*g))
	add("Why", reasons)
	add("Acknowledged", g.Acknowledged)
	for _, s := range phrase.Standings() {
		var lines []string
		for _, c := range phrase.Standing(*g, s) {
			lines = append(lines, phrase.GateCause(c))
		}
		add(phrase.Meaning(s), lines)
	}
	add("Waivers", waivers)
	return &view
}
