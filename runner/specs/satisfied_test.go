package specs_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// What fails a spec is what would fail the verdict.
func TestBeSatisfied(t *testing.T) {
	strictly := []openapi.Level{openapi.Must, openapi.Should}
	for _, test := range []struct {
		level   openapi.Level
		outcome claim.Outcome
		binding []openapi.Level
		want    bool
	}{
		{openapi.Must, claim.Satisfied, nil, true},
		{openapi.Must, claim.NotApplicable, nil, true},
		{openapi.Must, claim.Untested, nil, true},
		{openapi.Must, claim.Violated, nil, false},
		{openapi.Must, claim.Inconclusive, nil, false},
		{openapi.Should, claim.Violated, nil, true},
		{openapi.Should, claim.Inconclusive, nil, true},
		{openapi.Should, claim.Violated, strictly, false},
		{openapi.Should, claim.Inconclusive, strictly, false},
		{openapi.May, claim.Violated, strictly, true},
		{openapi.Must, claim.Violated, strictly, false},
	} {
		matcher := suites.BeSatisfied(test.binding...)
		got, err := matcher.Match([]judge.Finding{{Requirement: "show.a", Level: test.level, Outcome: test.outcome, Reason: "so it is", Declared: "suites/a.go:1"}})
		if err != nil || got != test.want {
			t.Errorf("%s %s, %v bind: %t, %v, want %t", test.level, test.outcome, test.binding, got, err, test.want)
		}
		if said := matcher.FailureMessage(nil); strings.Contains(said, "show.a") == test.want || strings.Contains(said, "claimed at suites/a.go:1") == test.want {
			t.Errorf("%s %s: it says %q", test.level, test.outcome, said)
		}
	}
	if _, err := suites.BeSatisfied().Match(1); err == nil {
		t.Error("a number matches")
	}
}
