package rendertest

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// Gate has something of all that a gate can have, with a text wherever a text can be.
func Gate(text string) *verdict.Gate {
	first := 0
	g := &verdict.Gate{
		Exit: 4, AsOf: "2026-11-30", Acknowledged: []string{text},
		Baseline: &verdict.Baseline{Path: text, Verdict: verdict.Ruling(text), Started: text, Digest: text, Differs: []string{text}},
		Reasons:  []verdict.GateReason{{Name: text, Exit: 4, Text: text, Of: []string{text}}},
		Waivers: []verdict.Waived{{
			Requirement: text, Kind: text, At: text, Targets: []string{text}, Editions: []string{text}, Actors: []string{text},
			Reason: text, Issue: text, Owner: text, Added: text, Expires: text, Use: verdict.Needed, DaysLeft: 3,
		}},
	}
	for _, s := range []verdict.Standing{verdict.Fresh, verdict.Known, verdict.Faced, verdict.Excused, verdict.Lapsed} {
		c := verdict.GateCause{Requirement: text, Level: openapi.Must, Kind: text, At: text, Probes: 2, Standing: s}
		if s == verdict.Excused || s == verdict.Lapsed {
			c.Waiver = &first
		}
		g.Violated = append(g.Violated, c)
	}
	return g
}

// Difference has something of each kind of change, with a text wherever a text can be.
func Difference(text string) compare.Difference {
	v := verdict.Verdict{Profile: text, Contract: text}
	v.Target.URL = text
	side := compare.Side{Verdict: verdict.Ruling(text), Reason: text, Target: v.Target, Profile: text, Contract: text, Started: text}
	d := compare.Difference{Old: side, New: side, Notes: []string{text}, Smaller: []compare.Shrunk{{Name: text, Was: text, Is: text}}, Gate: Gate(text)}
	violation := Violation(text, text)
	for _, kind := range compare.Kinds() {
		change := compare.Change{ID: text, Level: openapi.Must, Kind: kind, Was: claim.Satisfied, Is: claim.Inconclusive, Reason: text}
		other := change
		other.Is, other.Violation = claim.Violated, &violation
		d.Changes = append(d.Changes, change, other)
	}
	d.Contract = d.Changes[:1]
	d.Latency = []compare.Slower{{Operation: text, Was: verdict.Latency{Operation: text, Samples: 1}, Is: verdict.Latency{Operation: text, Samples: 1}}}
	return d
}
