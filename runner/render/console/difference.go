package console

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// Difference writes what changed between two verdicts for a terminal: whether it
// is worse first, then each kind of change with its requirements.
func Difference(w io.Writer, d compare.Difference, style Style) error {
	p := newPage(style)
	c, word := green, "no worse"
	switch {
	case d.Worse:
		c, word = red, "worse"
	case d.Less:
		c, word = yellow, "less was judged"
	case len(d.Changes) == 0:
		word = "the same"
	}
	p.line(0, c, word, ": "+changes(d))
	p.side("old", d.Old)
	p.side("new", d.New)
	for _, note := range d.Notes {
		p.wrapped(2, phrase.Clip(note))
	}
	for _, kind := range compare.Kinds() {
		p.changed(kind, d.Changes)
	}
	return p.writeTo(w)
}

// changes counts by kind: "1 broken, 2 mended, 181 unchanged".
func changes(d compare.Difference) string {
	var parts []string
	for _, kind := range compare.Kinds() {
		if n := len(changesOf(kind, d.Changes)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("%d unchanged", d.Unchanged)), ", ")
}

func changesOf(kind compare.Kind, all []compare.Change) []compare.Change {
	var of []compare.Change
	for _, c := range all {
		if c.Kind == kind {
			of = append(of, c)
		}
	}
	return of
}

// side writes one of the verdicts in a line.
func (p *page) side(name string, s compare.Side) {
	v := verdict.Verdict{Target: s.Target, Profile: s.Profile, Contract: s.Contract}
	p.line(2, plain, "", fmt.Sprintf("%s: %s, %s, %s, %s", name, s.Verdict, phrase.Clip(phrase.Target(v)), phrase.Clip(phrase.Demanded(v)), s.Started))
}

// meaning says what a kind of change is, for a heading.
func meaning(kind compare.Kind) string {
	switch kind {
	case compare.Broken:
		return "Broken: violated, and was not"
	case compare.Spread:
		return "Spread: violated before, and in more ways now"
	case compare.Unseen:
		return "Unseen: judged before, and not now"
	case compare.Dropped:
		return "Dropped: judged before, and not demanded now"
	case compare.Faced:
		return "Faced: violated, and not demanded before"
	case compare.Mended:
		return "Mended: violated before, and holds now"
	case compare.Exempt:
		return "Exempt: judged before, and does not apply now"
	case compare.Seen:
		return "Seen: holds, and was not judged before"
	case compare.Observed:
		return "Observed: a MAY, more or less often"
	}
	return string(kind)
}

// changed writes the requirements that changed in one way.
func (p *page) changed(kind compare.Kind, all []compare.Change) {
	of := changesOf(kind, all)
	if len(of) == 0 {
		return
	}
	p.heading(meaning(kind))
	shown, left := phrase.First(of, maxGroups)
	for _, c := range shown {
		level := plain
		if c.Is == claim.Violated {
			level = yellow
			if c.Level == openapi.Must {
				level = red
			}
		}
		p.line(2, level, string(c.Level), " "+c.ID+transition(c))
		if c.Violation != nil {
			p.wrapped(4, fmt.Sprintf("at %s: %s", phrase.Count(len(c.Probes), "probe"), phrase.Probes(verdict.Breach{Probes: c.Probes})))
			p.wrapped(4, phrase.Clip(fmt.Sprintf("%s: want %s, got %s", phrase.Place(c.Violation.At), c.Violation.Want, c.Violation.Got)))
		} else if c.Reason != "" {
			p.wrapped(4, phrase.Clip(c.Reason))
		}
	}
	if left > 0 {
		p.line(2, plain, "", fmt.Sprintf("and %d more: osact diff --json prints all", left))
	}
}

// transition says what a requirement came to before and after, where its heading
// leaves that open.
func transition(c compare.Change) string {
	switch c.Kind {
	case compare.Broken, compare.Unseen, compare.Exempt:
		return fmt.Sprintf(" (%s, now %s)", c.Was, c.Is)
	}
	return ""
}
