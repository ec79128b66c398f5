package covering_test

import (
	"fmt"

	"pgregory.net/rapid"

	"github.com/osact/osact/suites/plan/covering"
)

// drawModel draws a model of at most 1,024 rows.
func drawModel(t *rapid.T) covering.Model {
	var m covering.Model
	for i := range rapid.IntRange(1, 5).Draw(t, "factors") {
		f := covering.Factor{Name: fmt.Sprint("f", i)}
		for v := range rapid.IntRange(1, 4).Draw(t, "values") {
			f.Values = append(f.Values, fmt.Sprint("v", v))
		}
		m.Factors = append(m.Factors, f)
	}
	factors := func(label string) []covering.Factor {
		order := rapid.Permutation(m.Factors).Draw(t, label)
		return order[:rapid.IntRange(1, len(order)).Draw(t, label)]
	}
	combination := func(label string) covering.Combination {
		c := covering.Combination{}
		for _, f := range factors(label) {
			order := rapid.Permutation(f.Values).Draw(t, label)
			c[f.Name] = order[:rapid.IntRange(1, len(order)).Draw(t, label)]
		}
		return c
	}
	for range rapid.IntRange(0, 5).Draw(t, "forbidden") {
		m.Forbidden = append(m.Forbidden, combination("forbidden"))
	}
	for range rapid.IntRange(0, 20).Draw(t, "forbidden pairs") {
		c := covering.Combination{}
		for range 2 {
			f := rapid.SampledFrom(m.Factors).Draw(t, "factor")
			c[f.Name] = []string{rapid.SampledFrom(f.Values).Draw(t, "value")}
		}
		m.Forbidden = append(m.Forbidden, c)
	}
	for range rapid.IntRange(0, 2).Draw(t, "implied") {
		i := covering.Implication{Then: combination("then")}
		if rapid.Bool().Draw(t, "conditional") {
			i.If = combination("if")
		}
		m.Implied = append(m.Implied, i)
	}
	m.Strength = rapid.IntRange(1, min(3, len(m.Factors))).Draw(t, "strength")
	for range rapid.IntRange(0, 2).Draw(t, "groups") {
		var g covering.Group
		for _, f := range factors("group") {
			g.Factors = append(g.Factors, f.Name)
		}
		g.Strength = rapid.IntRange(1, len(g.Factors)).Draw(t, "strength")
		m.Stronger = append(m.Stronger, g)
	}
	return m
}

// drawGiven draws rows, and leaves out some of their factors.
func drawGiven(t *rapid.T, every []covering.Row) []covering.Row {
	var given []covering.Row
	if len(every) == 0 {
		return nil
	}
	for range rapid.IntRange(0, 3).Draw(t, "given") {
		partial := covering.Row{}
		for name, value := range rapid.SampledFrom(every).Draw(t, "row") {
			partial[name] = value
		}
		for _, name := range rapid.SliceOf(rapid.SampledFrom([]string{"f0", "f1", "f2"})).Draw(t, "left out") {
			delete(partial, name)
		}
		given = append(given, partial)
	}
	return given
}
