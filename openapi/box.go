package openapi

// box is a set of situations: a set of values for each factor, as bits, and last a set of eras.
type box [factorCount + 1]uint32

// holds tells whether s lies in b.
func (b *box) holds(s *situation) bool {
	for i, n := range s {
		if b[i]>>n&1 == 0 {
			return false
		}
	}
	return true
}

// without is what remains of b if c is taken away, in boxes that do not overlap.
func (b box) without(c box) []box {
	var rest []box
	for i := range b {
		if outside := b[i] &^ c[i]; outside != 0 {
			part := b
			part[i] = outside
			rest = append(rest, part)
		}
		if b[i] &= c[i]; b[i] == 0 {
			break
		}
	}
	return rest
}

// covered tells whether every situation of b lies in one of the others.
func (b box) covered(others []box) bool {
	rest := []box{b}
	for _, other := range others {
		var next []box
		for _, part := range rest {
			next = append(next, part.without(other)...)
		}
		rest = next
	}
	return len(rest) == 0
}
