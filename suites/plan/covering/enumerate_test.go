package covering_test

import (
	"math/bits"
	"slices"

	"github.com/osact/osact/suites/plan/covering"
)

// product returns every combination of values.
func product(m covering.Model) []covering.Row {
	rows := []covering.Row{{}}
	for _, f := range m.Factors {
		var longer []covering.Row
		for _, row := range rows {
			for _, value := range f.Values {
				r := covering.Row{f.Name: value}
				for name, value := range row {
					r[name] = value
				}
				longer = append(longer, r)
			}
		}
		rows = longer
	}
	return rows
}

// rowsOf returns every combination of values that the model allows.
func rowsOf(m covering.Model) []covering.Row {
	return slices.DeleteFunc(product(m), func(r covering.Row) bool { return !allowed(m, r) })
}

func allowed(m covering.Model, r covering.Row) bool {
	for _, c := range m.Forbidden {
		if holds(r, c) {
			return false
		}
	}
	for _, i := range m.Implied {
		if holds(r, i.If) && !holds(r, i.Then) {
			return false
		}
	}
	return true
}

func holds(r covering.Row, c covering.Combination) bool {
	for name, values := range c {
		if !slices.Contains(values, r[name]) {
			return false
		}
	}
	return true
}

// tuplesOf returns the tuples that the model demands and one of the rows holds.
func tuplesOf(m covering.Model, rows []covering.Row) map[string]bool {
	tuples := map[string]bool{}
	for _, set := range demanded(m) {
	next:
		for _, row := range rows {
			var tuple covering.Tuple
			for i, f := range m.Factors {
				if set>>i&1 == 0 {
					continue
				}
				value, named := row[f.Name]
				if !named {
					continue next
				}
				tuple = append(tuple, covering.Setting{Factor: f.Name, Value: value})
			}
			tuples[tuple.String()] = true
		}
	}
	return tuples
}

// demanded returns the sets of factors to combine, without those that are part
// of another, each as the bits of its factors.
func demanded(m covering.Model) []uint {
	in := func(g covering.Group) (set uint) {
		for i, f := range m.Factors {
			if slices.Contains(g.Factors, f.Name) {
				set |= 1 << i
			}
		}
		return set
	}
	var sets []uint
	for set := range uint(1) << len(m.Factors) {
		want := bits.OnesCount(set) == m.Strength
		for _, g := range m.Stronger {
			want = want || bits.OnesCount(set) == g.Strength && set&^in(g) == 0
		}
		if want {
			sets = append(sets, set)
		}
	}
	return slices.DeleteFunc(slices.Clone(sets), func(set uint) bool {
		return slices.ContainsFunc(sets, func(other uint) bool { return other != set && set&^other == 0 })
	})
}
