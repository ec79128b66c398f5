package phrase

import (
	"fmt"
	"strings"

	"github.com/osact/osact/runner/verdict"
)

const (
	maxLikely = 5 // faults that are named
	maxAlike  = 3 // of those that would look the same
)

// LooksLike says what may be behind the violations, a sentence each: what the recording
// shows, the known faults that would do the same, and how much is left.
func LooksLike(v verdict.Verdict) []string {
	d := v.Diagnosis
	if d == nil {
		return nil
	}
	lines := append([]string{}, d.Sentences...)
	if d.Silent != "" {
		return append(lines, d.Silent)
	}
	shown, more := First(d.Faults, maxLikely)
	for _, f := range shown {
		lines = append(lines, likely(f, d.Places))
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("and %s, in verdict.json", Count(more, "other known fault")))
	}
	switch {
	case d.Unexplained == 0:
	case len(d.Faults) == 0:
		lines = append(lines, fmt.Sprintf("no known fault explains %s", these(d.Unexplained)))
	default:
		lines = append(lines, fmt.Sprintf("no known fault explains the other %d", d.Unexplained))
	}
	return lines
}

func these(violations int) string {
	if violations == 1 {
		return "this violation"
	}
	return fmt.Sprintf("these %d violations", violations)
}

// likely says which fault it is, how much it explains of so many violations, and what
// it does.
func likely(f verdict.LikelyFault, of int) string {
	names := f.Name
	alike, more := First(f.Alike, maxAlike-1)
	if more > 0 {
		alike, more = alike[:len(alike)-1], more+1
	}
	for _, name := range alike {
		names += " or " + name
	}
	if more > 0 {
		names += " or " + Count(more, "other")
	}
	fit := fmt.Sprintf("%d of %s", f.Explains, Count(of, "violation"))
	if f.Besides > 0 {
		fit += fmt.Sprintf(", without %s that it would make, too", Count(f.Besides, "other"))
	}
	return fmt.Sprintf("as the fault %s would (%s): %s", names, fit, strings.TrimSuffix(f.Statement, "."))
}
