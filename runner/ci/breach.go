package ci

import (
	"fmt"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// breachOf tells the first of what a requirement finds wrong, and how many there are, in a line.
func breachOf(breaches []verdict.Breach) string {
	b := breaches[0]
	text := fmt.Sprintf("%s: want %s, got %s%s", phrase.Clip(phrase.Place(b.At)), phrase.Clip(b.Violation.Want), phrase.Clip(b.Violation.Got), phrase.Others(b))
	if n := len(breaches) - 1; n > 0 {
		text += fmt.Sprintf(" (and %s)", phrase.Count(n, "other cause"))
	}
	return text
}

// waiverOf tells the first waiver of a requirement; empty if there is none.
func waiverOf(g *verdict.Gate, id string) string {
	if g != nil {
		for _, w := range g.Waivers {
			if w.Requirement == id {
				return phrase.Clip(phrase.Waiver(w))
			}
		}
	}
	return ""
}
