package covering

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// builder makes rows one after another, each to cover many of the tuples that
// are left. A value scores as many tuples as the row would cover with it if
// the factors that are still open were drawn at random. That is the density
// algorithm (Bryce and Colbourn, 2007) for constraints and mixed strength.
type builder struct {
	*tuples
	rand  *rand.Rand
	spent int // how many counts were read

	every   []int // all factors
	row     []int
	sample  []domain
	pattern []int   // what the row holds of each selection so far
	share   []int64 // the part of the pattern's tuples that the row will hold
}

const (
	certain = 1 << 40  // the share of a tuple that the row holds; no share is below 1<<18
	chances = 1 << 16  // what decides between equal scores; too small for others
	never   = -1 << 62 // the score of what is ruled out, whatever is added
)

func newBuilder(t *tuples, seed uint64) *builder {
	b := &builder{
		tuples:  t,
		rand:    rand.New(rand.NewPCG(seed, 0)),
		sample:  make([]domain, len(t.factors)),
		pattern: make([]int, len(t.selections)),
		share:   make([]int64, len(t.selections)),
	}
	for f := range t.factors {
		b.every = append(b.every, f)
	}
	return b
}

// next returns a row that covers at least one tuple, or nil if none is left. It
// begins with a tuple of the selection that has most left, since that decides
// how many rows are needed.
func (b *builder) next() []int {
	b.row = b.open()
	copy(b.sample, b.space.sample)
	fullest, most := -1, int64(certain-1)
	for i, sel := range b.selections {
		b.pattern[i], b.share[i] = sel.last, certain
		for _, f := range sel.factors {
			b.share[i] /= int64(b.size(f))
		}
		if left := int64(b.left[sel.last])*certain + b.rand.Int64N(chances); left > most {
			fullest, most = i, left
		}
	}
	if fullest < 0 {
		return nil
	}
	for _, f := range b.densest(b.selections[fullest].factors) {
		if !b.place(f, fullest) {
			return nil
		}
	}
	for _, f := range b.densest(b.every) {
		if b.row[f] == b.size(f) && !b.place(f, -1) {
			return nil
		}
	}
	return b.row
}

// densest returns the factors in an order in which to choose their values:
// first those that decide most.
func (b *builder) densest(factors []int) []int {
	density := make([]int64, len(b.row))
	for _, f := range factors {
		density[f] = b.rand.Int64N(chances)
		for _, p := range b.at[f] {
			density[f] += int64(b.left[b.pattern[p.selection]]) * b.share[p.selection]
		}
	}
	return slices.SortedFunc(slices.Values(factors), func(f, g int) int { return cmp.Compare(density[g], density[f]) })
}

// place chooses the value of a factor that scores most, of those that some row
// has and that leave something to cover in one selection, if that is not -1. It
// reports whether there is one.
func (b *builder) place(f, selection int) bool {
	scores := make([]int64, b.size(f))
	for v := range scores {
		scores[v] = b.rand.Int64N(chances)
	}
	for _, p := range b.at[f] {
		first := b.pattern[p.selection] - len(scores)*p.stride
		for v := range scores {
			left := int64(b.left[first+v*p.stride])
			scores[v] += left * b.share[p.selection]
			if left < 0 || left == 0 && p.selection == selection {
				scores[v] = never
			}
		}
		b.spent += len(scores)
	}
	for {
		best := slices.Max(scores)
		if best < 0 {
			return false
		}
		v := slices.Index(scores, best)
		if b.choose(b.row, b.sample, f, v) {
			for _, p := range b.at[f] {
				b.pattern[p.selection] -= (len(scores) - v) * p.stride
				b.share[p.selection] *= int64(len(scores))
			}
			return true
		}
		scores[v] = never
	}
}
