package verdict_test

import (
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// What holds of a part is not said of the whole; what is violated is.
func TestNarrow(t *testing.T) {
	for name, test := range map[string]struct {
		must, should claim.Outcome
		strict       bool
		want         verdict.Ruling
		exit         int
		reason       string
		sound        bool
	}{
		"it holds":               {claim.Satisfied, claim.Satisfied, false, verdict.Incomplete, 3, "filtered; of these, every MUST that applies holds", true},
		"it does not apply":      {claim.NotApplicable, claim.Satisfied, false, verdict.Incomplete, 3, "filtered; of these, no MUST is satisfied", true},
		"a SHOULD is violated":   {claim.Satisfied, claim.Violated, false, verdict.Incomplete, 3, "filtered; of these, 1 SHOULD violated", true},
		"strictly":               {claim.Satisfied, claim.Violated, true, verdict.Nonconformant, 1, "filtered; of these, 1 SHOULD violated, which counts (strict)", false},
		"a MUST is violated":     {claim.Violated, claim.Satisfied, false, verdict.Nonconformant, 1, "filtered; of these, 1 MUST violated; no MUST is satisfied", false},
		"a MUST is untested":     {claim.Untested, claim.Satisfied, false, verdict.Incomplete, 3, "filtered; of these, 1 MUST untested; no MUST is satisfied", false},
		"a MUST is inconclusive": {claim.Inconclusive, claim.Satisfied, false, verdict.Incomplete, 3, "filtered; of these, 1 MUST inconclusive; no MUST is satisfied", false},
	} {
		two := catalogue{requirement(openapi.Must, "show.must"), requirement(openapi.Should, "show.should")}
		v := verdict.New(two, recording(), []judge.Finding{
			{Requirement: "show.must", Outcome: test.must}, {Requirement: "show.should", Outcome: test.should},
		}, verdict.Options{Strict: test.strict})
		v.Narrow("filtered")
		if v.Verdict != test.want || v.Exit != test.exit || v.Reason != test.reason || v.Sound() != test.sound {
			t.Errorf("%s: %s, exit %d, %q, sound %t; want %s, %d, %q, %t", name, v.Verdict, v.Exit, v.Reason, v.Sound(), test.want, test.exit, test.reason, test.sound)
		}
	}
	v := verdict.New(catalogue{}, recording(), []judge.Finding{{Requirement: "show.must", Outcome: "odd"}}, verdict.Options{})
	if v.Narrow("filtered"); v.Verdict != verdict.Error || v.Exit != 5 || v.Sound() {
		t.Errorf("a defect is %s, exit %d, sound %t", v.Verdict, v.Exit, v.Sound())
	}
}
