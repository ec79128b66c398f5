package covering

import (
	"cmp"
	"fmt"
	"slices"
)

// mostStrength is the highest strength: faults that take more factors than six
// are hardly known (NIST SP 800-142).
const mostStrength = 6

// group is some of the factors, and how many of them are combined.
type group struct {
	factors  []int
	strength int
}

// groups returns what a model demands, the strongest first.
func (s *space) groups(m Model) ([]group, error) {
	whole := Group{Strength: m.Strength}
	for _, f := range m.Factors {
		whole.Factors = append(whole.Factors, f.Name)
	}
	var groups []group
	for _, demanded := range append([]Group{whole}, m.Stronger...) {
		g := group{strength: demanded.Strength}
		for _, name := range demanded.Factors {
			f, err := s.factor(name)
			if err == nil && slices.Contains(g.factors, f) {
				err = fmt.Errorf("factor %q stands there twice: name it once", name)
			}
			if err != nil {
				return nil, fmt.Errorf("group %q: %w", demanded.Factors, err)
			}
			g.factors = append(g.factors, f)
		}
		if highest := min(len(g.factors), mostStrength); g.strength < 1 || g.strength > highest {
			return nil, fmt.Errorf("the strength of %q is %d: choose 1 to %d", demanded.Factors, g.strength, highest)
		}
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.strength, a.strength) })
	return groups, nil
}

// has returns whether all these factors are in the group.
func (g group) has(factors []int) bool {
	return !slices.ContainsFunc(factors, func(f int) bool { return !slices.Contains(g.factors, f) })
}

// choices calls use with the factors chosen and every choice of n others. It
// stops and returns false as soon as use does.
func choices(chosen, others []int, n int, use func(factors []int) bool) bool {
	if n == 0 {
		return use(slices.Clone(chosen))
	}
	for i := range len(others) - n + 1 {
		if !choices(append(chosen, others[i]), others[i+1:], n-1, use) {
			return false
		}
	}
	return true
}
