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
	p.line(0, c, word, fmt.Sprintf(": the reference cloud is %s, and %d of %s reported", r.Reference.Verdict, r.Faults-len(r.Missed), phrase.Count(r.Faults, "fault")))
	if r.Crossed > 0 {
		p.line(2, plain, "", fmt.Sprintf("%d of them crossed: changes at chance places, which any requirement may report", r.Crossed))
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
	return p.writeTo(w)
}
