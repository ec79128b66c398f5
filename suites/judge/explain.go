package judge

import (
	"fmt"

	"github.com/osact/osact/suites/match"
)

// Explain says what a finding is, for people: what was asked, and what was
// wanted and got at each place.
func Explain(f Finding) string {
	text := fmt.Sprintf("%s %s is %s\nasked: %s\n", f.Level, f.Requirement, f.Outcome, f.Probe)
	if f.Reason != "" {
		return text + f.Reason + "\n"
	}
	return text + match.Describe(f.Violations)
}
