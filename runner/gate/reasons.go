package gate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// The names of the reasons for which a gate does not pass.
const (
	Defect         = "defect"
	Regression     = "regression"
	ExpiredWaiver  = "expired-waiver"
	UnneededWaiver = "unneeded-waiver"
	LessJudged     = "less-judged"
	SmallerOffer   = "smaller-offer"
	Incomplete     = "incomplete"
)

func (d *decision) defect() verdict.Gate {
	return verdict.Gate{
		Exit: exit.Defect, AsOf: d.terms.AsOf.String(), Violated: []verdict.GateCause{},
		Reasons: []verdict.GateReason{{Name: Defect, Exit: exit.Defect, Text: d.verdict.Reason}},
	}
}

// fail adds a reason that is about some requirements or offers; none if there are none.
func (d *decision) fail(name string, code int, of []string, format string, args ...any) {
	if len(of) > 0 {
		d.gate.Reasons = append(d.gate.Reasons, verdict.GateReason{Name: name, Exit: code, Of: of, Text: fmt.Sprintf(format, args...)})
	}
}

// reasons says why the gate does not pass, in the order of the exit codes.
func (d *decision) reasons() {
	fresh := d.standings(verdict.Fresh)
	be := "was"
	if len(fresh) > 1 {
		be = "were"
	}
	what := "violated, and no waiver covers it"
	if d.terms.Baseline != nil {
		what = "violated that " + be + " not, or in another way"
		if !openapi.SameContract(d.terms.Baseline.Verdict.Contract, d.verdict.Contract) {
			what += " (the contract changed too, so this may be its doing)"
		}
	}
	d.fail(Regression, exit.Nonconformant, fresh, "%s %s", phrase.Count(len(fresh), "requirement"), what)

	expired, unneeded := d.using(verdict.Expired), d.using(verdict.Unneeded)
	d.fail(ExpiredWaiver, exit.Policy, expired, "%s expired: mend what is waived, or agree on a new end with the owner", phrase.Count(len(expired), "waiver"))
	d.fail(UnneededWaiver, exit.Policy, unneeded, "%s not needed, since what is waived holds: osact waivers prune takes it out", phrase.Count(len(unneeded), "waiver"))

	less := d.less()
	d.fail(LessJudged, exit.Policy, less, "%s judged before and not now", phrase.Count(len(less), "requirement"))
	d.smaller()
	d.incomplete()
}

// standings returns the requirements with a cause of that standing, each once.
func (d *decision) standings(s verdict.Standing) []string {
	var ids []string
	for _, c := range d.gate.Violated {
		if c.Standing == s && !slices.Contains(ids, c.Requirement) {
			ids = append(ids, c.Requirement)
		}
	}
	return ids
}

// using returns the requirements of the waivers that this became of.
func (d *decision) using(use verdict.Use) []string {
	var ids []string
	for _, w := range d.gate.Waivers {
		if w.Use == use {
			ids = append(ids, w.Requirement)
		}
	}
	return ids
}

// acknowledged reports that less is accepted of a requirement or an offer, and notes
// that this was needed.
func (d *decision) acknowledged(name string) bool {
	if !slices.Contains(d.terms.Acknowledged, name) {
		return false
	}
	if !slices.Contains(d.gate.Acknowledged, name) {
		d.gate.Acknowledged = append(d.gate.Acknowledged, name)
	}
	return true
}

// less returns what was judged before and is not now. What does not apply any more
// since the target offers less is told by that; a situation that can only be met comes
// and goes.
func (d *decision) less() []string {
	if d.difference == nil {
		return nil
	}
	var ids []string
	for _, c := range d.difference.Changes {
		if !d.counts(c.Level) {
			continue
		}
		switch c.Kind {
		case compare.Unseen:
		case compare.Dropped:
			if !openapi.SameContract(d.difference.Old.Contract, d.difference.New.Contract) {
				continue
			}
		case compare.Exempt:
			if r, ok := d.known.Requirement(c.ID); len(d.difference.Smaller) > 0 || ok && r.WhenSeen {
				continue
			}
		default:
			continue
		}
		if !d.acknowledged(c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// smaller fails the gate where the target offers less and nobody said that this is
// meant.
func (d *decision) smaller() {
	if d.difference == nil {
		return
	}
	var names []string
	text := ""
	for _, s := range d.difference.Smaller {
		if !d.acknowledged(s.Name) {
			names = append(names, s.Name)
			text += fmt.Sprintf(", %s was %s and is %s", s.Name, s.Was, s.Is)
		}
	}
	d.fail(SmallerOffer, exit.Policy, names, "the target offers less%s", text)
}

// incomplete fails the gate for what should have been found out and was not. What the
// baseline left open too is no news.
func (d *decision) incomplete() {
	var ids []string
	for _, r := range d.verdict.Requirements {
		if !d.counts(r.Level) || r.Outcome != claim.Untested && r.Outcome != claim.Inconclusive {
			continue
		}
		if d.terms.Baseline == nil || d.was[r.ID] == nil {
			ids = append(ids, r.ID)
		}
	}
	d.fail(Incomplete, exit.Incomplete, ids, "%s untested or inconclusive", phrase.Count(len(ids), "requirement"))
	why := ""
	switch {
	case d.verdict.Ending != exchange.Complete:
		why = "the run did not come to its end: " + cmp.Or(string(d.verdict.Ending), "the recording does not say how it ended")
	case d.verdict.Levels.Must.Satisfied == 0 && (len(d.verdict.Only) == 0 || d.verdict.Levels.Must.Violated == 0):
		why = "no MUST is satisfied"
	}
	if why != "" {
		d.gate.Reasons = append(d.gate.Reasons, verdict.GateReason{Name: Incomplete, Exit: exit.Incomplete, Text: why})
	}
}
