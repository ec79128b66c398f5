package covering_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/plan/covering"
)

// The example of NISTIR 7878: four rows of four binary factors cover 19 of 24
// pairs.
func TestCoverageOfThePublishedExample(t *testing.T) {
	m := covering.Model{
		Factors:  []covering.Factor{factor("a", 2), factor("b", 2), factor("c", 2), factor("d", 2)},
		Strength: 2,
	}
	var rows []covering.Row
	for _, r := range []string{"0000", "0110", "1001", "0111"} {
		rows = append(rows, covering.Row{"a": r[:1], "b": r[1:2], "c": r[2:3], "d": r[3:]})
	}
	c, err := m.Coverage(rows)
	if err != nil {
		t.Fatal(err)
	}
	want := []covering.Set{
		{Factors: []string{"a", "b"}, Count: covering.Count{Possible: 4, Covered: 3}},
		{Factors: []string{"a", "c"}, Count: covering.Count{Possible: 4, Covered: 3}},
		{Factors: []string{"a", "d"}, Count: covering.Count{Possible: 4, Covered: 3}},
		{Factors: []string{"b", "c"}, Count: covering.Count{Possible: 4, Covered: 2}},
		{Factors: []string{"b", "d"}, Count: covering.Count{Possible: 4, Covered: 4}},
		{Factors: []string{"c", "d"}, Count: covering.Count{Possible: 4, Covered: 4}},
	}
	if diff := cmp.Diff(want, c.Sets); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c.Possible != 24 || c.Covered != 19 {
		t.Errorf("%d of %d, want 19 of 24", c.Covered, c.Possible)
	}
	var missing []string
	for tuple := range c.Missing() {
		missing = append(missing, tuple.String())
	}
	if diff := cmp.Diff([]string{"a=1, b=1", "a=1, c=1", "a=1, d=0", "b=0, c=1", "b=1, c=0"}, missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// A bound on how many missing tuples are listed is the caller's.
func TestListingCanStopEarly(t *testing.T) {
	c, err := pairs(10, 5).Coverage(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range c.Missing() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 || c.Share() != 0 {
		t.Errorf("%d listed, share %v, want 3 and 0", n, c.Share())
	}
}
