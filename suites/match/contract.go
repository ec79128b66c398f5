package match

import (
	"github.com/osact/osact/openapi"
)

// MatchContract demands that every answer is what the description says for
// its edition, as far as the judged requirement owns the place. What either
// audience may see is allowed to both: who sees what is a question of its own.
func MatchContract() Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		var own []openapi.Violation
		for _, v := range a.violations(s.Contract) {
			// A place that the description does not have is a claim's mistake. It
			// must not pass for an answer without fault.
			if v.Requirement == s.Requirement || v.Kind == "place" {
				own = append(own, v)
			}
		}
		return own
	})
}

// WhereJSON demands it of the answers whose body is JSON.
func (c Check) WhereJSON() Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		if _, ok := a.Document(); !ok {
			return nil
		}
		one := *s
		one.Answers = []*Answer{a}
		return c(&one)
	})
}

// HaveAllOperatorKeys demands that no property is missing which the description
// lets an operator see.
func HaveAllOperatorKeys() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation { return a.missing(s.Contract) })
}
