package verdict

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
)

// Group is the requirements that one reason explains.
type Group struct {
	Outcome      claim.Outcome
	Reason       string
	Requirements []string // ids
}

// Gaps returns why requirements are inconclusive or untested: inconclusive
// first, and the reasons that concern a MUST before the others. A requirement
// stands under every such reason that it has, but for what a cause explains.
func (v Verdict) Gaps() []Group {
	spoilt := spoiltBy(v.parts())
	explained := func(f Finding) bool { return spoilt.hides(f) >= 0 }
	return append(v.grouped(claim.Inconclusive, explained), v.grouped(claim.Untested, explained)...)
}

// Inapplicable returns why requirements are not applicable.
func (v Verdict) Inapplicable() []Group {
	return v.grouped(claim.NotApplicable, func(Finding) bool { return false })
}

// grouped collects the reasons for an outcome, without the findings that are left out.
func (v Verdict) grouped(outcome claim.Outcome, leave func(Finding) bool) []Group {
	var groups []Group
	at := map[string]int{}
	enter := func(reason, id string) {
		i, ok := at[reason]
		if !ok {
			i = len(groups)
			at[reason] = i
			groups = append(groups, Group{Outcome: outcome, Reason: reason})
		}
		if !slices.Contains(groups[i].Requirements, id) {
			groups[i].Requirements = append(groups[i].Requirements, id)
		}
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		for _, r := range v.Requirements {
			if r.Level != level || !r.shows(outcome) {
				continue
			}
			entered := false
			for _, f := range r.Findings {
				if f.Outcome == outcome && f.Reason != "" {
					if entered = true; !leave(f) {
						enter(f.Reason, r.ID)
					}
				}
			}
			if !entered && r.Outcome == outcome {
				enter(r.Reason, r.ID)
			}
		}
	}
	return groups
}

// shows reports whether the findings of an outcome are shown for a requirement:
// those that make its outcome, and for an inconclusive one also the untested, which
// the user has to see to next.
func (r Requirement) shows(outcome claim.Outcome) bool {
	return r.Outcome == outcome || r.Outcome == claim.Inconclusive && outcome == claim.Untested
}
