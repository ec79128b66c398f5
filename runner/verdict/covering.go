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
	// Repeat is how many times each question was to be asked; 0 is once.
	Repeat int `json:"repeat,omitempty"`
	// Pairs and Triples are how many combinations of the values of two and of three
	// factors are possible, and how many were met.
	Pairs   Combinations `json:"pairs"`
	Triples Combinations `json:"triples"`
	// Unmet are values that no answered question has, as "subject=foreign": the target
	// did not show what they take, or is not asked so.
	Unmet []string `json:"unmet,omitempty"`
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
	pairs, triples, unmet := e.Coverage()
	c := &Covering{Strength: asked.Strength, Seed: asked.Seed, Most: asked.Most, Repeat: asked.Repeat, Pairs: combinations(pairs), Triples: combinations(triples)}
	for _, value := range unmet {
		c.Unmet = append(c.Unmet, value.String())
	}
	return c
}

func combinations(c covering.Coverage) Combinations { return Combinations{c.Possible, c.Covered} }
