package console

import (
	"fmt"
	"io"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/selftest"
	"github.com/osact/osact/runner/verdict"
)

// Selftest writes what a self-test showed, which took so long: whether osact is
// proven first, then what it missed.
func Selftest(w io.Writer, r selftest.Result, took time.Duration, style Style) error {
	p := newPage(style)
	c, word := green, "proven"
	if !r.Proven() {
		c, word = red, "not proven"
	}
	d := r.Dialects
	p.line(0, c, word, ": the reference cloud is "+string(r.Reference.Verdict)+andReported(r))
	if r.Crossed > 0 {
		p.line(2, plain, "", fmt.Sprintf("%d of them crossed: changes at chance places, which any requirement may report", r.Crossed))
	}
	if d.Single+d.Sets > 0 {
		p.line(2, plain, "", fmt.Sprintf("%s played alone, and %s of them in %s: %d of %d accused, in %s", phrase.Count(d.Single, "dialect"),
			phrase.Count(d.Pairs, "pair"), phrase.Count(d.Sets, "set"), len(d.Accused), d.Single+d.Sets, d.Took.Round(100*time.Millisecond)))
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		p.line(2, plain, "", fmt.Sprintf("%-7s%s", level, phrase.Tally(r.Reference.Levels.Of(level))))
	}
	p.line(2, plain, "", fmt.Sprintf("osact %s, contract %s, in %s", r.Reference.Suite, r.Reference.Contract, took.Round(100*time.Millisecond)))
	if r.Reference.Verdict != verdict.Conformant {
		p.wrapped(2, "the reference cloud: "+phrase.Clip(r.Reference.Reason))
	}
	if len(r.Missed) > 0 {
		p.heading("Missed")
		shown, left := phrase.First(r.Missed, maxGroups)
		for _, m := range shown {
			p.line(2, red, m.Fault.Name, ": "+phrase.Clip(m.Why))
			p.wrapped(4, m.Fault.Statement)
		}
		if left > 0 {
			p.line(2, plain, "", fmt.Sprintf("and %d more", left))
		}
	}
	if len(d.Accused) > 0 {
		p.heading("Accused, and right")
		shown, left := phrase.First(d.Accused, maxGroups)
		for _, a := range shown {
			p.wrapped(2, a.Set.String())
			p.wrapped(4, phrase.Clip(a.Why))
		}
		if left > 0 {
			p.line(2, plain, "", fmt.Sprintf("and %d more", left))
		}
	}
	return p.writeTo(w)
}

// andReported says how many faults were reported, if any was put to the test.
func andReported(r selftest.Result) string {
	if r.Faults == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d of %s reported", r.Faults-len(r.Missed), phrase.Count(r.Faults, "fault"))
}
