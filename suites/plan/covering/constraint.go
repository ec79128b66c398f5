package covering

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// constrain brings the constraints of a model into the form of the solver.
func (s *space) constrain(m Model) error {
	for i, c := range m.Forbidden {
		literals, err := s.literals(c)
		if err != nil {
			return fmt.Errorf("forbidden combination %d: %w", i+1, err)
		}
		s.exclude(literals)
	}
	for i, implication := range m.Implied {
		then, err := s.literals(implication.Then)
		var given []literal
		if err == nil && len(implication.If) > 0 {
			given, err = s.literals(implication.If)
		}
		if err != nil {
			return fmt.Errorf("implication %d: %w", i+1, err)
		}
		for _, l := range then {
			l.in = s.all(l.factor).minus(l.in)
			s.exclude(append(given, l))
		}
	}
	return nil
}

// literals returns what a combination says of each of its factors.
func (s *space) literals(c Combination) ([]literal, error) {
	if len(c) == 0 {
		return nil, errors.New("it names no factor: name one")
	}
	var literals []literal
	for _, name := range slices.Sorted(maps.Keys(c)) {
		var l literal
		for _, value := range c[name] {
			f, v, err := s.value(name, value)
			if err != nil {
				return nil, err
			}
			l.factor = f
			l.in.add(v)
		}
		if l.in.empty() {
			return nil, fmt.Errorf("factor %q stands there without a value: name one, or leave the factor out", name)
		}
		literals = append(literals, l)
	}
	return literals, nil
}

// exclude forbids these literals together, as one for each factor and without
// those that are always true.
func (s *space) exclude(literals []literal) {
	var needed []literal
	for f := range s.factors {
		in := s.all(f)
		for _, l := range literals {
			if l.factor == f {
				in = in.and(l.in)
			}
		}
		if in != s.all(f) {
			needed = append(needed, literal{f, in})
		}
	}
	s.forbid(needed)
}

// likes returns, for each value of each factor, the first value that no
// constraint tells from it.
func (s *space) likes() [][]int {
	likes := make([][]int, len(s.factors))
	for f := range s.factors {
		first := map[string]int{}
		for v := range s.size(f) {
			var marks []byte
			for _, c := range s.reading[f] {
				has := func(l literal) bool { return l.factor == f && l.in.has(v) }
				marks = strconv.AppendBool(marks, slices.ContainsFunc(s.forbidden[c], has))
			}
			if _, known := first[string(marks)]; !known {
				first[string(marks)] = v
			}
			likes[f] = append(likes[f], first[string(marks)])
		}
	}
	return likes
}
