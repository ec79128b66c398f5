package covering

import (
	"fmt"
	"slices"
)

// Array is rows that cover a model, and what they cover together with the rows
// that were given.
type Array struct {
	Rows []Row
	Coverage
}

// Rows returns rows that cover, together with those given, every tuple of the
// model that is possible. The row that covers most comes first, and each row
// after it covers most of what is left then. Unless most is negative, only the
// first most of them are returned.
//
// A row that is given may leave factors out. It covers what it says, and is not
// returned.
//
// Equal arguments give equal rows. Another seed gives other rows, which cover
// the same and meet other combinations by chance.
//
// It is an error if the model makes no sense, if its constraints leave no row
// or cannot be decided within a second or so, and if they forbid a given row.
func (m Model) Rows(seed uint64, given []Row, most int) (Array, error) {
	t, err := newTuples(m)
	if err != nil {
		return Array{}, err
	}
	for i, r := range given {
		row, err := t.parse(r)
		if err != nil {
			return Array{}, fmt.Errorf("given row %d: %w", i+1, err)
		}
		t.cover(row)
	}
	left := slices.Clone(t.left)
	rows := newBuilder(t, seed).shortest()
	if err := t.err(); err != nil {
		return Array{}, err
	}
	copy(t.left, left)
	rows = t.greedy(rows)
	if most >= 0 && most < len(rows) {
		rows = rows[:most]
	}
	copy(t.left, left)
	var a Array
	for _, row := range rows {
		t.cover(row)
		r := Row{}
		for _, s := range t.tuple(row) {
			r[s.Factor] = s.Value
		}
		a.Rows = append(a.Rows, r)
	}
	a.Coverage = t.coverage()
	return a, nil
}

// A builder that looks for fewer rows reads as many counts as a hundred times
// the first rows took, and no more than take some 20 ms.
const (
	attempts = 100
	effort   = 1 << 21
)

// shortest returns rows that cover all that is left. As long as they may be
// more than necessary, it takes some of them away at random and makes others (a
// large neighbourhood search).
func (b *builder) shortest() [][]int {
	left := slices.Clone(b.left)
	var fewest int32
	for _, sel := range b.selections {
		fewest = max(fewest, left[sel.last])
	}
	best, _ := b.complete(nil, len(left))
	for limit := min(effort, attempts*b.spent); len(best) > int(fewest) && b.spent < limit; {
		b.spent += len(best) * len(b.selections) // to cover again what is kept
		copy(b.left, left)
		b.rand.Shuffle(len(best), func(i, j int) { best[i], best[j] = best[j], best[i] })
		var kept [][]int
		for _, row := range best[1+b.rand.IntN((len(best)+1)/2):] {
			if b.cover(row) > 0 {
				kept = append(kept, row)
			}
		}
		if rows, ok := b.complete(kept, len(best)); ok {
			best = rows
		}
	}
	return best
}

// complete adds rows until nothing is left to cover, or there are more than
// limit. It reports whether it came to an end.
func (b *builder) complete(rows [][]int, limit int) ([][]int, bool) {
	for len(rows) <= limit {
		row := b.next()
		if row == nil {
			return rows, true
		}
		b.cover(row)
		rows = append(rows, row)
	}
	return nil, false
}

// greedy returns the rows in the order in which each covers most of what those
// before it left, without those that cover nothing then. What a row covers only
// shrinks, so a row whose count is still true comes next.
func (t *tuples) greedy(rows [][]int) [][]int {
	byCount := make([][][]int, len(t.selections)+1)
	byCount[len(t.selections)] = rows
	var ordered [][]int
	for count := len(t.selections); count > 0; count-- {
		for _, row := range byCount[count] {
			if now := t.gain(row); now < count {
				byCount[now] = append(byCount[now], row)
				continue
			}
			t.cover(row)
			ordered = append(ordered, row)
		}
	}
	return ordered
}
