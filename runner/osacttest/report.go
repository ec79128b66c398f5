package osacttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// report tells a verdict: a subtest for each requirement, and, if it is incomplete,
// one sentence.
func report(t *testing.T, v verdict.Verdict, recording exchange.Recording) {
	t.Helper()
	causes := v.BreachesByRequirement()
	for _, r := range v.Requirements {
		t.Run(r.ID, func(t *testing.T) {
			t.Helper()
			tell := t.Log
			if v.Strict || r.Level == openapi.Must {
				tell = t.Error
			}
			switch r.Outcome {
			case claim.Satisfied:
			case claim.Violated:
				for _, c := range causes[r.ID] {
					tell(violation(c, recording))
				}
			default:
				t.Skipf("%s: %s", r.Outcome, words(r.Reason))
			}
		})
	}
	// A requirement that is violated has failed a subtest, unless -run left that out.
	if v.Exit != exit.Conformant && (v.Verdict != verdict.Nonconformant && v.Verdict != verdict.Partial || len(counting(v)) > 0) {
		t.Error(sentence(v))
	}
}

// violation says what was asked, wanted and got.
func violation(c verdict.Breach, recording exchange.Recording) string {
	lines := []string{
		fmt.Sprintf("%s: %s", c.Requirement.Level, strings.Join(strings.Fields(c.Requirement.Statement), " ")),
		"asked  " + c.Finding.Probe.String(),
		"place  " + phrase.Place(c.At),
		"want   " + c.Violation.Want,
		"got    " + phrase.Clip(c.Violation.Got) + phrase.Others(c),
		fmt.Sprintf("at     %s: %s", phrase.Extent(c), phrase.Probes(c)),
		"source " + phrase.Sources(c.Requirement),
	}
	if again := curl.Of(recording, c.Finding); again != "" {
		lines = append(lines, again)
	}
	for i, line := range lines {
		lines[i] = openapi.Visible(line)
	}
	return strings.Join(lines, "\n")
}

// most is how many reasons are given.
const most = 5

// sentence says why a target could not be judged, or not as a whole.
func sentence(v verdict.Verdict) string {
	why := v.Problems
	if len(why) == 0 {
		why = append(why, v.Reason)
		shown, more := phrase.First(counting(v), most)
		why = append(why, shown...)
		if more > 0 {
			why = append(why, fmt.Sprintf("and for %s", phrase.Count(more, "other reason")))
		}
	}
	return words(fmt.Sprintf("%s: %s", v.Verdict, strings.Join(why, "; ")))
}

// counting are the reasons for which requirements are undecided that have to be
// decided.
func counting(v verdict.Verdict) []string {
	var reasons []string
	counts := map[string]bool{}
	for _, r := range v.Requirements {
		counts[r.ID] = r.Level == openapi.Must || v.Strict && r.Level == openapi.Should
	}
	for _, group := range v.Gaps() {
		if slices.ContainsFunc(group.Requirements, func(id string) bool { return counts[id] }) {
			reasons = append(reasons, group.Reason)
		}
	}
	return reasons
}
