package covering

import (
	"fmt"
	"iter"
	"slices"
)

// mostTuples is how many tuples can be counted at once: in 20 MB.
const mostTuples = 1 << 22

// tuples counts which tuples no row holds yet. A tuple is a number: of its
// selection and, there, of its values in mixed radix. A factor without a value
// stands for any, so a number counts all tuples of that pattern.
type tuples struct {
	*space
	selections []selection
	at         [][]place // where each factor stands
	left       []int32   // how many tuples of a pattern are not held yet; -1 for a tuple that never is
}

// selection is a set of factors whose tuples are to be covered.
type selection struct {
	factors  []int
	strides  []int // how far apart numbers are that differ by one in this factor
	first    int   // the number of the tuple of first values
	last     int   // the number that stands for all of its tuples
	possible int   // how many of them are possible
}

// place is where a factor stands in a selection.
type place struct{ selection, stride int }

func newTuples(m Model) (*tuples, error) {
	s, err := newSpace(m)
	if err != nil {
		return nil, err
	}
	groups, err := s.groups(m)
	if err != nil {
		return nil, err
	}
	t := &tuples{space: s, at: make([][]place, len(s.factors))}
	for i, g := range groups {
		few := choices(nil, g.factors, g.strength, func(factors []int) bool {
			covered := slices.ContainsFunc(groups[:i], func(g group) bool { return g.has(factors) })
			return covered || t.add(factors)
		})
		if !few {
			return nil, fmt.Errorf("there are more than %d tuples to cover: lower the strength", mostTuples)
		}
	}
	likes := s.likes()
	for i := range t.selections {
		t.assess(&t.selections[i], likes)
	}
	return t, s.err()
}

// add adds a selection, unless that makes too many tuples.
func (t *tuples) add(factors []int) bool {
	sel := selection{factors: factors, strides: make([]int, len(factors)), first: len(t.left)}
	size := 1
	for i, f := range slices.Backward(factors) {
		t.at[f] = append(t.at[f], place{len(t.selections), size})
		sel.strides[i] = size
		if size *= t.size(f) + 1; len(t.left)+size > mostTuples {
			return false
		}
	}
	t.left = append(t.left, make([]int32, size)...)
	sel.last = len(t.left) - 1
	t.selections = append(t.selections, sel)
	return true
}

// assess finds which tuples of a selection are possible. It asks the solver
// about the first of those whose values are alike.
func (t *tuples) assess(sel *selection, likes [][]int) {
	sample := make([]domain, len(t.factors))
	for number, row := range t.each(*sel) {
		like := number
		for i, f := range sel.factors {
			like += (likes[f][row[f]] - row[f]) * sel.strides[i]
		}
		possible := t.left[like] > 0
		if like == number {
			copy(sample, t.sample)
			chosen := t.open()
			refuse := func(f int) bool { return !t.choose(chosen, sample, f, row[f]) }
			possible = !slices.ContainsFunc(sel.factors, refuse)
		}
		if possible {
			t.count(sel, number, row, 1)
			sel.possible++
		} else {
			t.left[number] = -1
		}
	}
}

// each returns the tuples of a selection, each by its number and as a row that
// is valid until the next.
func (t *tuples) each(sel selection) iter.Seq2[int, []int] {
	return func(yield func(int, []int) bool) {
		row := t.open()
	next:
		for number := sel.first; number < sel.last; number++ {
			for i, f := range sel.factors {
				row[f] = (number - sel.first) / sel.strides[i] % (t.size(f) + 1)
				if row[f] == t.size(f) {
					continue next
				}
			}
			if !yield(number, row) {
				return
			}
		}
	}
}

// count adds to the count of each pattern of a tuple that the row holds.
func (t *tuples) count(sel *selection, number int, row []int, by int32) {
	for mask := range 1 << len(sel.factors) {
		pattern := number
		for i, f := range sel.factors {
			if mask>>i&1 == 1 {
				pattern += (t.size(f) - row[f]) * sel.strides[i]
			}
		}
		t.left[pattern] += by
	}
}

// gain returns how many tuples a row holds that no row did before it.
func (t *tuples) gain(row []int) int { return t.visit(row, false) }

// cover takes away the tuples that a row holds, and returns how many were new.
func (t *tuples) cover(row []int) int { return t.visit(row, true) }

func (t *tuples) visit(row []int, take bool) int {
	n := 0
next:
	for s := range t.selections {
		sel := &t.selections[s]
		number := sel.first
		for i, f := range sel.factors {
			if row[f] == t.size(f) {
				continue next
			}
			number += row[f] * sel.strides[i]
		}
		if t.left[number] > 0 {
			n++
			if take {
				t.count(sel, number, row, -1)
			}
		}
	}
	return n
}
