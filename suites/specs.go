package suites

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// FindingEntry is the name of the report entries that carry findings: one for
// each claim of a spec, as JSON.
const FindingEntry = "finding"

// Specs declares the Ginkgo specs of the claims: one for each requirement and
// subject, which goes through the editions inside. It must be called while
// Ginkgo builds its tree. The tree depends on the claims alone, never on a
// target, so that every process of a parallel run builds the same one; evaluator
// is called when a spec runs, and gives what there is to judge.
//
// A spec fails where a MUST is violated or a finding is inconclusive. It is
// skipped, with the reason, where nothing was judged. A violated SHOULD is
// written out and fails nothing; a MAY that is otherwise is an observation.
func Specs(claims []Claim, evaluator func() *judge.Evaluator) {
	for _, subject := range groupBy(claims, func(c Claim) string { return c.Subject }) {
		ginkgo.Describe(subject.name, func() {
			for _, spec := range groupBy(subject.claims, func(c Claim) string { return c.Requirement.ID }) {
				requirement := spec.claims[0].Requirement
				ginkgo.It(requirement.ID, ginkgo.Label(requirement.ID, string(requirement.Level)), func() {
					ginkgo.GinkgoHelper()
					report(evaluator(), spec.claims)
				})
			}
		})
	}
}

// report judges the claims of one spec and tells Ginkgo what they found.
func report(evaluator *judge.Evaluator, claims []Claim) {
	ginkgo.GinkgoHelper()
	findings := make([]judge.Finding, len(claims))
	var judged bool
	var reasons []string
	for i, c := range claims {
		findings[i] = evaluator.Evaluate(c)
		entry, err := json.Marshal(findings[i])
		gomega.Expect(err).NotTo(gomega.HaveOccurred())
		ginkgo.AddReportEntry(FindingEntry, ginkgo.ReportEntryVisibilityNever, string(entry))
		switch findings[i].Outcome {
		case NotApplicable, Untested:
			reasons = append(reasons, fmt.Sprintf("%s: %s", findings[i].Outcome, findings[i].Reason))
		default:
			judged = true
		}
	}
	if !judged {
		ginkgo.Skip(strings.Join(distinct(reasons), "; "))
	}
	for _, f := range findings {
		if f.Outcome == Violated && f.Level == openapi.Should {
			ginkgo.AddReportEntry("warning", ginkgo.ReportEntryVisibilityAlways, judge.Explain(f))
		}
	}
	gomega.Expect(findings).To(BeSatisfied())
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

// Findings returns what the specs of a Ginkgo run found. In a parallel run
// only the process that aggregates the report sees all of them.
func Findings(report ginkgo.Report) ([]judge.Finding, error) {
	var all []judge.Finding
	for _, spec := range report.SpecReports {
		for _, entry := range spec.ReportEntries {
			if entry.Name != FindingEntry {
				continue
			}
			text, ok := entry.GetRawValue().(string)
			if !ok {
				return nil, fmt.Errorf("%s: a finding is a %T, not a text", spec.FullText(), entry.GetRawValue())
			}
			var f judge.Finding
			if err := json.Unmarshal([]byte(text), &f); err != nil {
				return nil, fmt.Errorf("%s: %w", spec.FullText(), err)
			}
			all = append(all, f)
		}
	}
	return all, nil
}
