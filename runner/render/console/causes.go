package console

import (
	"fmt"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// looksLike writes what may be behind the violations.
func (p *page) looksLike(v verdict.Verdict) {
	lines := phrase.LooksLike(v)
	if len(lines) == 0 {
		return
	}
	p.heading("What it looks like")
	for _, line := range lines {
		for i, part := range wrap(line, p.style.Width-4) {
			p.line(2+2*min(i, 1), plain, "", part)
		}
	}
}

func (p *page) causes(causes []verdict.Cause, recording exchange.Recording) {
	if len(causes) == 0 {
		return
	}
	p.heading("Violated: " + phrase.Causes(causes))
	if len(causes) > maxBlocks {
		shown, left := phrase.First(causes, maxCauses)
		for _, c := range shown {
			p.cause(c)
		}
		p.more(left)
		return
	}
	for i, c := range causes {
		if i > 0 {
			p.text.WriteByte('\n')
		}
		p.block(c, recording)
	}
}

// cause writes what there is to know of a cause in one line. Where that does not fit,
// what is wanted and what is got are cut to equal parts.
func (p *page) cause(c verdict.Cause) {
	b := c.Title()
	place, want, got := phrase.Clip(phrase.Place(b.At)), openapi.Visible(b.Violation.Want), openapi.Visible(b.Violation.Got)
	more := others(c)
	room := p.style.Width - utf8.RuneCountInString(fmt.Sprintf("  %s %s: %s: want , got %s", b.Requirement.Level, b.Requirement.ID, openapi.Visible(place), more))
	room = max(room, 2*leastText)
	if utf8.RuneCountInString(want+got) > room {
		want, got = apart(want, got)
	}
	n, m := utf8.RuneCountInString(want), utf8.RuneCountInString(got)
	want = cut(want, max(room/2, room-m))
	got = cut(got, max(room/2, room-n))
	p.claimed(b, fmt.Sprintf(": %s: want %s, got %s%s", place, want, got, more))
}

// apart leaves out a long beginning that two texts have in common: what tells them apart
// is behind it.
func apart(a, b string) (string, string) {
	as, bs := []rune(a), []rune(b)
	n := 0
	for n < min(len(as), len(bs)) && as[n] == bs[n] {
		n++
	}
	if n = min(n, len(as)-1, len(bs)-1) - leastText/2; n < leastText/2 {
		return a, b
	}
	return "…" + string(as[n:]), "…" + string(bs[n:])
}

// leastText is how much of a text is left at least.
const leastText = 12

// cut leaves of a text as many characters.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	return string(runes[:n-1]) + "…"
}

// others says how much else a cause breaks and hides.
func others(c verdict.Cause) string {
	text := ""
	if n := len(c.Also()); n > 0 {
		text += fmt.Sprintf("; breaks %d more", n)
	}
	if n := len(c.Unjudged); n > 0 {
		text += fmt.Sprintf("; hides %d", n)
	}
	return text
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
