package claim

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Claim is a requirement, the probes that it asks together, and the check
// that judges their answers. One claim becomes one finding, but for a claim about
// every answer, which asks nothing: it becomes one finding for all answers that are
// right, and one for each other.
type Claim struct {
	Requirement openapi.Requirement
	Subject     string // what it is about: "a finished action"
	Asks        []exchange.Probe
	Check       match.Check
	Declared    string // where it is: "suites/events.go:46"
	// Every is the kind of answers that it is about, whoever asks for them and
	// why; nil where it is about those to Asks.
	Every match.Kind
}

// Of returns the claim of one answer, where the claim is about every answer.
func (c Claim) Of(probe exchange.Probe) Claim {
	c.Asks, c.Every = []exchange.Probe{probe}, nil
	return c
}

// Compares reports that a claim lays several answers beside each other, one of
// which is about a symbol.
func (c Claim) Compares(symbol string) bool {
	return len(c.Asks) > 1 && slices.ContainsFunc(c.Asks, func(p exchange.Probe) bool { return strings.Contains(p.Path, symbol) })
}

// Select returns the claims whose requirement is among ids.
func Select(claims []Claim, ids []string) []Claim {
	var selected []Claim
	for _, c := range claims {
		if slices.Contains(ids, c.Requirement.ID) {
			selected = append(selected, c)
		}
	}
	return selected
}
