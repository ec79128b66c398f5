package console

import (
	"io"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// Demonstration shows what a fault, by its name and statement, makes of a requirement:
// the violation that the verdict on a faulty cloud has of it. It reports whether there is
// one.
func Demonstration(w io.Writer, id, fault, statement string, v verdict.Verdict, style Style) (shown bool, err error) {
	breaches := v.BreachesByRequirement()[id]
	if len(breaches) == 0 {
		return false, nil
	}
	p := newPage(style)
	p.wrapped(0, "The fault "+fault+" breaks it: "+phrase.Clip(statement))
	p.wrapped(0, "In front of the reference cloud osact finds:")
	p.text.WriteByte('\n')
	p.block(verdict.Cause{Breaches: breaches}, exchange.Recording{})
	p.row("asked", breaches[0].Finding.Probe.String())
	p.text.WriteByte('\n')
	p.wrapped(0, "To see the answers themselves: osact serve --fault "+fault)
	return true, p.writeTo(w)
}
