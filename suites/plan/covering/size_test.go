package covering_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/plan/covering"
)

// problems are known ones. The first six are those of pairwise.org/efficiency.html,
// with what it says that others need; next to them is what this package may need.
// The constrained ones have the shape of models that are published with tools:
// TCAS, and a network manager of IBM's. No array of theirs is smaller than the
// product of their two largest factors, 100 and 110.
var problems = []struct {
	name  string // AETG, Jenny, PICT: rows
	model covering.Model
	most  int
}{
	{"3^4: 9, 11, 9", pairs(3, 4), 9},
	{"3^13: 15, 18, 18", pairs(3, 13), 19},
	{"4^15 3^17 2^29: 41, 38, 37", pairs(4, 15, 3, 17, 2, 29), 37},
	{"4^1 3^39 2^35: 28, 28, 27", pairs(4, 1, 3, 39, 2, 35), 28},
	{"2^100: 10, 16, 15", pairs(2, 100), 13},
	{"10^20: 180, 193, 210", pairs(10, 20), 207},
	{"TCAS: 100", tcas(), 100},
	{"network manager: 110 or more", network(), 118},
}

func TestArraysOfKnownProblemsAreSmall(t *testing.T) {
	for _, p := range problems {
		t.Run(p.name, func(t *testing.T) {
			for seed := range uint64(3) {
				array, err := p.model.Rows(seed, nil, -1)
				if err != nil {
					t.Fatal(err)
				}
				if n := len(array.Rows); n > p.most || array.Covered < array.Possible {
					t.Errorf("seed %d: %d rows cover %d of %d, want at most %d that cover all", seed, n, array.Covered, array.Possible, p.most)
				}
			}
		})
	}
}

// The triples of one group decide how many rows there are, and the pairs of all
// other factors fit in beside them.
func TestStrongerGroupTakesNoMoreRowsThanItHasTuples(t *testing.T) {
	array, err := suite().Rows(1, nil, -1)
	if err != nil {
		t.Fatal(err)
	}
	triples := array.Sets[0]
	if diff := cmp.Diff([]string{"actor", "edition", "subject"}, triples.Factors); diff != "" {
		t.Fatalf("the first set (-want +got):\n%s", diff)
	}
	if len(array.Rows) != triples.Possible || array.Covered != array.Possible {
		t.Errorf("%d rows cover %d of %d, want %d rows that cover all", len(array.Rows), array.Covered, array.Possible, triples.Possible)
	}
}

func TestAnotherSeedGivesOtherRowsThatCoverTheSame(t *testing.T) {
	seen := map[string]uint64{}
	var first covering.Count
	for seed := range uint64(10) {
		array, err := network().Rows(seed, nil, -1)
		if err != nil {
			t.Fatal(err)
		}
		rows := fmt.Sprint(array.Rows)
		if other, same := seen[rows]; same {
			t.Errorf("seeds %d and %d give the same rows", other, seed)
		}
		seen[rows] = seed
		if seed == 0 {
			first = array.Count
		}
		if array.Count != first {
			t.Errorf("seed %d: %+v, want %+v", seed, array.Count, first)
		}
	}
}

func BenchmarkRows(b *testing.B) {
	for _, p := range append(problems, struct {
		name  string
		model covering.Model
		most  int
	}{"suite", suite(), 0}) {
		b.Run(p.name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				array, err := p.model.Rows(1, nil, -1)
				if err != nil {
					b.Fatal(err)
				}
				rows = len(array.Rows)
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
}

func BenchmarkCoverage(b *testing.B) {
	array, err := suite().Rows(1, nil, -1)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := suite().Coverage(array.Rows); err != nil {
			b.Fatal(err)
		}
	}
}
