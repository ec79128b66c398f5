package html

import (
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// material is what a page is made from, worked out once, however much of it is shown.
type material struct {
	verdict   verdict.Verdict
	causes    []verdict.Cause
	breaches  map[string][]verdict.Breach // by the id of the requirement
	recording exchange.Recording
	filter    filter
	gaps      []verdict.Group   // why requirements could not be judged, but for what a cause hides
	hidden    map[string]string // why they could not for a cause, by id
	answers   answers
	proofs    map[string]proof
}

func materialOf(v verdict.Verdict, recording exchange.Recording) material {
	causes := v.ByCause()
	m := material{
		verdict: v, causes: causes, breaches: v.BreachesByRequirement(), recording: recording,
		filter: filterOf(v, axisOf(v, recording.Bindings)), answers: answersOf(recording),
	}
	if v.Counts.Inconclusive+v.Counts.Untested > 0 {
		m.gaps = v.Gaps()
		m.hidden = hidden(causes, m.gaps)
	}
	if len(causes) > 0 {
		m.proofs = proofs()
	}
	return m
}
