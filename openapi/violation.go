package openapi

import (
	"cmp"
	"fmt"
)

// Violation is one rule of the contract that an answer breaks. Its texts are printable and at most 200 bytes long, Rule
// and Requirement excepted, which are the contract's own.
type Violation struct {
	// Kind is the JSON Schema keyword that failed ("required", "type", "pattern", "enum", "format",
	// "additionalProperties" ...), or "syntax" (the body is not JSON), "status" (undocumented), "header" (missing),
	// "media-type", or "place" (the document has no such operation in this edition).
	Kind string `json:"kind"`
	// At is where in the answer: a JSON pointer into the body ("/instanceAction/events/0/result"; "" is the whole body),
	// or "header Vary", or "status". What is missing is pointed at where it should be.
	At string `json:"at"`
	// Rule is a JSON pointer into the contract's document: "#/components/schemas/Event/properties/result/enum".
	Rule string `json:"rule"`
	// Requirement is the id of the requirement that the rule belongs to, or "".
	Requirement string `json:"requirement"`
	// Want and Got are short texts: the rule, and what was found instead.
	Want string `json:"want"`
	Got  string `json:"got"`
}

// String writes the violation in one line.
func (v Violation) String() string {
	at := v.At
	if at == "" {
		at = "the body"
	}
	return fmt.Sprintf("%s: %s: want %s, got %s (%s)", at, v.Kind, v.Want, v.Got, v.Rule)
}

// compareViolations orders by place in the answer, kind and rule.
func compareViolations(v, w Violation) int {
	return cmp.Or(cmp.Compare(v.At, w.At), cmp.Compare(v.Kind, w.Kind), cmp.Compare(v.Rule, w.Rule),
		cmp.Compare(v.Got, w.Got))
}

// atHeader is the place of a header in an answer.
func atHeader(name string) string { return "header " + name }
