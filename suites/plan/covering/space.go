package covering

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// space is a model by numbers: those of its factors, and of the values of each.
// In a row, the number after the last value of a factor leaves it open.
type space struct {
	solver
	factors []Factor
	root    []domain // what each factor can be at all, as far as that is plain
	sample  []domain // domains any of whose values make a row
	trying  []domain // where choose looks whether a value is possible
}

func newSpace(m Model) (*space, error) {
	if len(m.Factors) == 0 {
		return nil, errors.New("the model has no factors: add some")
	}
	s := &space{factors: m.Factors, solver: solver{work: mostWork, reading: make([][]int, len(m.Factors))}}
	for i, f := range m.Factors {
		named := func(other Factor) bool { return other.Name == f.Name }
		if slices.ContainsFunc(m.Factors[:i], named) {
			return nil, fmt.Errorf("two factors are named %q: rename one", f.Name)
		}
		if n := len(f.Values); n == 0 || n > mostValues {
			return nil, fmt.Errorf("factor %q has %d values: give it 1 to %d", f.Name, n, mostValues)
		}
		for v, value := range f.Values {
			if slices.Contains(f.Values[:v], value) {
				return nil, fmt.Errorf("factor %q has the value %q twice: remove one", f.Name, value)
			}
		}
		s.root = append(s.root, s.all(i))
		s.shrunk = append(s.shrunk, i)
	}
	if err := s.constrain(m); err != nil {
		return nil, err
	}
	possible := s.propagate(s.root)
	s.sample = slices.Clone(s.root)
	if !possible || !s.solve(s.sample) {
		return nil, cmp.Or(s.err(), errors.New("the constraints leave no row: remove one of those that contradict each other"))
	}
	return s, nil
}

// size returns how many values a factor has.
func (s *space) size(f int) int { return len(s.factors[f].Values) }

// all returns the values of a factor.
func (s *space) all(f int) domain {
	var d domain
	for v := range s.size(f) {
		d.add(v)
	}
	return d
}

// factor returns the number of a factor.
func (s *space) factor(name string) (int, error) {
	f := slices.IndexFunc(s.factors, func(f Factor) bool { return f.Name == name })
	if f < 0 {
		return 0, fmt.Errorf("there is no factor %q: add it to the model, or correct the name", name)
	}
	return f, nil
}

// value returns the numbers of a factor and of its value.
func (s *space) value(name, value string) (f, v int, err error) {
	if f, err = s.factor(name); err != nil {
		return 0, 0, err
	}
	if v = slices.Index(s.factors[f].Values, value); v < 0 {
		return 0, 0, fmt.Errorf("factor %q has no value %q: add it to the model, or correct it", name, value)
	}
	return f, v, nil
}

// open returns a row in which every factor is open.
func (s *space) open() []int {
	row := make([]int, len(s.factors))
	for f := range row {
		row[f] = s.size(f)
	}
	return row
}

// choose gives a factor of a row a value. If no row has that, it reports so and
// changes nothing. The sample holds rows that have what was chosen before.
func (s *space) choose(row []int, sample []domain, f, v int) bool {
	if !sample[f].has(v) {
		s.trying = append(s.trying[:0], s.root...)
		domains := s.trying
		for g, w := range row {
			if w < s.size(g) {
				domains[g] = only(w)
				s.shrunk = append(s.shrunk, g)
			}
		}
		domains[f] = only(v)
		s.shrunk = append(s.shrunk, f)
		if !s.solve(domains) {
			return false
		}
		copy(sample, domains)
	}
	row[f] = v
	return true
}

// parse returns a row by its numbers. It may leave factors out, but some row
// must have the values that it names.
func (s *space) parse(r Row) ([]int, error) {
	row, sample := s.open(), slices.Clone(s.sample)
	for _, name := range slices.Sorted(maps.Keys(r)) {
		f, v, err := s.value(name, r[name])
		if err != nil {
			return nil, err
		}
		if !s.choose(row, sample, f, v) {
			row[f] = v
			return nil, cmp.Or(s.err(), fmt.Errorf("the constraints forbid %s", s.tuple(row)))
		}
	}
	return row, nil
}

// tuple returns the values of a row, by their names.
func (s *space) tuple(row []int) Tuple {
	var t Tuple
	for f, v := range row {
		if v < s.size(f) {
			t = append(t, Setting{s.factors[f].Name, s.factors[f].Values[v]})
		}
	}
	return t
}
