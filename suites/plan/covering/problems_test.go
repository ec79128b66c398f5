package covering_test

import (
	"strconv"

	"github.com/osact/osact/suites/plan/covering"
)

// pairs returns a model from pairs of numbers: so many values, so many factors.
func pairs(shape ...int) covering.Model {
	m := covering.Model{Strength: 2}
	for i := 0; i < len(shape); i += 2 {
		for range shape[i+1] {
			m.Factors = append(m.Factors, factor("f"+strconv.Itoa(len(m.Factors)), shape[i]))
		}
	}
	return m
}

// factor returns a factor with the values 0 to n-1.
func factor(name string, n int) covering.Factor {
	return covering.Factor{Name: name, Values: span(0, n)}
}

func span(from, to int) []string {
	var values []string
	for v := from; v < to; v++ {
		values = append(values, strconv.Itoa(v))
	}
	return values
}

// allDifferent returns a model no two factors of which have the same value.
func allDifferent(values, factors int) covering.Model {
	m := pairs(values, factors)
	for i, f := range m.Factors {
		for _, g := range m.Factors[:i] {
			for _, value := range f.Values {
				m.Forbidden = append(m.Forbidden, covering.Combination{f.Name: {value}, g.Name: {value}})
			}
		}
	}
	return m
}

func tcas() covering.Model {
	m := pairs(2, 7, 3, 2, 4, 1, 10, 2)
	m.Forbidden = []covering.Combination{
		{"f3": {"0"}, "f6": {"1"}},
		{"f0": {"0"}, "f7": {"0"}},
		{"f0": {"1"}, "f6": {"0"}},
	}
	return m
}

func network() covering.Model {
	m := pairs(11, 1, 5, 1, 4, 1, 2, 1, 10, 2, 5, 2, 2, 1)
	m.Forbidden = []covering.Combination{
		{"f7": {"3"}, "f5": span(4, 10)},
		{"f6": {"3"}, "f4": span(4, 10)},
		{"f6": {"2"}, "f4": {"0", "1", "2", "3", "8", "9"}},
		{"f6": {"4"}, "f3": {"1"}},
		{"f7": {"4"}, "f8": {"1"}},
	}
	return m
}

// suite returns a model as large as a conformance suite may need.
func suite() covering.Model {
	return covering.Model{
		Factors: []covering.Factor{
			factor("actor", 7), factor("edition", 20), factor("subject", 12), factor("operation", 25), factor("query", 25),
			factor("path", 8), factor("header", 12), factor("method", 6), factor("accept", 5), factor("body", 3),
		},
		Forbidden: []covering.Combination{
			{"edition": {"0"}, "header": span(1, 12)},
			{"edition": {"0"}, "actor": {"5", "6"}, "subject": span(8, 12)},
			{"operation": span(20, 25), "query": span(1, 25)},
			{"operation": {"0"}, "path": {"7"}},
			{"method": span(2, 6), "body": {"2"}, "accept": {"4"}},
			{"subject": {"11"}, "operation": span(0, 10)},
		},
		Implied: []covering.Implication{
			{If: covering.Combination{"actor": {"5"}}, Then: covering.Combination{"query": span(0, 4), "path": span(0, 3)}},
			{If: covering.Combination{"method": span(1, 6)}, Then: covering.Combination{"edition": span(0, 15)}},
			{If: covering.Combination{"query": span(10, 25), "path": span(0, 4)}, Then: covering.Combination{"method": {"0"}}},
		},
		Strength: 2,
		Stronger: []covering.Group{{Factors: []string{"actor", "edition", "subject"}, Strength: 3}},
	}
}
