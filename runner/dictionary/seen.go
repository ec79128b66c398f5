package dictionary

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// seen is what a verdict has of the signs, and what of them it could have had.
type seen struct {
	signs  map[Sign]Scope
	judged map[string]Scope // by requirement
	places map[place]bool   // whether it counts: a MAY is never violated
}

// place is what one requirement finds wrong, in one way and at one place.
type place struct{ requirement, kind, at string }

func (s Sign) place() place { return place{s.Requirement, s.Kind, s.At} }

// see gathers the signs of findings. Asked is the question at a position of the
// recording.
func (e eras) see(findings []judge.Finding, asked func(i int) exchange.Probe) seen {
	s := seen{map[Sign]Scope{}, map[string]Scope{}, map[place]bool{}}
	for _, f := range findings {
		switch f.Outcome {
		case claim.Satisfied:
			here := e.where(f.Probe)
			if f.Answers > 0 {
				for _, i := range f.Evidence {
					here = here.or(e.where(asked(i)))
				}
			}
			s.judged[f.Requirement] = s.judged[f.Requirement].or(here)
		case claim.Violated:
			here := e.where(f.Probe)
			s.judged[f.Requirement] = s.judged[f.Requirement].or(here)
			for _, v := range f.Violations {
				sign := signOf(f.Requirement, v)
				s.signs[sign] = s.signs[sign].or(here)
				s.places[sign.place()] = f.Level != openapi.May
			}
		}
	}
	return s
}

// where is the scope of one question.
func (e eras) where(p exchange.Probe) Scope {
	var s Scope
	if i, ok := whose(p.As); ok {
		s[i] = e.of(p)
	}
	return s
}

// hidden is where, by requirement, something hides what else may be wrong.
func (s seen) hidden() map[string]Scope {
	all := map[string]Scope{}
	for sign, scope := range s.signs {
		if sign.hides() {
			all[sign.Requirement] = all[sign.Requirement].or(scope)
		}
	}
	return all
}
