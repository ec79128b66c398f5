package verdict

import (
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/plan/covering"
)

// Covering is what the questions combine that cover the factors, as far as they were
// answered.
type Covering struct {
	Strength int    `json:"strength"` // of how many factors all values were to be combined
	Seed     uint64 `json:"seed"`
	Most     int    `json:"most"` // how many such questions there were to be at most
	// Pairs and Triples are how many combinations of the values of two and of three
	// factors are possible, and how many were met.
	Pairs   Combinations `json:"pairs"`
	Triples Combinations `json:"triples"`
}

// Combinations counts combinations of values.
type Combinations struct {
	Possible int `json:"possible"`
	Covered  int `json:"covered"`
}

// CoveringOf says what the questions of a recording combine.
func CoveringOf(e *judge.Evaluator) *Covering {
	asked := e.Covering()
	if asked.Most == 0 {
		return nil
	}
	pairs, triples := e.Coverage()
	return &Covering{asked.Strength, asked.Seed, asked.Most, combinations(pairs), combinations(triples)}
}

func combinations(c covering.Coverage) Combinations { return Combinations{c.Possible, c.Covered} }
