package verdict

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Breach is what one requirement finds wrong: its violations of one kind and at one
// place, whichever probes met them.
type Breach struct {
	Requirement Requirement
	Kind        string
	At          string            // with * for each array index: "/instanceAction/events/*/result"
	Finding     Finding           // the first
	Violation   openapi.Violation // the first
	Probes      []exchange.Probe
	Others      int // how many other pairs of want and got there are
}

// Breaches returns what is violated, first that of a MUST, each level in the order of
// the requirements.
func (v Verdict) Breaches() []Breach { return breaches(v.violated()) }

// BreachesByRequirement returns the same, by the id of the requirement.
func (v Verdict) BreachesByRequirement() map[string][]Breach {
	by := map[string][]Breach{}
	for _, b := range v.Breaches() {
		by[b.Requirement.ID] = append(by[b.Requirement.ID], b)
	}
	return by
}

// violated is one violation, and the finding that has it.
type violated struct {
	requirement Requirement
	finding     Finding
	openapi.Violation
}

// violated returns every violation, first those of a MUST.
func (v Verdict) violated() []violated {
	var all []violated
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		for _, r := range v.Requirements {
			for _, f := range r.Findings {
				if r.Level != level || f.Outcome != claim.Violated {
					continue
				}
				for _, one := range alike(f.Signs()) {
					all = append(all, violated{r, f, one})
				}
			}
		}
	}
	return all
}

// Signs are the violations of a finding that is violated. One that names none has
// one of no kind and at no place.
func (f Finding) Signs() []openapi.Violation {
	if len(f.Violations) == 0 {
		return []openapi.Violation{{}}
	}
	return f.Violations
}

// alike leaves of violations that differ in the index of an array alone the first.
func alike(violations []openapi.Violation) []openapi.Violation {
	if len(violations) < 2 {
		return violations
	}
	type look struct{ kind, at, want, got string }
	seen := map[look]bool{}
	var first []openapi.Violation
	for _, one := range violations {
		key := look{one.Kind, placeOf(one), one.Want, one.Got}
		if !seen[key] {
			seen[key] = true
			first = append(first, one)
		}
	}
	return first
}

// syntax is the kind of a violation that says that a body is no JSON from a place on.
const syntax = "syntax"

// placeOf is where a violation is, with * for each array index. Where a body stops to be
// JSON depends on what else is in it, so of that the place is the body.
func placeOf(v openapi.Violation) string {
	if v.Kind == syntax {
		return ""
	}
	return openapi.AnyIndex(v.At)
}

// breaches puts together what one requirement says of one place, in the order in
// which they come.
func breaches(all []violated) []Breach {
	type place struct{ id, kind, at string }
	type group struct {
		Breach
		probes map[exchange.Probe]bool
		pairs  map[[2]string]bool
	}
	var order []*group
	groups := map[place]*group{}
	for _, one := range all {
		key := place{one.requirement.ID, one.Kind, placeOf(one.Violation)}
		g := groups[key]
		if g == nil {
			g = &group{
				Breach: Breach{Requirement: one.requirement, Kind: key.kind, At: key.at, Finding: one.finding, Violation: one.Violation},
				probes: map[exchange.Probe]bool{}, pairs: map[[2]string]bool{},
			}
			groups[key] = g
			order = append(order, g)
		}
		if probe := one.finding.Probe; !g.probes[probe] {
			g.probes[probe] = true
			g.Probes = append(g.Probes, probe)
		}
		g.pairs[[2]string{one.Want, one.Got}] = true
	}
	found := make([]Breach, len(order))
	for i, g := range order {
		g.Others = len(g.pairs) - 1
		found[i] = g.Breach
	}
	return slices.Clip(found)
}
