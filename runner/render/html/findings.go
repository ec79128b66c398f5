package html

import (
	"cmp"
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

// hidden says, by the id, why a requirement could not be judged whose every gap a cause
// explains. Advice about the target's data would send a reader the wrong way.
func hidden(causes []verdict.Cause, gaps []verdict.Group) map[string]string {
	why := map[string]string{}
	for _, c := range causes {
		title := c.Title().Requirement.ID
		for _, id := range c.Unjudged {
			if why[id] == "" {
				why[id] = "the answers that it takes are among those that violate " + title
			}
		}
	}
	for _, g := range gaps {
		for _, id := range g.Requirements {
			delete(why, id)
		}
	}
	return why
}

// requirementRow is what is found of one requirement.
type requirementRow struct {
	ID, Level, Outcome printable
	Class              printable
	Family             printable
	Met                printable // what was found, as the filter reads it
	Open               bool
	Brief              printable // the first thing that is wrong
	Statement          printable
	Sources            []sourceLink
	Proof              *proof
	Reasons            []printable // where there is more to say than the group does
	MoreReasons        int
	Extent             printable // at how many probes it has its outcome
	Causes             []causeRow
	MoreCauses         int
	Entry              printable   // where the recording shows why
	Probes             []printable // that have the outcome, unless it is satisfied
	MoreProbes         int
}

// mostOpen is how many violated requirements are open from the start.
const mostOpen = 4

// sections divides requirements by outcome, those that call for the most in
// front, each with what concerns a MUST first.
func (m material) sections(l limits) []section {
	var all []section
	for _, outcome := range claim.Outcomes() {
		s := section{
			Title: printed(string(outcome)), Anchor: anchor(outcome),
			Folded: outcome == claim.Satisfied || outcome == claim.NotApplicable,
		}
		groupAt := map[string]int{}
		for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
			for _, r := range m.inOrder() {
				if r.Outcome != outcome || r.Level != level {
					continue
				}
				reason := ""
				if shared(outcome) {
					reason = cmp.Or(m.hidden[r.ID], firstReason(r))
				}
				at, ok := groupAt[reason]
				if !ok {
					at = len(s.Reasons)
					groupAt[reason] = at
					s.Reasons = append(s.Reasons, reasonGroup{Reason: printed(reason)})
				}
				row := describe(r, l)
				row.Met = m.filter.met(r)
				if outcome == claim.Violated {
					row.Open = s.Total < mostOpen
					if p, ok := m.proofs[r.ID]; ok {
						row.Proof = &p
					}
					row.causes(m.breaches[r.ID], m.answers, l)
				} else if outcome != claim.Satisfied {
					row.Entry = entryOf(r, len(m.recording.Exchanges))
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

// inOrder returns the requirements, in front what is violated, as the causes tell it.
func (m material) inOrder() []verdict.Requirement {
	at := map[string]int{}
	for _, c := range m.causes {
		for _, id := range append([]string{c.Title().Requirement.ID}, c.Also()...) {
			if _, ok := at[id]; !ok {
				at[id] = len(at) - len(m.verdict.Requirements)
			}
		}
	}
	ordered := slices.Clone(m.verdict.Requirements)
	slices.SortStableFunc(ordered, func(r, s verdict.Requirement) int { return cmp.Compare(at[r.ID], at[s.ID]) })
	return ordered
}

// firstReason says why a requirement has its outcome. Where there are several reasons,
// the requirement lists them all.
func firstReason(r verdict.Requirement) string {
	for _, f := range r.Findings {
		if f.Outcome == r.Outcome && f.Reason != "" {
			return f.Reason
		}
	}
	return r.Reason
}

// describe says of a requirement what there is to say whatever its outcome.
func describe(r verdict.Requirement, l limits) requirementRow {
	row := requirementRow{
		ID: printed(r.ID), Level: printed(string(r.Level)), Outcome: printed(string(r.Outcome)), Class: anchor(r.Outcome), Family: printed(phrase.Family(r.ID)),
		Statement: whole(r.Statement), Sources: sourceLinks(r),
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
