package covering

// mostValues is how many values a factor may have.
const mostValues = 256

// domain is a set of values of one factor, by number.
type domain [mostValues / 64]uint64

func only(v int) domain {
	var d domain
	d.add(v)
	return d
}

func (d *domain) add(v int)     { d[v/64] |= 1 << (v % 64) }
func (d domain) has(v int) bool { return d[v/64]>>(v%64)&1 == 1 }
func (d domain) empty() bool    { return d == domain{} }

func (d domain) and(other domain) domain {
	for i := range d {
		d[i] &= other[i]
	}
	return d
}

func (d domain) minus(other domain) domain {
	for i := range d {
		d[i] &^= other[i]
	}
	return d
}
