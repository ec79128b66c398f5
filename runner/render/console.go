package render

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// What Console shows at most; the rest is in verdict.json.
const (
	maxGroups    = 20 // violated requirements, and reasons for each other outcome
	maxBlocks    = 6  // violated requirements of which all is said
	maxPlaces    = 4  // places where a requirement is violated
	maxExplained = 6  // requirements for one reason
)

// Console writes a verdict for a terminal: the verdict first, then what is
// violated, a block for each requirement, then what is inconclusive, untested and
// not applicable, by reason. Files are the paths of what was written about the
// run, if anything was. Of a target that could not be judged at all it says why,
// and nothing else.
func Console(w io.Writer, v verdict.Verdict, recording exchange.Recording, files []string, style Style) error {
	p := newPage(style)
	if len(v.Problems) > 0 {
		p.problems(v)
	} else {
		p.head(v)
		p.causes(v.Causes(), recording)
		p.groups("Inconclusive", v.Gaps(), claim.Inconclusive)
		p.groups("Untested", v.Gaps(), claim.Untested)
		p.inapplicable(v.Inapplicable())
	}
	p.results(v, files)
	return p.writeTo(w)
}

// results writes where to look for more.
func (p *page) results(v verdict.Verdict, files []string) {
	p.heading("Results")
	for _, file := range files {
		p.line(2, plain, "", file)
	}
	p.line(2, plain, "", "digest "+v.Digest)
}

func (p *page) head(v verdict.Verdict) {
	p.line(0, colourOf(v.Verdict), string(v.Verdict),
		fmt.Sprintf(": %s (%s, %s)", clip(target(v)), clip(demand(v)), clip(offer(v))))
	p.wrapped(2, v.Reason)
	if v.Target.Insecure {
		p.line(2, yellow, unverified, "")
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		p.line(2, plain, "", fmt.Sprintf("%-7s%s", level, tally(v.Levels.Of(level))))
	}
	p.wrapped(2, effort(v))
	p.wrapped(2, clip(foreign(v)))
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
	all := slices.Collect(byRequirement(causes))
	whole, rest := all[:min(len(all), maxBlocks)], all[min(len(all), maxBlocks):]
	for i, block := range whole {
		if i > 0 {
			p.text.WriteByte('\n')
		}
		p.block(block, recording)
	}
	if len(rest) == 0 {
		return
	}
	p.text.WriteByte('\n')
	shown, left := firsts(rest, maxGroups-maxBlocks)
	for _, block := range shown {
		p.claimed(block[0], ": "+brief(block[0]))
	}
	p.more(left)
}

// byRequirement divides causes where the requirement changes.
func byRequirement(causes []verdict.Cause) iter.Seq[[]verdict.Cause] {
	return func(yield func([]verdict.Cause) bool) {
		for from, to := 0, 0; from < len(causes); from = to {
			for to < len(causes) && causes[to].Requirement.ID == causes[from].Requirement.ID {
				to++
			}
			if !yield(causes[from:to]) {
				return
			}
		}
	}
}

// claimed writes the level and id of what a cause violates, and more.
func (p *page) claimed(c verdict.Cause, more string) {
	level := red
	if c.Requirement.Level != openapi.Must {
		level = yellow
	}
	p.line(2, level, string(c.Requirement.Level), " "+c.Requirement.ID+more)
}

// brief says in a line what a cause is.
func brief(c verdict.Cause) string {
	return clip(fmt.Sprintf("%s: want %s, got %s%s", place(c.At), c.Violation.Want, c.Violation.Got, others(c)))
}

// block writes what is known of a requirement that is violated, by whichever
// causes.
func (p *page) block(causes []verdict.Cause, recording exchange.Recording) {
	c := causes[0]
	p.claimed(c, "")
	p.wrapped(4, c.Requirement.Statement)
	p.wrapped(4, fmt.Sprintf("at %s: %s", extent(c), named(c)))
	if len(causes) > 1 {
		shown, others := firsts(causes, maxPlaces)
		for _, c := range shown {
			p.line(4, plain, "", brief(c))
		}
		if others > 0 {
			p.line(4, plain, "", fmt.Sprintf("and at %s", several(others, "other place")))
		}
	} else {
		p.row("place", place(c.At))
		p.row("want", c.Violation.Want)
		p.row("got", clip(c.Violation.Got)+others(c))
		p.row("rule", c.Violation.Rule)
	}
	p.row("source", sources(c.Requirement))
	if command := proof(recording, c.Finding); command != "" {
		p.line(4, plain, "", command)
	}
}

// row writes a name and what it is, unless that is nothing.
func (p *page) row(name, text string) {
	if text != "" {
		p.line(4, plain, "", fmt.Sprintf("%-7s%s", name, clip(text)))
	}
}

// groups writes the reasons for an outcome, each with the ids it explains.
func (p *page) groups(title string, all []verdict.Group, outcome claim.Outcome) {
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
		ids, others := firsts(g.Requirements, maxExplained)
		text := strings.Join(ids, ", ")
		if others > 0 {
			text += fmt.Sprintf(" and %d more", others)
		}
		p.wrapped(6, text)
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
