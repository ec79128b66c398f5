// Package waiver has the known violations that somebody answers for: each with a
// signature, a scope, an issue, an owner and an end. It reads them from a file that
// stands in a repository, says what is wrong with them, and writes such a file.
//
// A waiver never changes a verdict: see package gate.
package waiver

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/suites/exchange"
)

// UsualDays is how many days a waiver holds at most, unless its file says otherwise.
const UsualDays = 90

// File is a file of waivers. Its schema is waivers.schema.json.
type File struct {
	// Days is how many days a waiver of this file holds at most; 0: UsualDays.
	Days    int      `yaml:"days,omitempty"`
	Waivers []Waiver `yaml:"waivers"`
}

// Waiver is a violation that is known, of one requirement in one way.
type Waiver struct {
	Requirement string `yaml:"requirement"` // its id, whole
	// Kind and At are the signature: the kind of the violation and its place, with *
	// for the index of an array. Another failure of the same requirement has another.
	Kind *string `yaml:"kind"`
	At   *string `yaml:"at"`
	// Targets, Editions and Actors narrow what it holds for. What is empty does not.
	Targets  []string `yaml:"targets,omitempty"`
	Editions []string `yaml:"editions,omitempty"`
	Actors   []string `yaml:"actors,omitempty"`

	Reason  string `yaml:"reason"`
	Issue   string `yaml:"issue"` // a URL
	Owner   string `yaml:"owner"`
	Added   Day    `yaml:"added"`
	Expires Day    `yaml:"expires"` // the last day on which it holds

	Line int `yaml:"-"` // where it stands in its file
}

// Embedded names the reference cloud among targets.
const Embedded = "embedded"

// HoldsFor reports whether a waiver is about a target.
func (w Waiver) HoldsFor(target exchange.Target) bool {
	name := strings.TrimRight(target.URL, "/")
	if target.Kind == exchange.Embedded {
		name = Embedded
	}
	return len(w.Targets) == 0 || slices.ContainsFunc(w.Targets, func(t string) bool { return strings.TrimRight(t, "/") == name })
}

// Asks reports whether a waiver is about what a probe asks.
func (w Waiver) Asks(p exchange.Probe) bool {
	edition := phrase.Edition(p)
	return (len(w.Actors) == 0 || slices.Contains(w.Actors, string(p.As))) &&
		(len(w.Editions) == 0 || slices.ContainsFunc(w.Editions, func(of string) bool { return within(edition, of) }))
}

// Covers reports whether a waiver has the signature of a violation.
func (w Waiver) Covers(v openapi.Violation) bool {
	return w.Kind != nil && w.At != nil && *w.Kind == v.Kind && *w.At == openapi.AnyIndex(v.At)
}

// between stands between the first and the last of several editions.
const between = " to "

// within reports whether an edition is one of those that a text names: "2.51", "2.51
// to 2.60", "legacy", "no version".
func within(edition, of string) bool {
	first, last, several := strings.Cut(of, between)
	if !several {
		return edition == of
	}
	v, err := openapi.ParseVersion(edition)
	from, err2 := openapi.ParseVersion(first)
	to, err3 := openapi.ParseVersion(last)
	return err == nil && err2 == nil && err3 == nil && v.Compare(from) >= 0 && v.Compare(to) <= 0
}
