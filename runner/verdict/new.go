package verdict

import (
	"fmt"
	"maps"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/runner/dictionary"
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
	// Evidence is the digest of the recording as it was made; empty: not worked out.
	Evidence string
	// Covering is what CoveringOf says of the recording; nil: not worked out.
	Covering *Covering
	// Dictionary is of the faults that violations are compared with; zero: they are not.
	Dictionary dictionary.Dictionary
}

// New returns the verdict on a recording for the profile that it was recorded
// for, from what Judge found in it. Findings about other requirements do not
// count. A profile, a requirement or an outcome that does not exist makes the
// verdict an Error, whose reason names it.
func New(contract Contract, rec exchange.Recording, findings []judge.Finding, opt Options) Verdict {
	v := Verdict{
		Schema:   SchemaID,
		Strict:   opt.Strict,
		Suite:    opt.Suite,
		Contract: contract.ID(),
		Recorded: Recorder{rec.Suite, rec.Contract, rec.Unsealed},
		Profile:  rec.Profile,
		Only:     append([]string{}, rec.Only...),
		Target:   targetOf(rec),
		Actors:   map[exchange.Actor]exchange.Identity{},
		Started:  rec.Started.UTC(),
		Ended:    rec.Ended.UTC(),
		Ending:   rec.Ending,
		Requests: len(rec.Exchanges),
		Covering: opt.Covering,
		Resent:   resent(rec),
		Latency:  latencies(rec),

		EvidenceDigest: opt.Evidence,

		Causes:       []CauseNote{},
		Requirements: []Requirement{},
	}
	maps.Copy(v.Actors, rec.Actors)
	for _, n := range rec.Notes {
		if n.Text != "" {
			v.Notes = append(v.Notes, n.Text)
		}
	}

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
	for _, c := range v.ByCause() {
		v.Causes = append(v.Causes, c.note())
	}
	v.rule(defects)
	v.Dictionary, v.Diagnosis = opt.Dictionary.Digest(), v.diagnose(opt.Dictionary, rec, counted)
	if openapi.IsGiven(v.Contract) {
		v.Reason += fmt.Sprintf("; judged by the contract %s, which is not the one of osact %s", v.Contract, v.Suite)
	}
	if v.Verdict == Incomplete && v.nothingSeen() {
		v.Problems = diagnose.Problems(rec)
	}
	return v
}

// resent counts the requests of a recording that were sent again by themselves.
func resent(rec exchange.Recording) int {
	n := 0
	for _, x := range rec.Exchanges {
		n += max(x.Resent, 0)
	}
	return n
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
