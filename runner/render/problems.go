package render

import (
	"fmt"
	"io"

	"github.com/osact/osact/runner/verdict"
)

// Problems writes a verdict on a target that could not be judged at all: the
// verdict, and why, in a sentence a cause. What that leaves untested is in
// verdict.json.
func Problems(w io.Writer, v verdict.Verdict, problems, files []string, style Style) error {
	p := newPage(style)
	p.line(0, colourOf(v.Verdict), string(v.Verdict), fmt.Sprintf(": %s (%s) could not be judged", clip(target(v)), clip(demand(v))))
	for _, problem := range problems {
		p.wrapped(2, problem)
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
