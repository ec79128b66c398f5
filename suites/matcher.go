package suites

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// SatisfiedMatcher is the Gomega matcher that BeSatisfied returns.
type SatisfiedMatcher struct {
	binding []openapi.Level
	broken  []judge.Finding
}

// BeSatisfied matches a []Finding in which nothing of a binding level is violated
// or inconclusive. Where no level is given, MUST binds.
func BeSatisfied(binding ...openapi.Level) *SatisfiedMatcher {
	if len(binding) == 0 {
		binding = []openapi.Level{openapi.Must}
	}
	return &SatisfiedMatcher{binding: binding}
}

func (k *SatisfiedMatcher) binds(level openapi.Level) bool { return slices.Contains(k.binding, level) }

// Match looks for findings that break the promise. It fails for anything else
// than a []Finding.
func (k *SatisfiedMatcher) Match(actual any) (bool, error) {
	findings, ok := actual.([]judge.Finding)
	if !ok {
		return false, fmt.Errorf("suites: BeSatisfied matches a []Finding, not a %T", actual)
	}
	k.broken = nil
	for _, f := range findings {
		if k.binds(f.Level) && (f.Outcome == Inconclusive || f.Outcome == Violated) {
			k.broken = append(k.broken, f)
		}
	}
	return len(k.broken) == 0, nil
}

// FailureMessage explains every broken finding.
func (k *SatisfiedMatcher) FailureMessage(any) string {
	texts := make([]string, len(k.broken))
	for i, f := range k.broken {
		texts[i] = judge.Explain(f)
	}
	return strings.Join(texts, "\n")
}

// NegatedFailureMessage says that a broken finding was expected.
func (k *SatisfiedMatcher) NegatedFailureMessage(any) string {
	return "expected a violated or inconclusive finding, found none"
}
