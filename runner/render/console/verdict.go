// Package console shows a verdict, a difference and a self-test on a terminal.
package console

import (
	"fmt"
	"io"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// What Verdict shows at most; the rest is in verdict.json.
const (
	maxGroups       = 20 // reasons for each outcome
	maxCauses       = 10 // causes: with the head they fill a screen
	maxBlocks       = 2  // causes of which all is said; where there are more, each has a line
	maxPlaces       = 4  // places where a requirement is violated
	maxAcknowledged = 6  // why a gate does not pass
	maxNotes        = 6  // what the run had to cope with
)

// Verdict writes a verdict for a terminal: the verdict first, then the causes of what
// is violated, each in a block, or in a line where they are many, then what is inconclusive, untested and
// not applicable, by reason. Files are the paths of what was written about the
// run, if anything was. Of a target that could not be judged at all it says why,
// and nothing else.
func Verdict(w io.Writer, v verdict.Verdict, recording exchange.Recording, files []string, style Style) error {
	p := newPage(style)
	if len(v.Problems) > 0 {
		p.problems(v)
		p.gate(v.Gate, phrase.Standings()...)
	} else {
		p.head(v)
		p.gate(v.Gate, phrase.Standings()...)
		p.looksLike(v)
		p.causes(v.ByCause(), recording)
		p.groups("Inconclusive", v.Gaps(), claim.Inconclusive)
		p.groups("Untested", v.Gaps(), claim.Untested)
		p.inapplicable(v.Inapplicable())
	}
	p.results(v, files)
	return p.writeTo(w)
}

// Summary writes the same without what is violated and what is not applicable, for
// where that has been said already.
func Summary(w io.Writer, v verdict.Verdict, files []string, style Style) error {
	p := newPage(style)
	if len(v.Problems) > 0 {
		p.problems(v)
		p.gate(v.Gate, phrase.Standings()...)
	} else {
		p.head(v)
		p.gate(v.Gate, phrase.Standings()...)
		p.groups("Inconclusive", v.Gaps(), claim.Inconclusive)
		p.groups("Untested", v.Gaps(), claim.Untested)
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
	for _, d := range phrase.Digests(v) {
		p.line(2, plain, "", d.Of+" digest "+d.Hex)
	}
}

func (p *page) head(v verdict.Verdict) {
	p.line(0, colourOf(v.Verdict), string(v.Verdict),
		fmt.Sprintf(": %s (%s, %s)", phrase.Clip(phrase.Target(v)), phrase.Clip(phrase.Demanded(v)), phrase.Clip(phrase.Offered(v))))
	p.wrapped(2, v.Reason)
	if v.Target.Insecure {
		p.line(2, yellow, phrase.Unverified, "")
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		p.line(2, plain, "", fmt.Sprintf("%-7s%s", level, phrase.Tally(v.Levels.Of(level))))
	}
	p.wrapped(2, phrase.Effort(v))
	shown, left := phrase.First(v.Notes, maxNotes)
	for _, note := range shown {
		p.wrapped(2, phrase.Clip(note))
	}
	p.more(left)
	if text := phrase.Covering(v); text != "" {
		p.wrapped(2, text)
	}
	for _, l := range v.Latency {
		if l.Operation == verdict.ShowAction || l.Operation == verdict.ListActions {
			p.line(2, plain, "", phrase.Latency(l))
		}
	}
	p.wrapped(2, phrase.Clip(phrase.RecordedBy(v)))
	p.wrapped(2, phrase.Unsealed(v))
}

func colourOf(r verdict.Ruling) colour {
	switch r {
	case verdict.Conformant:
		return green
	case verdict.ConformantWithWarnings, verdict.Partial, verdict.Incomplete:
		return yellow
	}
	return red
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
	shown, left := phrase.First(groups, maxGroups)
	for _, g := range shown {
		p.wrapped(2, phrase.Clip(g.Reason)+":")
		p.wrapped(6, phrase.Folded(g.Requirements))
	}
	p.more(left)
}

// inapplicable writes one line for each reason.
func (p *page) inapplicable(groups []verdict.Group) {
	if len(groups) == 0 {
		return
	}
	p.heading("Not applicable")
	shown, left := phrase.First(groups, maxGroups)
	for _, g := range shown {
		p.line(2, plain, "", phrase.Clip(g.Reason)+": "+phrase.Folded(g.Requirements))
	}
	p.more(left)
}

func (p *page) more(left int) {
	if left > 0 {
		p.line(2, plain, "", fmt.Sprintf("and %d more in verdict.json", left))
	}
}
