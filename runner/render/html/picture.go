package html

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// picture shows each requirement as a line, and the editions that it was asked at as
// cells of it, coloured by outcome.
type picture struct {
	Across printable // what stands from left to right
	Levels []pictureLevel
}

// pictureLevel is the requirements of a level.
type pictureLevel struct {
	Level    printable
	Tally    printable
	Families []pictureFamily
}

// pictureFamily is the requirements of a subject.
type pictureFamily struct {
	Name          printable
	Anchor        printable
	Width, Height int
	Back          printable // the shape of the lines, whether asked or not
	Marks         []pictureMark
}

// pictureMark is the cells of one line and outcome, which lead to what was found.
type pictureMark struct {
	Class printable
	To    printable
	Says  printable
	Shape printable
}

// What the picture measures.
const (
	lineStep   = 7 // from one line to the next
	lineHeight = 6
)

func (m material) picture(l limits) *picture {
	v, a := m.verdict, m.filter.axis
	if len(a.names) == 0 {
		return nil
	}
	c := columnsOf(v, a)
	p := picture{Across: printed(a.across())}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		families, order := map[string][]verdict.Requirement{}, []string(nil)
		for _, r := range v.Requirements {
			if r.Level != level {
				continue
			}
			name := phrase.Family(r.ID)
			if families[name] == nil {
				order = append(order, name)
			}
			families[name] = append(families[name], r)
		}
		shown := pictureLevel{Level: printed(string(level)), Tally: printed(phrase.Tally(v.Levels.Of(level)))}
		for _, name := range order {
			shown.Families = append(shown.Families, pictureFamilyOf(name, families[name], c, m.breaches, l.causes))
		}
		if len(order) > 0 {
			p.Levels = append(p.Levels, shown)
		}
	}
	return &p
}

func pictureFamilyOf(name string, requirements []verdict.Requirement, c columns, breaches map[string][]verdict.Breach, shown int) pictureFamily {
	f := pictureFamily{Name: printed(name), Anchor: familyAnchor(name), Width: len(c.spans), Height: lineStep*len(requirements) - 1}
	var back strings.Builder
	for i, r := range requirements {
		fmt.Fprint(&back, rectangle(0, len(c.spans), i*lineStep, lineHeight))
		broken, _ := phrase.First(breaches[r.ID], shown)
		f.Marks = append(f.Marks, pictureMarks(r, i*lineStep, c, broken)...)
	}
	f.Back = printable(back.String())
	return f
}

// pictureMarks are the cells of one line, the worst last, so that they lie on top.
func pictureMarks(r verdict.Requirement, y int, c columns, breaches []verdict.Breach) []pictureMark {
	at := map[mark][]int{}
	for place, m := range c.found(r) {
		at[m] = append(at[m], place)
	}
	var all []pictureMark
	for _, m := range marks() {
		if len(at[m]) == 0 {
			continue
		}
		var shape strings.Builder
		parts := spans(at[m])
		for _, s := range parts {
			shape.WriteString(rectangle(s.first, s.last-s.first+1, y, lineHeight))
		}
		to := printed(r.ID)
		if m == markOf(claim.Violated) && len(breaches) > 0 {
			to = breachAnchor(r.ID, 0)
		}
		all = append(all, pictureMark{
			Class: m.Class, To: to, Shape: printable(shape.String()),
			Says: printed(fmt.Sprintf("%s: %s at %s", r.ID, m.Word, c.said(parts))),
		})
	}
	return all
}

// columns are the columns of the picture: editions that many requirements are asked at,
// each alone, and those between two of them together.
type columns struct {
	axis  axis
	spans []span // of places of the axis
	at    []int  // by place: its column
}

// columnsOf returns the columns for what was found.
func columnsOf(v verdict.Verdict, a axis) columns {
	asked := make([]int, len(a.names)) // requirements, by place
	for _, r := range v.Requirements {
		seen := map[int]bool{}
		for _, f := range r.Findings {
			if at := a.place(f.Probe); !seen[at] {
				seen[at] = true
				asked[at]++
			}
		}
	}
	c := columns{axis: a, at: make([]int, len(a.names))}
	alone := func(at int) bool {
		return asked[at] >= len(v.Requirements)/10 || columnOf(a.names[at]).version.IsZero()
	}
	for at := range a.names {
		if n := len(c.spans); n > 0 && !alone(at) && !alone(at-1) {
			c.spans[n-1].last = at
		} else {
			c.spans = append(c.spans, span{at, at})
		}
		c.at[at] = len(c.spans) - 1
	}
	return c
}

// found returns the worst of what was found of a requirement in each column.
func (c columns) found(r verdict.Requirement) map[int]mark {
	worst := map[int]claim.Outcome{}
	for _, f := range r.Findings {
		at := c.at[c.axis.place(f.Probe)]
		if before, ok := worst[at]; !ok || rank(f.Outcome) < rank(before) {
			worst[at] = f.Outcome
		}
	}
	return marksOf(worst, r.Level)
}

// said names the editions of columns, the first few.
func (c columns) said(of []span) string {
	places := make([]span, len(of))
	for i, s := range of {
		places[i] = span{c.spans[s.first].first, c.spans[s.last].last}
	}
	return c.axis.said(places)
}

func rectangle(x, width, y, height int) string {
	return fmt.Sprintf("M%d %dh%dv%dh-%dz", x, y, width, height, width)
}

// familyAnchor names where the table of a subject is.
func familyAnchor(name string) printable { return printed("edition." + name) }

// breachAnchor names where the page tells of a place where a requirement is violated.
func breachAnchor(id string, n int) printable { return printed(fmt.Sprintf("%s~%d", id, n+1)) }
