package verdict

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// found puts the findings about a requirement together.
func found(r openapi.Requirement, findings []judge.Finding) Requirement {
	out := Requirement{
		ID: r.ID, Level: r.Level, Statement: r.Statement,
		Sources:  make([]Source, len(r.Sources)),
		Findings: make([]Finding, len(findings)),
	}
	for i, s := range r.Sources {
		out.Sources[i] = Source(s)
	}
	for i, f := range findings {
		out.Findings[i] = Finding{
			Subject: f.Subject, Probe: f.Probe, Outcome: f.Outcome, Reason: f.Reason,
			Answers: f.Answers, Evidence: slices.Clone(f.Evidence), Violations: slices.Clone(f.Violations),
		}
	}
	out.Outcome, out.Reason = amount(r, out.Findings)
	return out
}

// amount returns what findings amount to for their requirement: the worst of
// them. Without any, the requirement is untested.
func amount(r openapi.Requirement, findings []Finding) (claim.Outcome, string) {
	if len(findings) == 0 {
		if r.Unclaimed != "" {
			return claim.Untested, "no claim covers it: " + r.Unclaimed
		}
		return claim.Untested, "nothing was found out about it"
	}
	counts := Counts{}
	for _, f := range findings {
		counts.Add(f.Outcome)
	}
	otherwise := counts.Violated
	if r.Level == openapi.May { // both ways are allowed
		counts.Satisfied, counts.Violated = counts.Satisfied+otherwise, 0
	}
	var worst claim.Outcome
	for _, outcome := range claim.Outcomes() {
		if counts.Of(outcome) > 0 {
			worst = outcome
			break
		}
	}
	switch {
	case worst == claim.Violated:
		return worst, ""
	case worst == claim.Satisfied && r.Level == openapi.May:
		return worst, fmt.Sprintf("a MAY: observed in %d of %d cases", counts.Satisfied-otherwise, counts.Satisfied)
	case worst == claim.Satisfied:
		return worst, ""
	}
	return worst, reasonFor(worst, findings)
}

// reasonFor returns the first reason for an outcome, and how many others there are.
func reasonFor(outcome claim.Outcome, findings []Finding) string {
	var reasons []string
	for _, f := range findings {
		if f.Outcome == outcome && f.Reason != "" && !slices.Contains(reasons, f.Reason) {
			reasons = append(reasons, f.Reason)
		}
	}
	switch len(reasons) {
	case 0:
		return "no reason was given"
	case 1:
		return reasons[0]
	case 2:
		return reasons[0] + " (and 1 other reason)"
	}
	return fmt.Sprintf("%s (and %d other reasons)", reasons[0], len(reasons)-1)
}
