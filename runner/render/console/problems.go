package console

import (
	"fmt"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// problems writes a verdict on a target that could not be judged at all: the
// verdict, and why, in a sentence a cause. What that leaves untested is in
// verdict.json.
func (p *page) problems(v verdict.Verdict) {
	p.line(0, colourOf(v.Verdict), string(v.Verdict), fmt.Sprintf(": %s (%s) could not be judged", phrase.Clip(phrase.Target(v)), phrase.Clip(phrase.Demanded(v))))
	for _, problem := range v.Problems {
		p.wrapped(2, problem)
	}
	p.wrapped(2, phrase.Clip(phrase.RecordedBy(v)))
}
