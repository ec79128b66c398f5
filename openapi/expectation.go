package openapi

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Expectation is what must come of a question.
type Expectation struct {
	// Right are the replies that are right, any of them; the first is that of the first rule that holds. There are none
	// if the question has a word or an edition that the contract does not know.
	Right []Reply
	// Tolerated are other replies, each of which breaks a SHOULD.
	Tolerated []Reply
	// ByAnyone tells that a refusal by what stands in front of the API is as good.
	ByAnyone bool
}

// Expected tells what must come of a question, from its factors alone. It never fails, and may be called from many
// goroutines; what it returns must not be changed.
func (c *Contract) Expected(q Question) Expectation {
	at, ok := c.situation(q)
	if !ok {
		return Expectation{}
	}
	form := asWritten
	switch {
	case q.Method == http.MethodHead:
		form = withoutBody
	case !c.precedence.Named.Contains(q.Edition):
		form = inFreeWords
	}
	var e Expectation
	into := &e.Right
	for i := range c.precedence.Rules {
		r := &c.precedence.Rules[i]
		if !r.holds(&at) {
			continue
		}
		e.ByAnyone = e.ByAnyone || r.ByAnyone
		*into = join(*into, r.forms[form].right)
		e.Tolerated = join(e.Tolerated, r.forms[form].tolerated)
		switch r.Level {
		case Must:
			return e.tidy()
		case Should:
			into = &e.Tolerated
		}
	}
	return e.tidy()
}

// The forms in which a rule's answers are expected: as they are written, without names where the wording is free, and by
// their status alone where the method shows no body (RFC 9110 §9.3.2).
const (
	asWritten = iota
	inFreeWords
	withoutBody
	formCount
)

// replies are the answers of a rule in one form.
type replies struct{ right, tolerated []Reply }

// shape makes the forms of the rule's answers.
func (r *Rule) shape() {
	for form := range formCount {
		reduce := func(answers []Reply) []Reply {
			var list []Reply
			for _, a := range answers {
				a.Rule = r.Name
				if form != asWritten {
					a.Names = nil
				}
				if form == withoutBody {
					a.Fault = ""
				}
				list = join(list, []Reply{a})
			}
			return slices.Clip(list)
		}
		r.forms[form] = replies{reduce(append([]Reply{r.Answer}, r.Or...)), reduce(r.Tolerated)}
	}
}

// holds tells whether the rule is about s.
func (r *Rule) holds(s *situation) bool {
	for i := range r.boxes {
		if r.boxes[i].holds(s) {
			return true
		}
	}
	return false
}

// join appends what is not in the list yet. It leaves lists as they are that rules hold.
func join(list, more []Reply) []Reply {
	if len(list) == 0 {
		return more
	}
	for _, a := range more {
		if !slices.ContainsFunc(list, a.same) {
			list = append(list, a)
		}
	}
	return list
}

// tidy drops what is right from what is tolerated.
func (e Expectation) tidy() Expectation {
	for _, a := range e.Right {
		if slices.ContainsFunc(e.Tolerated, a.same) {
			e.Tolerated = slices.DeleteFunc(slices.Clone(e.Tolerated), a.same)
		}
	}
	return e
}

// String writes the replies that are right: "404 itemNotFound naming server, or 403 forbidden naming policy-rule".
func (e Expectation) String() string {
	texts := make([]string, len(e.Right))
	for i, a := range e.Right {
		texts[i] = a.String()
	}
	return strings.Join(texts, ", or ")
}

// String writes the reply: "404 itemNotFound naming server".
func (a Reply) String() string {
	text := fmt.Sprint(a.Status)
	if a.Fault != "" {
		text += " " + a.Fault
	}
	if len(a.Names) > 0 {
		text += " naming " + strings.Join(a.Names, " and ")
	}
	return text
}
