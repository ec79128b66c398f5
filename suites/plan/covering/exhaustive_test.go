package covering_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/osact/osact/suites/plan/covering"
)

// In small models everything can be counted: the tests below hold the package
// against all rows there are.

func TestRowsCoverWhatIsPossible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		every := rowsOf(m)
		given := drawGiven(t, every)
		array, err := m.Rows(rapid.Uint64().Draw(t, "seed"), given, -1)
		if len(every) == 0 {
			if err == nil {
				t.Fatal("there is no row, and no error")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range array.Rows {
			if !slices.ContainsFunc(every, func(r covering.Row) bool { return cmp.Equal(r, row) }) {
				t.Errorf("no row of the model: %v", row)
			}
		}
		possible := tuplesOf(m, every)
		if diff := cmp.Diff(possible, tuplesOf(m, slices.Concat(array.Rows, given))); diff != "" {
			t.Errorf("possible and covered tuples differ (-possible +covered):\n%s", diff)
		}
		if n := len(possible); array.Possible != n || array.Covered != n || array.Share() != 1 {
			t.Errorf("%d of %d covered, want %d of %[3]d", array.Covered, array.Possible, n)
		}
		for tuple := range array.Missing() {
			t.Errorf("said to be missing: %v", tuple)
		}
		impossible := tuplesOf(m, product(m))
		for key := range possible {
			delete(impossible, key)
		}
		found := map[string]bool{}
		for tuple := range array.Impossible() {
			found[tuple.String()] = true
		}
		if diff := cmp.Diff(impossible, found); diff != "" {
			t.Errorf("impossible tuples differ (-want +got):\n%s", diff)
		}
	})
}

func TestLimitKeepsTheRowsThatCoverMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		every := rowsOf(m)
		if len(every) == 0 {
			t.Skip("no row")
		}
		given := drawGiven(t, every)
		seed := rapid.Uint64().Draw(t, "seed")
		full, err := m.Rows(seed, given, -1)
		if err != nil {
			t.Fatal(err)
		}
		possible := tuplesOf(m, every)
		before, last := len(tuplesOf(m, given)), len(possible)
		for most := range len(full.Rows) + 2 {
			array, err := m.Rows(seed, given, most)
			if err != nil {
				t.Fatal(err)
			}
			want := full.Rows[:min(most, len(full.Rows))]
			if diff := cmp.Diff(want, array.Rows[:len(array.Rows):len(array.Rows)]); diff != "" && most > 0 {
				t.Fatalf("at most %d rows (-want +got):\n%s", most, diff)
			}
			covered := tuplesOf(m, slices.Concat(array.Rows, given))
			if array.Covered != len(covered) || array.Possible != len(possible) {
				t.Errorf("%d rows: %d of %d covered, want %d of %d", most, array.Covered, array.Possible, len(covered), len(possible))
			}
			for tuple := range array.Missing() {
				if !possible[tuple.String()] || covered[tuple.String()] {
					t.Errorf("%d rows: said to be missing: %v", most, tuple)
				}
				covered[tuple.String()] = true
			}
			if len(covered) != len(possible) {
				t.Errorf("%d rows: %d tuples are covered or missing, want %d", most, len(covered), len(possible))
			}
			if most > 0 && most <= len(full.Rows) {
				if gain := array.Covered - before; gain > last || gain == 0 {
					t.Errorf("row %d covers %d, the one before it %d", most, gain, last)
				} else {
					last = gain
				}
			}
			before = array.Covered
		}
	})
}

func TestCoverageCountsWhatRowsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		every := rowsOf(m)
		if len(every) == 0 {
			t.Skip("no row")
		}
		rows := rapid.SliceOfN(rapid.SampledFrom(product(m)), 0, 8).Draw(t, "rows")
		coverage, err := m.Coverage(rows)
		if err != nil {
			t.Fatal(err)
		}
		var outside []int
		var inside []covering.Row
		for i, row := range rows {
			if allowed(m, row) {
				inside = append(inside, row)
			} else {
				outside = append(outside, i)
			}
		}
		if diff := cmp.Diff(outside, coverage.Outside); diff != "" {
			t.Errorf("rows outside the model (-want +got):\n%s", diff)
		}
		possible, covered := tuplesOf(m, every), tuplesOf(m, inside)
		if coverage.Possible != len(possible) || coverage.Covered != len(covered) {
			t.Errorf("%d of %d covered, want %d of %d", coverage.Covered, coverage.Possible, len(covered), len(possible))
		}
		var sum covering.Count
		for _, set := range coverage.Sets {
			sum.Possible += set.Possible
			sum.Covered += set.Covered
		}
		if sum != coverage.Count {
			t.Errorf("the sets sum up to %v, not %v", sum, coverage.Count)
		}
	})
}

// A solver that does not take its assumptions back, or not wholly, misses the
// rows of these.
func TestRowsThatAreHardToFind(t *testing.T) {
	last := pairs(2, 4) // f3 cannot be 1, and not 0 unless f0 is 1
	last.Forbidden = []covering.Combination{{"f0": {"0"}, "f3": {"0"}}}
	for _, v := range []string{"00", "01", "10", "11"} {
		last.Forbidden = append(last.Forbidden, covering.Combination{"f1": {v[:1]}, "f2": {v[1:]}, "f3": {"1"}})
	}
	for name, m := range map[string]covering.Model{"the last assumption": last, "permutations": allDifferent(5, 5)} {
		array, err := m.Rows(1, nil, -1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if want := len(tuplesOf(m, rowsOf(m))); array.Possible != want || array.Covered != want {
			t.Errorf("%s: %d of %d covered, want %d of %[4]d", name, array.Covered, array.Possible, want)
		}
	}
	if _, err := allDifferent(4, 5).Rows(1, nil, -1); err == nil {
		t.Error("five factors have four different values, and there is no error")
	}
}

func TestEqualArgumentsGiveEqualRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		seed := rapid.Uint64().Draw(t, "seed")
		one, first := m.Rows(seed, nil, -1)
		two, second := m.Rows(seed, nil, -1)
		if fmt.Sprint(first) != fmt.Sprint(second) {
			t.Errorf("the errors are %v and %v", first, second)
		}
		if diff := cmp.Diff(one.Rows, two.Rows); diff != "" {
			t.Error(diff)
		}
	})
}
