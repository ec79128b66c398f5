package suites

import (
	"encoding/json"
	"fmt"

	"github.com/onsi/ginkgo/v2"

	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// FindingsEntry is the name of the report entry that carries what a spec found: a
// JSON array with an array of findings for each of its claims.
const FindingsEntry = "findings"

// Found is what a Ginkgo run of specs found.
type Found struct {
	Findings []judge.Finding // in the order of the claims
	Ran      []Claim         // whose specs ran, in their order
	LeftOut  []Claim         // whose specs did not
}

// FoundBy returns what a Ginkgo run of the specs of these claims found. In a
// parallel run only the process that aggregates the report sees all of it. Of a spec
// that was tried several times the last attempt counts.
func FoundBy(report ginkgo.Report, claims []Claim) (Found, error) {
	type spec struct{ subject, requirement string }
	told := map[spec][][]judge.Finding{}
	for _, s := range report.SpecReports {
		for _, entry := range s.ReportEntries {
			if entry.Name != FindingsEntry || len(s.ContainerHierarchyTexts) != 1 {
				continue
			}
			text, ok := entry.GetRawValue().(string)
			if !ok {
				return Found{}, fmt.Errorf("%s: the findings are a %T, not a text", s.FullText(), entry.GetRawValue())
			}
			var found [][]judge.Finding
			if err := json.Unmarshal([]byte(text), &found); err != nil {
				return Found{}, fmt.Errorf("%s: %w", s.FullText(), err)
			}
			told[spec{s.ContainerHierarchyTexts[0], s.LeafNodeText}] = found
		}
	}
	var all Found
	if len(told) > 0 { // then about as many ran
		all.Findings, all.Ran = make([]judge.Finding, 0, len(claims)), make([]Claim, 0, len(claims))
	}
	met := map[spec]int{} // how many of its claims
	for _, c := range claims {
		s := spec{c.Subject, c.Requirement.ID}
		switch found, ran := told[s]; {
		case !ran:
			all.LeftOut = append(all.LeftOut, c)
		case met[s] >= len(found):
			return Found{}, fmt.Errorf("the spec of %s about %s told of %d claims, and has more", c.Requirement.ID, c.Subject, len(found))
		default:
			all.Ran = append(all.Ran, c)
			all.Findings = append(all.Findings, found[met[s]]...)
			met[s]++
		}
	}
	return all, nil
}
