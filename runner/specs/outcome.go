package specs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// Outcome is what a run of the specs found.
type Outcome struct {
	Findings []judge.Finding
	// LeftOut says that some specs did not run, why, and what was judged. Empty: all
	// ran.
	LeftOut string
	// Only are the requirements of which any spec ran, where some did not.
	Only []string
}

// OutcomeOf returns the outcome of a Ginkgo run of the specs of these claims. What
// was left out of a requirement of which another spec ran is untested. It fails
// where the report does not hold what specs find.
func OutcomeOf(report ginkgo.Report, claims []claim.Claim) (Outcome, error) {
	findings, err := suites.Findings(report)
	if err != nil {
		return Outcome{}, fmt.Errorf("the specs' findings can't be read: %w", err)
	}
	ran, leftOut := suites.Ran(report, claims)
	if len(leftOut) == 0 {
		return Outcome{Findings: findings}, nil
	}
	judged := requirements(ran)
	why := filterOf(report.SuiteConfig)
	o := Outcome{
		Findings: findings, Only: judged,
		LeftOut: fmt.Sprintf("%s: %d of %s judged%s", why, len(judged), phrase.Count(len(requirements(claims)), "requirement"), listed(judged)),
	}
	for _, c := range leftOut {
		if slices.Contains(judged, c.Requirement.ID) {
			o.Findings = append(o.Findings, judge.Finding{
				Requirement: c.Requirement.ID, Level: c.Requirement.Level, Subject: c.Subject, Declared: c.Declared,
				Outcome: claim.Untested, Reason: "it was left out, " + why,
			})
		}
	}
	return o, nil
}

// requirements returns the ids of the requirements of claims, each once.
func requirements(claims []claim.Claim) []string {
	var ids []string
	for _, c := range claims {
		if !slices.Contains(ids, c.Requirement.ID) {
			ids = append(ids, c.Requirement.ID)
		}
	}
	return ids
}

// most is how many requirements are named.
const most = 6

func listed(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	shown, more := phrase.First(ids, most)
	text := " (" + strings.Join(shown, ", ")
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text + ")"
}
