package console

import (
	"fmt"

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
	p.heading("Violated: " + phrase.Causes(causes))
	whole, rest := causes[:min(len(causes), maxBlocks)], causes[min(len(causes), maxBlocks):]
	for i, c := range whole {
		if i > 0 {
			p.text.WriteByte('\n')
		}
		p.block(c, recording)
	}
	if len(rest) == 0 {
		return
	}
	p.text.WriteByte('\n')
	shown, left := phrase.First(rest, maxGroups-maxBlocks)
	for _, c := range shown {
		p.claimed(c.Title(), ": "+brief(c.Title())+others(c))
	}
	p.more(left)
}

// others says how much else a cause breaks.
func others(c verdict.Cause) string {
	if n := len(c.Also()); n > 0 {
		return fmt.Sprintf("; also breaks %s", phrase.Count(n, "other requirement"))
	}
	return ""
}

// claimed writes the level and id of what a breach violates, and more.
func (p *page) claimed(b verdict.Breach, more string) {
	level := red
	if b.Requirement.Level != openapi.Must {
		level = yellow
	}
	p.line(2, level, string(b.Requirement.Level), " "+b.Requirement.ID+more)
}

// brief says in a line what a breach is.
func brief(b verdict.Breach) string {
	return phrase.Clip(fmt.Sprintf("%s: want %s, got %s%s", phrase.Place(b.At), b.Violation.Want, b.Violation.Got, phrase.Others(b)))
}

// block writes what is known of a cause.
func (p *page) block(c verdict.Cause, recording exchange.Recording) {
	b, places := c.Title(), c.Places()
	p.claimed(b, "")
	p.wrapped(4, b.Requirement.Statement)
	p.wrapped(4, fmt.Sprintf("at %s: %s", phrase.Extent(b), phrase.Probes(b)))
	if len(places) > 1 {
		shown, others := phrase.First(places, maxPlaces)
		for _, b := range shown {
			p.line(4, plain, "", brief(b))
		}
		if others > 0 {
			p.line(4, plain, "", fmt.Sprintf("and at %s", phrase.Count(others, "other place")))
		}
	} else {
		p.row("place", phrase.Place(b.At))
		p.row("want", b.Violation.Want)
		p.row("got", phrase.Clip(b.Violation.Got)+phrase.Others(b))
		p.row("rule", b.Violation.Rule)
	}
	if also := c.Also(); len(also) > 0 {
		p.hanging("also breaks ", phrase.Folded(also))
	}
	if hidden := phrase.Hidden(c); hidden != "" {
		p.hanging("not judged ", hidden)
	}
	p.row("source", phrase.Sources(b.Requirement))
	if command := curl.Of(recording, b.Finding); command != "" {
		p.line(4, plain, "", command)
	}
}

// hanging writes a text in as many lines as it takes, all but the first further in.
func (p *page) hanging(name, text string) {
	for i, line := range wrap(name+text, p.style.Width-6) {
		p.line(4+2*min(i, 1), plain, "", line)
	}
}

// row writes a name and what it is, unless that is nothing.
func (p *page) row(name, text string) {
	if text != "" {
		p.line(4, plain, "", fmt.Sprintf("%-7s%s", name, phrase.Clip(text)))
	}
}
