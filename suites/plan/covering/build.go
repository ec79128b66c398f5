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
	source *rand.PCG
	rand   *rand.Rand
	spent  int // how many counts were read

	every   []int   // all factors
	fresh   []int64 // by selection: its share in a row in which every factor is open
	row     []int
	sample  []domain
	pattern []int   // what the row holds of each selection so far
	share   []int64 // the part of the pattern's tuples that the row will hold

	// What densest and place work in, kept since they are called very often.
	density []int64
	ordered []int
	scores  []int64
}

const (
	certain = 1 << 40  // the share of a tuple that the row holds; no share is below 1<<18
	chances = 1 << 16  // what decides between equal scores; too small for others
	never   = -1 << 62 // the score of what is ruled out, whatever is added
)

func newBuilder(t *tuples, seed uint64) *builder {
	source := rand.NewPCG(seed, 0)
	b := &builder{
		tuples:  t,
		source:  source,
		rand:    rand.New(source),
		sample:  make([]domain, len(t.factors)),
		pattern: make([]int, len(t.selections)),
		share:   make([]int64, len(t.selections)),
		density: make([]int64, len(t.factors)),
	}
	for f := range t.factors {
		b.every = append(b.every, f)
	}
	for _, sel := range t.selections {
		share := int64(certain)
		for _, f := range sel.factors {
			share /= int64(b.size(f))
		}
		b.fresh = append(b.fresh, share)
	}
	return b
}

// chance draws what decides between equal scores.
func (b *builder) chance() int64 { return int64(b.source.Uint64() % chances) }

// next returns a row that covers at least one tuple, or nil if none is left. It
// begins with a tuple of the selection that has most left, since that decides
// how many rows are needed.
func (b *builder) next() []int {
	b.row = b.open()
	copy(b.sample, b.space.sample)
	copy(b.share, b.fresh)
	fullest, most := -1, int64(certain-1)
	for i, sel := range b.selections {
		b.pattern[i] = sel.last
		if left := int64(b.left[sel.last])*certain + b.chance(); left > most {
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
// first those that decide most. The order is valid until the next.
func (b *builder) densest(factors []int) []int {
	for _, f := range factors {
		b.density[f] = b.chance()
		for _, p := range b.at[f] {
			b.density[f] += int64(b.left[b.pattern[p.selection]]) * b.share[p.selection]
		}
	}
	b.ordered = append(b.ordered[:0], factors...)
	slices.SortFunc(b.ordered, func(f, g int) int { return cmp.Compare(b.density[g], b.density[f]) })
	return b.ordered
}

// place chooses the value of a factor that scores most, of those that some row
// has and that leave something to cover in one selection, if that is not -1. It
// reports whether there is one.
func (b *builder) place(f, selection int) bool {
	b.scores = b.scores[:0]
	for range b.size(f) {
		b.scores = append(b.scores, b.chance())
	}
	scores := b.scores
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
