package selftest

import (
	"fmt"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/suites/plan/covering"
)

// Crossed returns changes, each where two values of the factors of a question meet:
// every two values meet in one of them, and every change is made somewhere. A claim
// that looks at one place alone misses some. Another seed makes other changes there.
func Crossed(seed uint64) ([]faults.Fault, error) {
	var all []faults.Fault
	for _, c := range faults.Crossings() {
		array, err := modelOf(c).Rows(seed, nil, -1)
		if err != nil {
			return nil, fmt.Errorf("cross what is %s: %w", c.Name, err)
		}
		for _, row := range array.Rows {
			all = append(all, c.Fault(row[change], row))
		}
	}
	return all, nil
}

const (
	change   = "change"
	anywhere = "any" // the value of a factor that a fault does not choose by
)

// modelOf says what there is to cross.
func modelOf(c faults.Crossing) covering.Model {
	m := covering.Model{Factors: []covering.Factor{{Name: change, Values: c.Changes}}, Strength: 1}
	var places []string
	for _, f := range c.Factors {
		m.Factors = append(m.Factors, covering.Factor{Name: f.Name, Values: append([]string{anywhere}, f.Values...)})
		places = append(places, f.Name)
	}
	m.Stronger = []covering.Group{{Factors: places, Strength: 2}}
	for _, without := range c.Forbidden {
		m.Forbidden = append(m.Forbidden, covering.Combination(without))
	}
	m.Forbidden = append(m.Forbidden, tooMany(nil, c.Factors, c.Most+1)...)
	return m
}

// tooMany forbids that n of the factors, and those chosen, have a value together.
func tooMany(chosen, others []faults.CrossedFactor, n int) []covering.Combination {
	if n == 0 {
		together := covering.Combination{}
		for _, f := range chosen {
			together[f.Name] = f.Values
		}
		return []covering.Combination{together}
	}
	var all []covering.Combination
	for i, f := range others {
		all = append(all, tooMany(append(chosen[:len(chosen):len(chosen)], f), others[i+1:], n-1)...)
	}
	return all
}
