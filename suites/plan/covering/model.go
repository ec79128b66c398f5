package covering

import "strings"

// Model says what there is to cover: the factors, what cannot occur together,
// and how many factors are to be combined.
type Model struct {
	Factors []Factor

	// Forbidden and Implied are the constraints. No row breaks one.
	Forbidden []Combination
	Implied   []Implication

	// Strength is how many factors are combined. At 1 each value occurs in some
	// row, at 2 each pair of values of two factors, and so on up to 6.
	Strength int
	// Stronger are groups of factors that are combined at another strength.
	Stronger []Group
}

// Factor is one respect in which rows differ, and its values: 1 to 256.
type Factor struct {
	Name   string
	Values []string
}

// Group is some of the factors, and how many of them are combined.
type Group struct {
	Factors  []string
	Strength int
}

// Combination names factors, and values of each. A row holds it if it has one
// of these values in each of these factors.
type Combination map[string][]string

// Implication says that a row which holds If holds Then too. Every row holds an
// empty If.
type Implication struct{ If, Then Combination }

// Row is a value of each factor, by name.
type Row map[string]string

// Tuple is a value of some factors, in the order of the model.
type Tuple []Setting

// Setting is a value of one factor.
type Setting struct{ Factor, Value string }

// String returns the tuple for people to read: "actor=admin, edition=2.51".
func (t Tuple) String() string {
	var b strings.Builder
	for i, s := range t {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(s.Factor + "=" + s.Value)
	}
	return b.String()
}
