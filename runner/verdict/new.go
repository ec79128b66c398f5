package verdict

import (
	"fmt"
	"maps"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Contract is what a verdict takes from the contract; *openapi.Contract has it.
type Contract interface {
	ID() string
	Profile(name string) (openapi.Profile, bool)
	Requirement(id string) (openapi.Requirement, bool)
}

// Options are what the user decides about a verdict.
type Options struct {
	// Strict demands each SHOULD like a MUST.
	Strict bool
	// Suite is the version of osact that judges.
	Suite string
}

// New returns the verdict on a recording for the profile that it was recorded
// for, from what Judge found in it. Findings about other requirements do not
// count. A profile, a requirement or an outcome that does not exist makes the
// verdict an Error, whose reason names it.
func New(contract Contract, rec exchange.Recording, findings []judge.Finding, opt Options) Verdict {
	v := Verdict{
		Schema:       SchemaID,
		Strict:       opt.Strict,
		Suite:        opt.Suite,
		Contract:     contract.ID(),
		Recorded:     Recorder{rec.Suite, rec.Contract},
		Profile:      rec.Profile,
		Only:         append([]string{}, rec.Only...),
		Target:       targetOf(rec),
		Actors:       map[exchange.Actor]exchange.Identity{},
		Started:      rec.Started.UTC(),
		Ended:        rec.Ended.UTC(),
		Ending:       rec.Ending,
		Requests:     len(rec.Exchanges),
		Requirements: []Requirement{},
	}
	maps.Copy(v.Actors, rec.Actors)

	demanded, defects := demanded(contract, rec)
	about := map[string][]judge.Finding{}
	for _, f := range findings {
		if !slices.Contains(claim.Outcomes(), f.Outcome) {
			defects = append(defects, fmt.Sprintf("a finding about %s has the outcome %q, which does not exist", f.Requirement, f.Outcome))
			continue
		}
		about[f.Requirement] = append(about[f.Requirement], f)
	}
	var counted []judge.Finding
	for _, r := range demanded {
		v.Requirements = append(v.Requirements, found(r, about[r.ID]))
		counted = append(counted, about[r.ID]...)
	}
	v.Digest = judge.Digest(counted)
	v.count()
	v.rule(defects)
	if openapi.IsGiven(v.Contract) {
		v.Reason += fmt.Sprintf("; judged by the contract %s, which is not the one of osact %s", v.Contract, v.Suite)
	}
	if v.Verdict == Incomplete && v.nothingSeen() {
		v.Problems = diagnose.Problems(rec)
	}
	return v
}

// nothingSeen reports that no requirement was seen to hold by anyone with an
// account: the version documents alone, which need none, say little.
func (v *Verdict) nothingSeen() bool {
	return !slices.ContainsFunc(v.Requirements, func(r Requirement) bool {
		return r.Outcome == claim.Satisfied &&
			slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Probe.As.HasAccount() })
	})
}

// demanded returns the requirements that the verdict is about, in the order of
// the profile, and what keeps it from being about all of them.
func demanded(contract Contract, rec exchange.Recording) ([]openapi.Requirement, []string) {
	profile, ok := contract.Profile(rec.Profile)
	if !ok {
		return nil, []string{fmt.Sprintf("the contract has no profile %q", rec.Profile)}
	}
	var defects []string
	for _, id := range rec.Only {
		if !slices.Contains(profile.Requirements, id) {
			defects = append(defects, fmt.Sprintf("profile %s does not demand a requirement %q", profile.Name, id))
		}
	}
	var list []openapi.Requirement
	for _, id := range profile.Requirements {
		if len(rec.Only) > 0 && !slices.Contains(rec.Only, id) {
			continue
		}
		r, ok := contract.Requirement(id)
		if !ok {
			defects = append(defects, fmt.Sprintf("profile %s demands %q, which the catalogue does not have", profile.Name, id))
			continue
		}
		list = append(list, r)
	}
	return list, defects
}

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
			Evidence: slices.Clone(f.Evidence), Violations: slices.Clone(f.Violations),
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
