package verdict

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
)

// Counts counts by outcome. Its names in JSON are the outcomes themselves.
type Counts struct {
	Satisfied     int `json:"satisfied"`
	Violated      int `json:"violated"`
	Inconclusive  int `json:"inconclusive"`
	Untested      int `json:"untested"`
	NotApplicable int `json:"not applicable"`
}

// Of returns the count of an outcome; 0 for an unknown outcome.
func (c Counts) Of(outcome claim.Outcome) int {
	if n := c.of(outcome); n != nil {
		return *n
	}
	return 0
}

// Add counts one more of an outcome.
func (c *Counts) Add(outcome claim.Outcome) {
	if n := c.of(outcome); n != nil {
		*n++
	}
}

func (c *Counts) of(outcome claim.Outcome) *int {
	switch outcome {
	case claim.Satisfied:
		return &c.Satisfied
	case claim.Violated:
		return &c.Violated
	case claim.Inconclusive:
		return &c.Inconclusive
	case claim.Untested:
		return &c.Untested
	case claim.NotApplicable:
		return &c.NotApplicable
	}
	return nil
}

// Levels counts requirements by outcome, for each level.
type Levels struct {
	Must   Counts `json:"must"`
	Should Counts `json:"should"`
	May    Counts `json:"may"`
}

// Of returns the counts of a level; zero for an unknown level.
func (l Levels) Of(level openapi.Level) Counts {
	if c := l.of(level); c != nil {
		return *c
	}
	return Counts{}
}

func (l *Levels) of(level openapi.Level) *Counts {
	switch level {
	case openapi.Must:
		return &l.Must
	case openapi.Should:
		return &l.Should
	case openapi.May:
		return &l.May
	}
	return nil
}

// count fills in the counts of a verdict from its requirements.
func (v *Verdict) count() {
	for _, r := range v.Requirements {
		v.Counts.Add(r.Outcome)
		if level := v.Levels.of(r.Level); level != nil {
			level.Add(r.Outcome)
		}
		for _, f := range r.Findings {
			v.Findings.Add(f.Outcome)
		}
	}
}
