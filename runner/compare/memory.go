package compare

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Memory is how a requirement was violated before: in which ways, and which
// questions were answered well.
type Memory struct {
	well  map[question]bool
	known map[place]bool
}

type (
	question struct {
		subject string
		probe   exchange.Probe
	}
	place struct{ kind, at string }
)

// MemoryOf returns what is known of a requirement; of nil, nothing.
func MemoryOf(was *verdict.Requirement) Memory {
	m := Memory{map[question]bool{}, map[place]bool{}}
	if was == nil {
		return m
	}
	for _, f := range was.Findings {
		switch f.Outcome {
		case claim.Satisfied:
			m.well[question{f.Subject, f.Probe}] = true
		case claim.Violated:
			for _, v := range f.Signs() {
				m.known[place{v.Kind, openapi.AnyIndex(v.At)}] = true
			}
		}
	}
	return m
}

// Knows reports that a violation of a finding is one of those that were there
// before, at a question that was not answered well.
func (m Memory) Knows(f verdict.Finding, v openapi.Violation) bool {
	return m.known[place{v.Kind, openapi.AnyIndex(v.At)}] && !m.well[question{f.Subject, f.Probe}]
}
