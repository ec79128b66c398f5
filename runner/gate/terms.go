// Package gate says whether a release may go out: what a verdict comes to beside an
// earlier run and the known violations that somebody answers for.
//
// The verdict is what the contract says of the answers, and what is certified. A gate
// never changes it: it decides the exit code alone, and only where a baseline or
// waivers are given.
package gate

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/waiver"
)

// Terms are what a gate goes by, beside the verdict.
type Terms struct {
	Baseline *Side // nil: nothing is compared
	// Waived: a file of waivers is given, though it may be empty.
	Waived  bool
	Waivers []waiver.Waiver
	// Acknowledged are the requirements and offers of which less is accepted.
	Acknowledged []string
	AsOf         waiver.Day
}

// Given reports whether there is a gate.
func (t Terms) Given() bool { return t.Baseline != nil || t.Waived }

// Requirements has the requirements that there are; *openapi.Contract is one.
type Requirements interface {
	Requirement(id string) (openapi.Requirement, bool)
}

// Judge returns what a verdict comes to, and, beside a baseline, what changed. It
// fails where the two cannot be compared.
func (t Terms) Judge(known Requirements, v verdict.Verdict) (verdict.Gate, *compare.Difference, error) {
	d := decision{terms: t, known: known, verdict: v, was: map[string]*verdict.Requirement{}, used: make([]bool, len(t.Waivers))}
	if v.Verdict == verdict.Error {
		return d.defect(), nil, nil
	}
	if t.Baseline != nil {
		difference, err := t.Baseline.difference(v)
		if err != nil {
			return verdict.Gate{}, nil, err
		}
		d.difference = &difference
		d.sameRecording = compare.SameRecording(t.Baseline.Verdict, v)
		for i, r := range t.Baseline.Verdict.Requirements {
			d.was[r.ID] = &t.Baseline.Verdict.Requirements[i]
		}
	}
	gate := d.decide()
	if d.difference != nil {
		own, baseline := gate, *gate.Baseline
		baseline.Differs = nil // its notes say so
		own.Baseline = &baseline
		d.difference.Gate = &own
	}
	return gate, d.difference, nil
}
