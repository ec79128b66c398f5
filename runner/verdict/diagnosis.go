package verdict

import (
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Diagnosis says what may be behind the violations. It changes no finding, and no
// ruling depends on it.
type Diagnosis struct {
	// Sentences are what the recording shows beside the violations, as that two releases
	// answer at one address.
	Sentences []string `json:"sentences,omitempty"`
	// Faults are those that the violations look like, first what explains most.
	Faults []LikelyFault `json:"faults,omitempty"`
	// Places counts what is violated and was compared with the faults: requirement, kind
	// and place. Unexplained of them no known fault explains.
	Places      int `json:"places"`
	Unexplained int `json:"unexplained"`
	// Silent says why no fault was looked for; empty: some were.
	Silent string `json:"silent,omitempty"`
}

// LikelyFault is a known fault that would violate much of what is violated.
type LikelyFault struct {
	Name      string   `json:"name"`
	Statement string   `json:"statement"`
	Alike     []string `json:"alike,omitempty"` // names of others that would look the same here
	Explains  int      `json:"explains"`        // how many of the places
	Besides   int      `json:"besides"`         // how many others it would violate, which hold
}

// diagnose says what may be behind what does not hold; nil where it has nothing to say.
func (v Verdict) diagnose(d dictionary.Dictionary, rec exchange.Recording, counted []judge.Finding) *Diagnosis {
	if v.Verdict == Conformant {
		return nil
	}
	if whole := diagnose.Whole(rec); whole != "" {
		return &Diagnosis{Sentences: []string{whole}}
	}
	found := &Diagnosis{Sentences: diagnose.Signs(rec)}
	if v.Counts.Violated > 0 && d.Digest() != "" {
		e := d.Explain(counted, func(i int) exchange.Probe {
			if i < 0 || i >= len(rec.Exchanges) {
				return exchange.Probe{}
			}
			return rec.Exchanges[i].Probe
		})
		found.Places, found.Unexplained, found.Silent = e.Places, e.Left, e.Silent
		for _, l := range e.Likely {
			found.Faults = append(found.Faults, LikelyFault(l))
		}
	}
	if len(found.Sentences) == 0 && found.Places == 0 && found.Silent == "" {
		return nil
	}
	return found
}
