package console

import (
	"fmt"
	"iter"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

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
	shown, left := phrase.First(rest, maxGroups-maxBlocks)
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
	return phrase.Clip(fmt.Sprintf("%s: want %s, got %s%s", phrase.Place(c.At), c.Violation.Want, c.Violation.Got, phrase.Others(c)))
}

// block writes what is known of a requirement that is violated, by whichever
// causes.
func (p *page) block(causes []verdict.Cause, recording exchange.Recording) {
	c := causes[0]
	p.claimed(c, "")
	p.wrapped(4, c.Requirement.Statement)
	p.wrapped(4, fmt.Sprintf("at %s: %s", phrase.Extent(c), phrase.Probes(c)))
	if len(causes) > 1 {
		shown, others := phrase.First(causes, maxPlaces)
		for _, c := range shown {
			p.line(4, plain, "", brief(c))
		}
		if others > 0 {
			p.line(4, plain, "", fmt.Sprintf("and at %s", phrase.Count(others, "other place")))
		}
	} else {
		p.row("place", phrase.Place(c.At))
		p.row("want", c.Violation.Want)
		p.row("got", phrase.Clip(c.Violation.Got)+phrase.Others(c))
		p.row("rule", c.Violation.Rule)
	}
	p.row("source", phrase.Sources(c.Requirement))
	if command := curl.Of(recording, c.Finding); command != "" {
		p.line(4, plain, "", command)
	}
}

// row writes a name and what it is, unless that is nothing.
func (p *page) row(name, text string) {
	if text != "" {
		p.line(4, plain, "", fmt.Sprintf("%-7s%s", name, phrase.Clip(text)))
	}
}
