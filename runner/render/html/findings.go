package html

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// section is the requirements of one outcome.
type section struct {
	Title   printable
	Anchor  printable
	Total   int
	Folded  bool
	Reasons []reasonGroup
}

// reasonGroup is the requirements of a section that one reason explains.
type reasonGroup struct {
	Reason       printable // empty where they have none in common
	Requirements []requirementRow
}

// requirementRow is what is found of one requirement.
type requirementRow struct {
	ID, Level, Outcome printable
	Class              printable
	Open               bool
	Statement, Sources printable
	Reasons            []printable // where there is more to say than the group does
	MoreReasons        int
	Extent             printable // at how many probes it has its outcome
	Causes             []causeRow
	MoreCauses         int
	Entry              printable   // where the recording shows why
	Probes             []printable // that have the outcome, unless it is satisfied
	MoreProbes         int
}

// sections divides requirements by outcome, those that call for the most in
// front, each with what concerns a MUST first.
func sections(v verdict.Verdict, causes map[string][]verdict.Breach, recording exchange.Recording, l limits) []section {
	var all []section
	for _, outcome := range claim.Outcomes() {
		s := section{
			Title: printed(string(outcome)), Anchor: anchor(outcome),
			Folded: outcome == claim.Satisfied || outcome == claim.NotApplicable,
		}
		groupAt := map[string]int{}
		for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
			for _, r := range v.Requirements {
				if r.Outcome != outcome || r.Level != level {
					continue
				}
				reason := ""
				if shared(outcome) {
					reason = r.Reason
				}
				at, ok := groupAt[reason]
				if !ok {
					at = len(s.Reasons)
					groupAt[reason] = at
					s.Reasons = append(s.Reasons, reasonGroup{Reason: printed(reason)})
				}
				row := describe(r, l)
				if outcome == claim.Violated {
					row.causes(causes[r.ID], recording, l)
				} else if outcome != claim.Satisfied {
					row.Entry = entryOf(r, len(recording.Exchanges))
				}
				s.Reasons[at].Requirements = append(s.Reasons[at].Requirements, row)
				s.Total++
			}
		}
		if s.Total > 0 {
			all = append(all, s)
		}
	}
	return all
}

// shared reports that one reason often explains an outcome of many
// requirements.
func shared(o claim.Outcome) bool { return o != claim.Violated && o != claim.Satisfied }

// describe says of a requirement what there is to say whatever its outcome.
func describe(r verdict.Requirement, l limits) requirementRow {
	row := requirementRow{
		ID: printed(r.ID), Level: printed(string(r.Level)), Outcome: printed(string(r.Outcome)), Class: anchor(r.Outcome), Open: r.Outcome == claim.Violated,
		Statement: printed(r.Statement), Sources: printed(phrase.Sources(r)),
	}
	var probes []exchange.Probe
	var reasons []string
	for _, f := range r.Findings {
		if f.Outcome != r.Outcome {
			continue
		}
		if !slices.Contains(probes, f.Probe) {
			probes = append(probes, f.Probe)
		}
		if f.Reason != "" && !slices.Contains(reasons, f.Reason) {
			reasons = append(reasons, f.Reason)
		}
	}
	row.Extent = printed(phrase.Share(len(probes), r))
	if r.Outcome == claim.Satisfied {
		if r.Reason != "" { // a MAY, of which some findings are otherwise
			row.Reasons, row.Extent = []printable{printed(r.Reason)}, ""
		}
		return row
	}
	if len(reasons) > 1 {
		shown, left := phrase.First(reasons, l.causes)
		for _, reason := range shown {
			row.Reasons = append(row.Reasons, printed(reason))
		}
		row.MoreReasons = left
	}
	shown, left := phrase.First(probes, l.probes)
	for _, p := range shown {
		row.Probes = append(row.Probes, printed(p.String()))
	}
	row.MoreProbes = left
	return row
}

// entryOf names the exchange that the first finding with the outcome of a
// requirement rests on, if there is one among so many.
func entryOf(r verdict.Requirement, exchanges int) printable {
	for _, f := range r.Findings {
		if f.Outcome != r.Outcome {
			continue
		}
		if n := len(f.Evidence); n > 0 && f.Evidence[n-1] >= 0 && f.Evidence[n-1] < exchanges {
			return entry(f.Evidence[n-1])
		}
		break
	}
	return ""
}

// entry names an exchange by its position in recording.har.
func entry(at int) printable { return whole(fmt.Sprintf("log.entries[%d]", at)) }
