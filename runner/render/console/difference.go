package console

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// Difference writes what changed between two verdicts for a terminal: what the gate
// makes of it first, then each kind of change with its requirements.
func Difference(w io.Writer, d compare.Difference, style Style) error {
	p := newPage(style)
	c := green
	switch {
	case d.Gate == nil:
	case d.Gate.Exit == exit.Nonconformant || d.Gate.Exit == exit.Defect:
		c = red
	case !d.Gate.Passes:
		c = yellow
	}
	p.line(0, c, phrase.Changed(d), ": "+changes(d))
	p.side("old", d.Old)
	p.side("new", d.New)
	for _, problem := range d.New.Problems {
		p.wrapped(2, phrase.Clip(problem))
	}
	for _, note := range d.Notes {
		p.wrapped(2, phrase.Clip(note))
	}
	for _, s := range d.Smaller {
		p.wrapped(2, phrase.Clip(phrase.Shrunk(s)))
	}
	p.gate(d.Gate, verdict.Lapsed, verdict.Excused) // the others are changes
	for _, kind := range compare.Kinds() {
		p.changed(phrase.Heading(kind), phrase.Of(d, kind))
	}
	p.changed("The contract or osact changed: what that alone makes of the old recording", phrase.ByReason(d.Contract))
	if lines := phrase.Slower(d); len(lines) > 0 {
		p.heading("Latency, before and now")
		for _, l := range lines {
			p.wrapped(2, phrase.Clip(l))
		}
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

// changed writes requirements that changed in one way. What one reason explains is
// one entry.
func (p *page) changed(heading string, of [][]compare.Change) {
	if len(of) == 0 {
		return
	}
	p.heading(heading)
	shown, left := phrase.First(of, maxGroups)
	for _, group := range shown {
		c := group[0]
		if len(group) > 1 {
			p.wrapped(2, phrase.Clip(c.Reason)+":")
			p.wrapped(6, phrase.IDs(group))
			continue
		}
		level := plain
		if c.Is == claim.Violated {
			level = yellow
			if c.Level == openapi.Must {
				level = red
			}
		}
		p.line(2, level, string(c.Level), " "+c.ID+phrase.Transition(c))
		if c.Violation != nil {
			p.wrapped(4, fmt.Sprintf("at %s: %s", phrase.Count(len(c.Probes), "probe"), phrase.Probes(verdict.Breach{Probes: c.Probes})))
			p.wrapped(4, phrase.Clip(fmt.Sprintf("%s: want %s, got %s", phrase.Place(c.Violation.At), c.Violation.Want, c.Violation.Got)))
		} else if c.Reason != "" {
			p.wrapped(4, phrase.Clip(c.Reason))
		}
	}
	if left > 0 {
		p.line(2, plain, "", fmt.Sprintf("and %d more: osact diff --format json prints all", left))
	}
}
