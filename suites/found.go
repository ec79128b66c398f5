package suites

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// FindingsEntry is the name of the report entry that carries what a spec found,
// as a JSON array.
const FindingsEntry = "findings"

// Findings returns what the specs of a Ginkgo run found. In a parallel run
// only the process that aggregates the report sees all of them. Of a spec that was
// tried several times the last attempt counts.
func Findings(report ginkgo.Report) ([]judge.Finding, error) {
	var all []judge.Finding
	for _, spec := range report.SpecReports {
		var found []judge.Finding
		for _, entry := range spec.ReportEntries {
			if entry.Name != FindingsEntry {
				continue
			}
			text, ok := entry.GetRawValue().(string)
			if !ok {
				return nil, fmt.Errorf("%s: the findings are a %T, not a text", spec.FullText(), entry.GetRawValue())
			}
			found = nil
			if err := json.Unmarshal([]byte(text), &found); err != nil {
				return nil, fmt.Errorf("%s: %w", spec.FullText(), err)
			}
		}
		all = append(all, found...)
	}
	return all, nil
}

// Ran divides claims into those whose specs ran in a Ginkgo run, and those whose
// specs did not, each in their order. A spec that ran tells what it found, and be it
// nothing.
func Ran(report ginkgo.Report, claims []Claim) (ran, leftOut []Claim) {
	type spec struct{ subject, requirement string }
	told := map[spec]bool{}
	for _, s := range report.SpecReports {
		if len(s.ContainerHierarchyTexts) == 1 && slices.ContainsFunc(s.ReportEntries, func(e types.ReportEntry) bool { return e.Name == FindingsEntry }) {
			told[spec{s.ContainerHierarchyTexts[0], s.LeafNodeText}] = true
		}
	}
	for _, c := range claims {
		if told[spec{c.Subject, c.Requirement.ID}] {
			ran = append(ran, c)
		} else {
			leftOut = append(leftOut, c)
		}
	}
	return ran, leftOut
}
