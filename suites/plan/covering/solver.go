package covering

import (
	"errors"
	"slices"
)

// mostWork is how often a solver looks at a constraint before it gives up:
// for a second or so.
const mostWork = 1 << 25

var errEntangled = errors.New("the constraints are too entangled to tell what they allow: use fewer, or combine fewer factors in each")

// literal says that a factor has one of some values.
type literal struct {
	factor int
	in     domain
}

// solver tells whether some row has only values of given domains. Each
// constraint is a conjunction of literals that no row satisfies.
type solver struct {
	forbidden [][]literal
	reading   [][]int // the constraints that read each factor
	work      int     // how many constraints may still be looked at
	shrunk    []int   // factors whose domains are smaller than when they were looked at
}

// forbid adds a constraint.
func (s *solver) forbid(literals []literal) {
	for _, l := range literals {
		s.reading[l.factor] = append(s.reading[l.factor], len(s.forbidden))
	}
	s.forbidden = append(s.forbidden, literals)
}

// err returns an error if the solver gave up. Its answers are void then.
func (s *solver) err() error {
	if s.work > 0 {
		return nil
	}
	return errEntangled
}

// solve reports whether the domains hold a row. It narrows them until any of
// their values make one. It goes no deeper than there are literals, since each
// step settles one.
func (s *solver) solve(domains []domain) bool {
	if !s.propagate(domains) {
		return false
	}
	for _, constraint := range s.forbidden {
		open, l := s.look(constraint, domains)
		if open < 0 {
			continue
		}
		if open == 0 {
			return false
		}
		other := slices.Clone(domains)
		domains[l.factor] = domains[l.factor].minus(l.in)
		s.shrunk = append(s.shrunk, l.factor)
		if s.solve(domains) {
			return true
		}
		copy(domains, other)
		domains[l.factor] = domains[l.factor].and(l.in)
		s.shrunk = append(s.shrunk, l.factor)
		return s.solve(domains)
	}
	return s.work > 0
}

// propagate removes from the domains what a constraint alone rules out. It
// reports whether none is broken.
func (s *solver) propagate(domains []domain) bool {
	for len(s.shrunk) > 0 {
		last := len(s.shrunk) - 1
		f := s.shrunk[last]
		s.shrunk = s.shrunk[:last]
		for _, c := range s.reading[f] {
			open, l := s.look(s.forbidden[c], domains)
			if open == 0 || s.work <= 0 {
				s.shrunk = s.shrunk[:0]
				return false
			}
			if open == 1 {
				domains[l.factor] = domains[l.factor].minus(l.in)
				s.shrunk = append(s.shrunk, l.factor)
			}
		}
	}
	return true
}

// look returns how many literals of a constraint may be true or false while the
// others are true, and one of them. It returns -1 if one of the others is false.
func (s *solver) look(constraint []literal, domains []domain) (open int, one literal) {
	s.work--
	for _, l := range constraint {
		d := domains[l.factor]
		switch out := d.minus(l.in); {
		case out == d:
			return -1, literal{}
		case !out.empty():
			open, one = open+1, l
		}
	}
	return open, one
}
