package match

import (
	"sync"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Check judges a scene. No violation means that the demand is met.
type Check func(*Scene) []openapi.Violation

// Scene is what a check sees: the answers to the probes of its claim, in the
// order in which the claim asks them, and the values of the symbols.
type Scene struct {
	Contract    *openapi.Contract
	Requirement string // the requirement that is judged
	Answers     []*Answer
	Bindings    exchange.Bindings
	Target      string // the root under which everything was asked
	// Heard is what the API answered to all questions of the run, in the order of the
	// plan.
	Heard []*Answer
	// Records returns what these answers say of each action, all together.
	Records func() *Records
	// Factors returns the factors of an answer's question, as far as all of them
	// are known.
	Factors func(*Answer) (Factors, bool)
}

// Answer is an answer in its place in the contract. Many claims rest on the
// same one, so what it says is worked out once, when a claim first asks. It is
// safe for concurrent use and must not be copied.
type Answer struct {
	Place    openapi.Place // its audience is not used
	Version  string        // the microversion asked for, as written; of "latest" the target's maximum
	Exchange *exchange.Exchange
	// Response is the exchange's response; it is never nil in a scene.
	Response *exchange.Response
	// Like is an answer with the same body, which is decoded once for both; nil where
	// there is none.
	Like *Answer

	decoding sync.Once
	decoded  *openapi.Decoded
	checking sync.Once
	broken   []openapi.Violation
	widening sync.Once
	lacking  []openapi.Violation
}

// Document returns the body as decoded JSON, or nil and false where it is not
// one JSON document.
func (a *Answer) Document() (any, bool) {
	d := a.decode()
	return d.Value, d.Syntax == nil
}

func (a *Answer) decode() *openapi.Decoded {
	if a.Like != nil {
		return a.Like.decode()
	}
	a.decoding.Do(func() { a.decoded = openapi.DecodeBody(a.Response.Body) })
	return a.decoded
}

// violations returns where the answer is not what the contract lets either
// audience see.
func (a *Answer) violations(contract *openapi.Contract) []openapi.Violation {
	a.checking.Do(func() { a.broken = a.against(contract, openapi.Either) })
	return a.broken
}

// missing returns the properties that the answer lacks of those that the contract
// lets an operator see.
func (a *Answer) missing(contract *openapi.Contract) []openapi.Violation {
	a.widening.Do(func() {
		for _, v := range a.against(contract, openapi.Operator) {
			if v.Kind == "required" {
				a.lacking = append(a.lacking, v)
			}
		}
	})
	return a.lacking
}

// against checks the answer against the contract for one audience.
func (a *Answer) against(contract *openapi.Contract, audience openapi.Audience) []openapi.Violation {
	place := a.Place
	place.Audience = audience
	return contract.Check(place, openapi.Answer{
		Status:  a.Response.Status,
		Header:  a.Response.Header,
		Body:    a.Response.Body,
		Decoded: a.decode(),
	})
}

// All demands everything that the checks demand.
func All(checks ...Check) Check {
	return func(s *Scene) []openapi.Violation {
		var all []openapi.Violation
		for _, check := range checks {
			all = append(all, check(s)...)
		}
		return all
	}
}

// Last demands what the check does of the last answer, whatever those before
// it say.
func Last(check Check) Check {
	return func(s *Scene) []openapi.Violation {
		last := *s
		last.Answers = s.Answers[len(s.Answers)-1:]
		return check(&last)
	}
}

// each makes a check of every answer on its own.
func each(check func(*Scene, *Answer) []openapi.Violation) Check {
	return func(s *Scene) []openapi.Violation {
		var all []openapi.Violation
		for _, a := range s.Answers {
			all = append(all, check(s, a)...)
		}
		return all
	}
}

// parsed makes a check of the decoded body of every answer. A body that is no
// JSON document is a violation here too: what cannot be read does not hold.
func parsed(check func(s *Scene, a *Answer, doc any) []openapi.Violation) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		d := a.decode()
		if d.Syntax != nil {
			return []openapi.Violation{*d.Syntax}
		}
		return check(s, a, d.Value)
	})
}

// shown is parsed for answers that show an action: one that is not 200 has
// nothing to check, and is a violation.
func shown(check func(s *Scene, a *Answer, doc any) []openapi.Violation) Check {
	read := parsed(check)
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		if v := wrongStatus(a, 200); v != nil {
			return v
		}
		one := *s
		one.Answers = []*Answer{a}
		return read(&one)
	})
}
