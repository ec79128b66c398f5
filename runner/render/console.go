package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// maxGroups bounds the causes, and the reasons for each outcome, that Console
// shows. The rest is in verdict.json.
const maxGroups = 20

// Console writes a verdict for a terminal: the verdict first, then what is
// violated, one block for each cause, then what is inconclusive, untested and
// not applicable, by reason. Files are the paths of what was written about the
// run, if anything was.
func Console(w io.Writer, v verdict.Verdict, recording exchange.Recording, files []string, style Style) error {
	p := newPage(style)
	p.head(v, recording)
	p.causes(v.Causes(), recording)
	p.groups("Inconclusive", v.Gaps(), suites.Inconclusive)
	p.groups("Untested", v.Gaps(), suites.Untested)
	p.inapplicable(v.Inapplicable())
	p.results(v, files)
	return p.writeTo(w)
}

func (p *page) head(v verdict.Verdict, recording exchange.Recording) {
	p.line(0, colourOf(v.Verdict), string(v.Verdict),
		fmt.Sprintf(": %s (%s, %s)", clip(target(v)), clip(demand(v)), clip(offer(recording))))
	p.wrapped(2, v.Reason)
	if v.Target.Insecure {
		p.line(2, yellow, unverified, "")
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		p.line(2, plain, "", fmt.Sprintf("%-7s%s", level, tally(v.Levels.Of(level))))
	}
	p.wrapped(2, effort(v))
}

func colourOf(r verdict.Ruling) colour {
	switch r {
	case verdict.Conformant:
		return green
	case verdict.ConformantWithWarnings, verdict.Incomplete:
		return yellow
	}
	return red
}

func (p *page) causes(causes []verdict.Cause, recording exchange.Recording) {
	if len(causes) == 0 {
		return
	}
	p.heading("Violated")
	shown, left := firsts(causes, maxGroups)
	for i, c := range shown {
		if i > 0 {
			p.text.WriteByte('\n')
		}
		p.cause(c, recording)
	}
	p.more(left)
}

func (p *page) cause(c verdict.Cause, recording exchange.Recording) {
	level := red
	if c.Requirement.Level != openapi.Must {
		level = yellow
	}
	p.line(2, level, string(c.Requirement.Level), " "+c.Requirement.ID)
	p.wrapped(4, c.Requirement.Statement)
	probes, left := labels(c)
	if left > 0 {
		probes = append(probes[:len(probes):len(probes)], fmt.Sprintf("%d more", left))
	}
	p.wrapped(4, fmt.Sprintf("at %s: %s", extent(c), strings.Join(probes, ", ")))
	for _, row := range [][2]string{
		{"place", clip(place(c.At))},
		{"want", clip(c.Violation.Want)},
		{"got", clip(c.Violation.Got) + others(c)},
		{"rule", clip(c.Violation.Rule)},
		{"source", clip(sources(c.Requirement))},
	} {
		if row[1] != "" {
			p.line(4, plain, "", fmt.Sprintf("%-7s%s", row[0], row[1]))
		}
	}
	if command := proof(recording, c.Finding); command != "" {
		p.line(4, plain, "", command)
	}
}

// groups writes the reasons for an outcome, each with the ids it explains.
func (p *page) groups(title string, all []verdict.Group, outcome suites.Outcome) {
	var groups []verdict.Group
	for _, g := range all {
		if g.Outcome == outcome {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return
	}
	p.heading(title)
	shown, left := firsts(groups, maxGroups)
	for _, g := range shown {
		p.wrapped(2, clip(g.Reason)+":")
		p.wrapped(6, strings.Join(g.Requirements, ", "))
	}
	p.more(left)
}

// inapplicable writes one line for each reason.
func (p *page) inapplicable(groups []verdict.Group) {
	if len(groups) == 0 {
		return
	}
	p.heading("Not applicable")
	shown, left := firsts(groups, maxGroups)
	for _, g := range shown {
		ids, others := firsts(g.Requirements, 2)
		text := strings.Join(ids, ", ")
		if others > 0 {
			text += fmt.Sprintf(" and %d more", others)
		}
		p.line(2, plain, "", clip(g.Reason)+": "+text)
	}
	p.more(left)
}

func (p *page) more(left int) {
	if left > 0 {
		p.line(2, plain, "", fmt.Sprintf("and %d more in verdict.json", left))
	}
}
