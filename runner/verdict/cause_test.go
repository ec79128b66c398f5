package verdict_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// answered is a violated finding about one answer of the recording: at a place, and
// what was wanted and got there.
func answered(id string, answer int, at, want, got string) judge.Finding {
	f := finding(id, claim.Violated)
	f.Evidence = []int{answer}
	f.Violations = []openapi.Violation{{Kind: "value", At: at, Want: want, Got: got}}
	return f
}

// differing is the same of an answer that was held against another.
func differing(id string, answer int, at, want, got string) judge.Finding {
	f := answered(id, answer, at, want, got)
	f.Violations[0].Kind = "difference"
	return f
}

// cut is a finding about an answer whose body is no JSON from a place on.
func cut(id string, answer int, at, got string) judge.Finding {
	f := answered(id, answer, at, "one JSON document", got)
	f.Violations[0].Kind = "syntax"
	return f
}

// holding is a satisfied finding about some answers.
func holding(id string, answers ...int) judge.Finding {
	f := finding(id, claim.Satisfied)
	f.Evidence, f.Answers = answers, len(answers)
	return f
}

// lacking is a finding that could not be made, for want of what the answers tell.
func lacking(id string, answers ...int) judge.Finding {
	f := finding(id, claim.Untested)
	f.Evidence = answers
	return f
}

func TestByCause(t *testing.T) {
	// In the order of the catalogue.
	all := catalogue{
		requirement(openapi.Must, "first"), requirement(openapi.Must, "second"), requirement(openapi.Must, "third"),
		requirement(openapi.Should, "should"),
	}
	type cause struct {
		Title          string
		Also, Unjudged []string
	}
	tests := []struct {
		name     string
		findings []judge.Finding
		want     []cause
	}{
		{"none", nil, nil},
		{
			"a body that ends in the middle, wherever that is",
			[]judge.Finding{cut("first", 1, "/action/events/0/host", "at byte 288"), cut("first", 2, "/action/id", "at byte 178"), cut("second", 2, "/action/id", "at byte 178")},
			[]cause{{"first", []string{"second"}, nil}},
		},
		{
			"the same at the same place of other answers",
			[]judge.Finding{answered("first", 1, "status", "200", "203"), answered("second", 2, "status", "200", "203")},
			[]cause{{"first", []string{"second"}, nil}},
		},
		{
			"one answer, of which other things are wanted at one place",
			[]judge.Finding{answered("first", 1, "status", "200", "203"), answered("second", 1, "status", "200 or 403", "203")},
			[]cause{{"first", []string{"second"}, nil}},
		},
		{
			"through a third",
			[]judge.Finding{
				answered("first", 1, "status", "200", "203"), answered("second", 2, "status", "200 or 403", "203"),
				answered("third", 1, "status", "another", "203"), answered("third", 2, "status", "another", "203"),
			},
			[]cause{{"third", []string{"first", "second"}, nil}},
		},
		{
			"one answer with two faults",
			[]judge.Finding{answered("first", 1, "header Vary", "a", "none"), answered("second", 1, "/a", "1", "2")},
			[]cause{{"first", nil, nil}, {"second", nil, nil}},
		},
		{
			"one requirement finds two faults in the same answer",
			[]judge.Finding{answered("first", 1, "/b", "1", "2"), answered("first", 1, "/a", "1", "2"), answered("second", 1, "/a", "1", "2")},
			[]cause{{"first", []string{"second"}, nil}},
		},
		{
			"one requirement finds other values at one place",
			[]judge.Finding{answered("first", 1, "/events/0/id", "1", "2"), answered("first", 2, "/events/4/id", "3", "4")},
			[]cause{{"first", nil, nil}},
		},
		{
			"one requirement finds other statuses, of which one is another's too",
			[]judge.Finding{
				answered("first", 1, "status", "404", "200"), answered("first", 2, "status", "400", "500"),
				answered("second", 2, "status", "400", "500"),
			},
			[]cause{{"first", []string{"second"}, nil}, {"first", nil, nil}},
		},
		{
			"a MUST stands for a SHOULD that more answers break",
			[]judge.Finding{
				answered("should", 1, "status", "200", "203"), answered("should", 2, "status", "200", "203"),
				answered("should", 3, "status", "200", "203"), answered("second", 3, "status", "200", "203"),
			},
			[]cause{{"second", []string{"should"}, nil}},
		},
		{
			"which is about it: what most of its answers break",
			[]judge.Finding{
				answered("first", 1, "status", "200", "203"), answered("second", 1, "status", "200", "203"),
				answered("second", 2, "status", "200", "203"), answered("second", 3, "status", "200", "203"),
			},
			[]cause{{"second", []string{"first"}, nil}},
		},
		{
			"which is about it: what looks at little else",
			[]judge.Finding{
				answered("first", 1, "status", "404, by a rule", "204"), answered("second", 1, "status", "404", "204"),
				holding("first", 2, 3, 4), holding("second", 4),
			},
			[]cause{{"second", []string{"first"}, nil}},
		},
		{
			"one answer, whose status one check tells with its fault",
			[]judge.Finding{answered("first", 1, "status", "200", "400"), answered("second", 1, "status", "200, by a rule", "400 badRequest")},
			[]cause{{"first", []string{"second"}, nil}},
		},
		{
			"what differs from an answer that is wrong",
			[]judge.Finding{
				differing("first", 1, "/list/0/start", "null, as member GET /show", "5"),
				answered("second", 2, "/show/start", "a time", "null"),
				differing("third", 3, "/list/0/start", "5, as member GET /list", "null"),
			},
			[]cause{{"second", []string{"first", "third"}, nil}},
		},
		{
			"what differs from an answer that is right",
			[]judge.Finding{
				differing("first", 1, "/list/0/start", "5, as member GET /show", "6"),
				answered("second", 2, "/show/start", "a time", "null"),
			},
			[]cause{{"first", nil, nil}, {"second", nil, nil}},
		},
		{
			"what was to be learnt from its answers is hidden by it",
			[]judge.Finding{
				answered("first", 1, "status", "200", "203"), answered("first", 2, "status", "200", "203"),
				lacking("second", 0, 1, 2), lacking("third", 0, 2, 3),
			},
			[]cause{{"first", nil, []string{"second"}}},
		},
		{
			"first what breaks a MUST, then what breaks or hides most",
			[]judge.Finding{
				answered("should", 1, "header Vary", "a", "none"), lacking("should", 4),
				answered("first", 2, "/a", "1", "2"), answered("second", 3, "status", "200", "203"), lacking("third", 3),
			},
			[]cause{{"second", nil, []string{"third"}}, {"first", nil, nil}, {"should", nil, nil}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := judged(t, all, recording(), tt.findings, verdict.Options{})
			var got []cause
			hidden := map[string]bool{}
			for i, c := range v.ByCause() {
				one := cause{c.Title().Requirement.ID, c.Also(), c.Unjudged}
				for _, id := range c.Unjudged {
					hidden["the reason of "+id] = true
				}
				got = append(got, one)
				if note := v.Causes[i]; note.Requirement != one.Title || len(note.Also) != len(one.Also) || len(note.Unjudged) != len(one.Unjudged) {
					t.Errorf("verdict.json says %+v of %+v", note, one)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			for _, g := range v.Gaps() {
				if hidden[g.Reason] {
					t.Errorf("%q stands among the gaps, too", g.Reason)
				}
			}
		})
	}
}
