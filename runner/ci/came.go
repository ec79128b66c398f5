// Package ci shows a verdict to the systems that run a pipeline: CTRF, Prometheus,
// subunit v2, the lines that a Sovereign Cloud Stack check prints, and GitHub's
// annotations, outputs and job summary. Each is a total function of the verdict. JUnit
// XML and Markdown, which people read too, are in package render.
package ci

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Came is what a requirement came to, as far as a format has a word for it.
type Came string

// What a requirement can come to.
const (
	Passed Came = "passed"
	// Warned: a SHOULD is violated, which does not count.
	Warned Came = "warned"
	Failed Came = "failed"
	// Waived and Known are violated, and do not fail the gate.
	Waived Came = "waived"
	Known  Came = "known"
	// Unexpected: it holds though a waiver says otherwise.
	Unexpected   Came = "unexpected pass"
	Inconclusive Came = "inconclusive"
	Inapplicable Came = "not applicable"
	Untested     Came = "untested"
	// NotRun: the run ended before it was asked.
	NotRun Came = "not run"
)

// All returns all that a requirement can come to.
func All() []Came {
	return []Came{Passed, Warned, Failed, Waived, Known, Unexpected, Inconclusive, Inapplicable, Untested, NotRun}
}

// Of says what each requirement of a verdict came to, in their order.
func Of(v verdict.Verdict) []Came {
	standings, unneeded := v.Gate.Standings(), map[string]bool{}
	for _, w := range v.Gate.Unneeded() {
		unneeded[w.Requirement] = true
	}
	all := make([]Came, len(v.Requirements))
	for i, r := range v.Requirements {
		all[i] = came(v, r, standings[r.ID], unneeded[r.ID])
	}
	return all
}

func came(v verdict.Verdict, r verdict.Requirement, s verdict.Standing, unneeded bool) Came {
	switch r.Outcome {
	case claim.Satisfied:
		if unneeded {
			return Unexpected
		}
		return Passed
	case claim.Violated:
		switch {
		case s == verdict.Excused:
			return Waived
		case r.Level != openapi.Must && !v.Strict:
			return Warned
		case s == verdict.Known || s == verdict.Faced:
			return Known
		}
		return Failed
	case claim.NotApplicable:
		return Inapplicable
	case claim.Untested:
		if v.Ending != exchange.Complete {
			return NotRun
		}
		return Untested
	}
	return Inconclusive // a word that is none of ours, too
}
