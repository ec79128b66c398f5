package phrase

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/verdict"
)

func TestLooksLike(t *testing.T) {
	first := verdict.LikelyFault{Name: "first", Statement: "A is b.", Explains: 12}
	for name, test := range map[string]struct {
		d    *verdict.Diagnosis
		want []string
	}{
		"nothing": {nil, nil},
		"a fault": {
			&verdict.Diagnosis{Faults: []verdict.LikelyFault{first}, Places: 12},
			[]string{"as the fault first would (12 of 12 violations): A is b"},
		},
		"two faults, and what the recording shows": {
			&verdict.Diagnosis{
				Sentences: []string{"as if two releases answered"}, Places: 14, Unexplained: 1,
				Faults: []verdict.LikelyFault{first, {Name: "second", Statement: "C is d.", Explains: 1, Besides: 2}},
			},
			[]string{
				"as if two releases answered",
				"as the fault first would (12 of 14 violations): A is b",
				"as the fault second would (1 of 14 violations, without 2 others that it would make, too): C is d",
				"no known fault explains the other 1",
			},
		},
		"faults that look the same": {
			&verdict.Diagnosis{Faults: []verdict.LikelyFault{
				{Name: "a", Statement: "A.", Alike: []string{"b", "c"}, Explains: 1},
				{Name: "d", Statement: "D.", Alike: []string{"e", "f", "g"}, Explains: 1},
			}, Places: 2},
			[]string{"as the fault a or b or c would (1 of 2 violations): A", "as the fault d or e or 2 others would (1 of 2 violations): D"},
		},
		"many faults": {
			&verdict.Diagnosis{Faults: []verdict.LikelyFault{first, first, first, first, first, first, first}, Places: 99},
			[]string{
				"as the fault first would (12 of 99 violations): A is b", "as the fault first would (12 of 99 violations): A is b",
				"as the fault first would (12 of 99 violations): A is b", "as the fault first would (12 of 99 violations): A is b",
				"as the fault first would (12 of 99 violations): A is b", "and 2 other known faults, in verdict.json",
			},
		},
		"one that none explains":   {&verdict.Diagnosis{Places: 1, Unexplained: 1}, []string{"no known fault explains this violation"}},
		"three that none explains": {&verdict.Diagnosis{Places: 3, Unexplained: 3}, []string{"no known fault explains these 3 violations"}},
		"no comparison":            {&verdict.Diagnosis{Silent: "another catalogue"}, []string{"another catalogue"}},
	} {
		if diff := cmp.Diff(test.want, LooksLike(verdict.Verdict{Diagnosis: test.d})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
