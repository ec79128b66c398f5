package suites

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// Specs declares the Ginkgo specs of the claims: one for each requirement and
// subject, which goes through the editions inside. It must be called while
// Ginkgo builds its tree. The tree depends on the claims alone, never on a
// target, so that every process of a parallel run builds the same one; evaluator
// is called when a spec runs, and gives what there is to judge.
//
// A spec fails where a requirement of a binding level is violated or inconclusive;
// these are the MUSTs, unless others are given. It is skipped, with the reason,
// where nothing was judged. A violated SHOULD that does not bind is written out and
// fails nothing; a MAY that is otherwise is an observation. LabelsOf has what the
// specs can be chosen by.
func Specs(claims []Claim, evaluator func() *judge.Evaluator, binding ...openapi.Level) {
	for _, subject := range groupBy(claims, func(c Claim) string { return c.Subject }) {
		ginkgo.Describe(subject.name, func() {
			for _, spec := range groupBy(subject.claims, func(c Claim) string { return c.Requirement.ID }) {
				ginkgo.It(spec.name, LabelsOf(spec.claims), func() {
					ginkgo.GinkgoHelper()
					report(evaluator(), spec.claims, binding)
				})
			}
		})
	}
}

// report judges the claims of one spec and tells Ginkgo what they found.
func report(evaluator *judge.Evaluator, claims []Claim, binding []openapi.Level) {
	ginkgo.GinkgoHelper()
	satisfied := BeSatisfied(binding...)
	var findings []judge.Finding
	var judged bool
	var reasons []string
	for _, c := range claims {
		for _, f := range evaluator.Evaluate(c) {
			findings = append(findings, f)
			switch {
			case f.Outcome == NotApplicable, f.Outcome == Untested, f.Outcome == Inconclusive && !satisfied.binds(f.Level):
				reasons = append(reasons, fmt.Sprintf("%s: %s", f.Outcome, f.Reason))
			default:
				judged = true
			}
		}
	}
	entry, err := json.Marshal(findings)
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	ginkgo.AddReportEntry(FindingsEntry, ginkgo.ReportEntryVisibilityNever, string(entry))
	if !judged {
		ginkgo.Skip(cmp.Or(strings.Join(distinct(reasons), "; "), "no answer that it is about came"))
	}
	for _, f := range findings {
		if f.Outcome == Violated && f.Level == openapi.Should && !satisfied.binds(f.Level) {
			ginkgo.AddReportEntry("warning", ginkgo.ReportEntryVisibilityAlways, judge.Explain(f))
		}
	}
	gomega.Expect(findings).To(satisfied)
}

// group is the claims that share a name, in the order of their first.
type group struct {
	name   string
	claims []Claim
}

func groupBy(claims []Claim, name func(Claim) string) []group {
	var groups []group
	at := map[string]int{}
	for _, c := range claims {
		n := name(c)
		i, ok := at[n]
		if !ok {
			i = len(groups)
			at[n] = i
			groups = append(groups, group{name: n})
		}
		groups[i].claims = append(groups[i].claims, c)
	}
	return groups
}

// distinct returns the values, each once, in the order of their first.
func distinct(values []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
