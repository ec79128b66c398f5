package dictionary

import (
	"maps"
	"math"
)

// Bounds of what is named.
const (
	mostLikely = 10   // faults at once
	same       = 1e-9 // between two gains
)

// likely is a fault that explains some of what is violated, with those that would have
// done the same.
type likely struct {
	rows     []row
	explains int // how many of the violated places
	besides  int // how many others it would violate, which hold
}

// explain names the faults that together make most of what was seen: time and again
// the one that explains most of what is left, less what it would violate and is not.
// It returns how many places there are, and how many of them are left, too.
func (m matrix) explain(s seen) (all []likely, places, left int) {
	c := comparison{s, maps.Clone(s.signs), s.hidden(), m.weights()}
	unexplained := maps.Clone(s.places)
	maps.DeleteFunc(unexplained, func(_ place, counts bool) bool { return !counts })
	places = len(unexplained)
	for len(all) < mostLikely && len(c.rest) > 0 {
		best, ok := c.best(m.faults)
		if !ok {
			break
		}
		one := likely{rows: c.alike(best, m.faults)}
		explained, vain := c.take(best)
		for p := range explained {
			delete(unexplained, p)
		}
		one.explains, one.besides = len(explained), len(vain)
		all = append(all, one)
	}
	return all, places, len(unexplained)
}

// comparison holds faults against what was seen.
type comparison struct {
	seen
	rest   map[Sign]Scope   // what no fault explains so far
	blind  map[string]Scope // by requirement, where something hides what else is wrong
	weight map[Sign]float64
}

// best returns the fault that gains most, the first of equals.
func (c comparison) best(faults []row) (row, bool) {
	var best row
	most := 0.0
	for _, r := range faults {
		if gain := c.gain(r); gain > most+same {
			best, most = r, gain
		}
	}
	return best, most > 0
}

// gain is how much more of the rest a fault explains than it would violate in vain. One of
// which less than half is there gains nothing.
func (c comparison) gain(r row) float64 {
	hit, vain := 0.0, 0.0
	for sign, scope := range r.signs {
		could, there := c.could(sign, scope), c.signs[sign]
		if there != (Scope{}) {
			hit += c.weight[sign] * float64(could.and(c.rest[sign]).size()) / float64(there.size())
		}
		if missing := could.without(there); missing != (Scope{}) {
			vain += c.weight[sign] * float64(missing.size()) / float64(could.size())
		}
	}
	return hit - vain
}

// could is where a sign of a fault could have been seen.
func (c comparison) could(sign Sign, scope Scope) Scope {
	return scope.and(c.judged[sign.Requirement]).without(c.blind[sign.Requirement].without(c.signs[sign]))
}

// alike returns a fault, and those that would have looked the same.
func (c comparison) alike(r row, faults []row) []row {
	look := c.look(r)
	all := []row{r}
	for _, other := range faults {
		if other.name != r.name && maps.Equal(look, c.look(other)) {
			all = append(all, other)
		}
	}
	return all
}

// look is what could have been seen of a fault.
func (c comparison) look(r row) map[Sign]Scope {
	look := map[Sign]Scope{}
	for sign, scope := range r.signs {
		if could := c.could(sign, scope); could != (Scope{}) {
			look[sign] = could
		}
	}
	return look
}

// take takes out of the rest what a fault explains. It returns which places that is, and
// which others the fault would violate.
func (c comparison) take(r row) (explained, vain map[place]bool) {
	explained, vain = map[place]bool{}, map[place]bool{}
	for sign, could := range c.look(r) {
		p := sign.place()
		counts, there := c.places[p]
		switch {
		case !there:
			vain[p] = true
		case counts && could.and(c.signs[sign]) != (Scope{}):
			explained[p] = true
		}
		if left := c.rest[sign].without(could); left == (Scope{}) {
			delete(c.rest, sign)
		} else {
			c.rest[sign] = left
		}
	}
	return explained, vain
}

// weights says how telling each sign is: the fewer faults have it, the more.
func (m matrix) weights() map[Sign]float64 {
	n := map[Sign]int{}
	for _, r := range m.faults {
		for sign := range r.signs {
			n[sign]++
		}
	}
	weight := make(map[Sign]float64, len(n))
	for sign, of := range n {
		weight[sign] = math.Log2(1 + float64(len(m.faults))/float64(of))
	}
	return weight
}
