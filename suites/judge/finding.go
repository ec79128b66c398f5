package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Finding is what one claim found.
type Finding struct {
	Requirement string         `json:"requirement"`
	Level       openapi.Level  `json:"level"`
	Subject     string         `json:"subject"`
	Probe       exchange.Probe `json:"probe"` // the last one that the claim asks
	Outcome     claim.Outcome  `json:"outcome"`
	// Reason says why the finding is neither satisfied nor violated.
	Reason     string              `json:"reason,omitempty"`
	Violations []openapi.Violation `json:"violations,omitempty"`
	// Evidence are the exchanges that the finding rests on, as positions in
	// the recording, counted from 0.
	Evidence []int `json:"evidence,omitempty"`
}

// Digest returns the digest of a set of findings: two runs are equal if their
// digests are. It covers requirement, probe, outcome, and of each violation
// the place and the kind; never a value that a cloud answered. The order of
// the findings does not matter.
func Digest(findings []Finding) string {
	var lines []string
	for _, f := range findings {
		line := fmt.Sprintf("%s\t%s\t%s", f.Requirement, f.Probe, f.Outcome)
		if len(f.Violations) == 0 || f.Outcome != claim.Violated {
			lines = append(lines, line)
			continue
		}
		for _, v := range f.Violations {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s", line, v.At, v.Kind))
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}
