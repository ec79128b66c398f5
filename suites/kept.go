package suites

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/match"
)

// Kept is the Gomega matcher that BeKept returns.
type Kept struct {
	broken []Finding
}

// BeKept matches a []Finding in which no MUST is violated and nothing is
// inconclusive.
func BeKept() *Kept {
	return &Kept{}
}

// Match looks for findings that break the promise. It fails for anything else
// than a []Finding.
func (k *Kept) Match(actual any) (bool, error) {
	findings, ok := actual.([]Finding)
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
func (k *Kept) FailureMessage(any) string {
	texts := make([]string, len(k.broken))
	for i, f := range k.broken {
		texts[i] = Explain(f)
	}
	return strings.Join(texts, "\n")
}

// NegatedFailureMessage says that a broken finding was expected.
func (k *Kept) NegatedFailureMessage(any) string {
	return "expected a violated or inconclusive finding, found none"
}

// Explain says what a finding is, for people: what was asked, and what was
// wanted and got at each place.
func Explain(f Finding) string {
	text := fmt.Sprintf("%s %s is %s\nasked: %s\n", f.Level, f.Requirement, f.Outcome, f.Probe)
	if f.Reason != "" {
		return text + f.Reason + "\n"
	}
	return text + match.Describe(f.Violations)
}
