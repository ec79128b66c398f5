package suites

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// SatisfiedMatcher is the Gomega matcher that BeKept returns.
type SatisfiedMatcher struct {
	broken []judge.Finding
}

// BeSatisfied matches a []Finding in which no MUST is violated and nothing is
// inconclusive.
func BeSatisfied() *SatisfiedMatcher {
	return &SatisfiedMatcher{}
}

// Match looks for findings that break the promise. It fails for anything else
// than a []Finding.
func (k *SatisfiedMatcher) Match(actual any) (bool, error) {
	findings, ok := actual.([]judge.Finding)
	if !ok {
		return false, fmt.Errorf("suites: BeKept matches a []Finding, not a %T", actual)
	}
	k.broken = nil
	for _, f := range findings {
		if f.Outcome == Inconclusive || f.Outcome == Violated && f.Level == openapi.Must {
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
