package verdict_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// broken is a violated finding at a version, with a violation at each place.
func broken(id, version string, places ...string) judge.Finding {
	f := finding(id, claim.Violated)
	f.Probe = probe(version)
	f.Violations = nil
	for _, at := range places {
		f.Violations = append(f.Violations, violation(at))
	}
	return f
}

func TestBreaches(t *testing.T) {
	type cause struct {
		id, kind, at string
		probes       int
	}
	otherKind := broken("show.must", "2.51", "/events/0/result")
	otherKind.Violations[0].Kind = "enum"
	tests := []struct {
		name     string
		findings []judge.Finding
		want     []cause
	}{
		{
			"the index in an array does not matter",
			[]judge.Finding{broken("show.must", "2.1", "/events/0/result", "/events/12/result"), broken("show.must", "2.51", "/events/1/result")},
			[]cause{{"show.must", "type", "/events/*/result", 2}},
		},
		{
			"the last part may be an index too",
			[]judge.Finding{broken("show.must", "2.1", "/events/0", "/events/1")},
			[]cause{{"show.must", "type", "/events/*", 1}},
		},
		{
			"the place matters",
			[]judge.Finding{broken("show.must", "2.1", "/a", "/b", "", "status", "header Vary", "/", "/2x")},
			[]cause{
				{"show.must", "type", "/a", 1},
				{"show.must", "type", "/b", 1},
				{"show.must", "type", "", 1},
				{"show.must", "type", "status", 1},
				{"show.must", "type", "header Vary", 1},
				{"show.must", "type", "/", 1},
				{"show.must", "type", "/2x", 1},
			},
		},
		{
			"the kind matters",
			[]judge.Finding{broken("show.must", "2.1", "/events/0/result"), otherKind},
			[]cause{{"show.must", "type", "/events/*/result", 1}, {"show.must", "enum", "/events/*/result", 1}},
		},
		{
			"the requirement matters, and a MUST comes before a SHOULD",
			[]judge.Finding{broken("show.should", "2.1", "/a"), broken("show.must", "2.1", "/a"), broken("show.holds", "2.1", "/a")},
			[]cause{{"show.holds", "type", "/a", 1}, {"show.must", "type", "/a", 1}, {"show.should", "type", "/a", 1}},
		},
		{
			"what is not violated has no cause",
			[]judge.Finding{finding("show.holds", claim.Satisfied), finding("show.must", claim.Inconclusive), finding("show.may", claim.Violated)},
			nil,
		},
		{
			"a violated finding without a violation is one",
			[]judge.Finding{broken("show.must", "2.1")},
			[]cause{{"show.must", "", "", 1}},
		},
		{
			"what else was found of the requirement is none",
			[]judge.Finding{broken("show.must", "2.1", "/a"), finding("show.must", claim.Untested)},
			[]cause{{"show.must", "type", "/a", 1}},
		},
	}
	shouldFirst := catalogue{four[2], four[0], four[1], four[3]}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []cause
			for _, c := range judged(t, shouldFirst, recording(), tt.findings, verdict.Options{}).Breaches() {
				got = append(got, cause{c.Requirement.ID, c.Kind, c.At, len(c.Probes)})
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(cause{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestACauseShowsItsFirstViolation(t *testing.T) {
	first, second := broken("show.must", "2.1", "/events/4/result"), broken("show.must", "2.51", "/events/0/result", "/events/1/result")
	first.Violations[0].Got = "4"
	second.Violations[1].Want = "another"
	breaches := judged(t, four, recording(), []judge.Finding{first, second}, verdict.Options{}).Breaches()
	if len(breaches) != 1 {
		t.Fatalf("%d breaches", len(breaches))
	}
	got := breaches[0]
	if got.Violation.At != "/events/4/result" || got.Violation.Got != "4" || got.Finding.Probe != probe("2.1") {
		t.Errorf("the first is %+v of %s", got.Violation, got.Finding.Probe)
	}
	if got.Others != 2 {
		t.Errorf("%d other pairs of want and got, want 2", got.Others)
	}
}

func TestGroups(t *testing.T) {
	because := func(id string, outcome claim.Outcome, reason string) judge.Finding {
		f := finding(id, outcome)
		f.Reason = reason
		if outcome != claim.Violated {
			f.Evidence = []int{1}
		}
		return f
	}
	all := catalogue{
		requirement(openapi.Should, "should.a"), requirement(openapi.Must, "must.a"),
		requirement(openapi.Must, "must.b"), requirement(openapi.Must, "must.c"), requirement(openapi.Must, "must.d"),
	}
	v := judged(t, all, recording(), []judge.Finding{
		because("should.a", claim.Untested, "no reader"),
		because("must.a", claim.Untested, "no admin"),
		because("must.a", claim.Untested, "no reader"),
		because("must.a", claim.Untested, "no admin"),
		because("must.b", claim.Inconclusive, "503"),
		because("must.b", claim.Untested, "no admin"),
		because("must.c", claim.Violated, ""),
		because("must.c", claim.Untested, "hidden behind the violation"),
	}, verdict.Options{})
	want := []verdict.Group{
		{Outcome: "inconclusive", Reason: "503", Requirements: []string{"must.b"}},
		{Outcome: "untested", Reason: "no admin", Requirements: []string{"must.a", "must.b"}},
		{Outcome: "untested", Reason: "no reader", Requirements: []string{"must.a", "should.a"}},
		{Outcome: "untested", Reason: "nothing was found out about it", Requirements: []string{"must.d"}},
	}
	if diff := cmp.Diff(want, v.Gaps()); diff != "" {
		t.Error(diff)
	}
	if got := v.Inapplicable(); len(got) != 0 {
		t.Errorf("inapplicable: %v", got)
	}
}

func TestInapplicable(t *testing.T) {
	v := judged(t, four, recording(), []judge.Finding{
		finding("show.must", claim.NotApplicable),
		finding("show.holds", claim.NotApplicable), finding("show.holds", claim.Satisfied),
	}, verdict.Options{})
	want := []verdict.Group{{Outcome: "not applicable", Reason: "the reason of show.must", Requirements: []string{"show.must"}}}
	if diff := cmp.Diff(want, v.Inapplicable()); diff != "" {
		t.Error(diff)
	}
}
