package openapi

import "slices"

// Precedence is the order in which the API decides, as precedence.yaml has it.
type Precedence struct {
	// Factors are the respects in which questions differ, in the order of Question; the edition is one more.
	Factors []Factor `json:"factors"`
	// Names are what the message of a refusal may have to name.
	Names []Word `json:"names"`
	// Named are the editions in which it has to. In the others its wording is free.
	Named Range `json:"-"`
	// Rules are in the order of the decisions: the first that holds tells the answer. The last always holds.
	Rules []Rule `json:"rules"`
}

// Factor is a respect in which questions differ. The first value is the usual one.
type Factor struct {
	Name   string `json:"name"`
	Values []Word `json:"values"`
}

// Word is a word of the contract and what it means.
type Word struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// Rule is one decision.
type Rule struct {
	Name string `json:"rule"`
	// Level is how much it binds. Under MUST it decides. Under SHOULD it should, and what the rules below it say is
	// tolerated. Under MAY it may decide, or the rules below it do.
	Level        Level    `json:"level"`
	When         []Case   `json:"when"` // one of them holds; none: always
	Says         string   `json:"says"`
	Answer       Reply    `json:"answer"`
	Or           []Reply  `json:"or,omitempty"`        // as good
	Tolerated    []Reply  `json:"tolerated,omitempty"` // as a warning
	ByAnyone     bool     `json:"by_anyone,omitempty"` // a refusal by what stands in front of the API is as good
	Requirements []string `json:"requirements,omitempty"`
	Sources      []Source `json:"sources"`

	boxes []box
	forms [formCount]replies
}

// Case says which values a question has to have one of, factor by factor; a factor that it does not name may have any.
// Of the edition these are "legacy" and a range of microversions, as in "2.58 to 2.65".
type Case map[string][]string

// Reply is what an answer to a question has to be, as far as the order of decisions tells.
type Reply struct {
	Status int `json:"status"`
	// Fault is the key of the body's envelope, as in itemNotFound. Empty: the body is no fault of the API, but an
	// action, a list, that of the layers in front, or none at all.
	Fault string `json:"fault,omitempty"`
	// Names are what its message has to name, in the words of Precedence.Names.
	Names []string `json:"names,omitempty"`
	// Rule is the name of the rule that says so.
	Rule string `json:"-"`
}

// same tells whether two replies are alike, whichever rule says so.
func (a Reply) same(b Reply) bool {
	return a.Status == b.Status && a.Fault == b.Fault && slices.Equal(a.Names, b.Names)
}

// Precedence is the order in which the API decides. It must not be changed.
func (c *Contract) Precedence() Precedence { return c.precedence }

// Rule is the rule of that name.
func (p Precedence) Rule(name string) (Rule, bool) {
	for _, r := range p.Rules {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}
