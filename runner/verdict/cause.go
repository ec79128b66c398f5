package verdict

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Cause is one thing to repair: the violations of a requirement that are of
// one kind and at one place, whichever probes met them.
type Cause struct {
	Requirement Requirement
	Kind        string
	At          string            // with * for each array index: "/instanceAction/events/*/result"
	Finding     Finding           // the first
	Violation   openapi.Violation // the first
	Probes      []exchange.Probe
	Others      int // how many other pairs of want and got there are
}

// Causes returns the causes of all that is violated, those of a MUST first,
// each level in the order of the requirements.
func (v Verdict) Causes() []Cause {
	var causes []Cause
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		for _, r := range v.Requirements {
			if r.Level == level {
				causes = append(causes, r.causes()...)
			}
		}
	}
	return causes
}

// CausesByRequirement returns the same, by the id of the requirement.
func (v Verdict) CausesByRequirement() map[string][]Cause {
	causes := map[string][]Cause{}
	for _, c := range v.Causes() {
		causes[c.Requirement.ID] = append(causes[c.Requirement.ID], c)
	}
	return causes
}

func (r Requirement) causes() []Cause {
	type place struct{ kind, at string }
	type group struct {
		Cause
		probes map[exchange.Probe]bool
		pairs  map[[2]string]bool
	}
	var order []*group
	groups := map[place]*group{}
	for _, f := range r.Findings {
		if f.Outcome != claim.Violated {
			continue
		}
		violations := f.Violations
		if len(violations) == 0 {
			violations = []openapi.Violation{{}}
		}
		for _, violation := range violations {
			key := place{violation.Kind, openapi.AnyIndex(violation.At)}
			g := groups[key]
			if g == nil {
				g = &group{
					Cause:  Cause{Requirement: r, Kind: key.kind, At: key.at, Finding: f, Violation: violation},
					probes: map[exchange.Probe]bool{}, pairs: map[[2]string]bool{},
				}
				groups[key] = g
				order = append(order, g)
			}
			if !g.probes[f.Probe] {
				g.probes[f.Probe] = true
				g.Probes = append(g.Probes, f.Probe)
			}
			g.pairs[[2]string{violation.Want, violation.Got}] = true
		}
	}
	causes := make([]Cause, len(order))
	for i, g := range order {
		g.Others = len(g.pairs) - 1
		causes[i] = g.Cause
	}
	return causes
}
