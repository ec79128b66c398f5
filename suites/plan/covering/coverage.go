package covering

import "iter"

// Coverage says which tuples rows hold: the total variable-value configuration
// coverage of NISTIR 7878, over the tuples that are possible.
type Coverage struct {
	Count
	Sets    []Set // what was combined, set by set
	Outside []int // the rows, by index, that are not of the model and cover nothing

	tuples *tuples
}

// Set is a set of factors, and what rows hold of its tuples.
type Set struct {
	Factors []string
	Count
}

// Count is how many tuples are possible, and how many of them some row holds.
type Count struct{ Possible, Covered int }

// Share returns the part of the possible tuples that is covered, 0 to 1. It is
// 1 if there are none.
func (c Count) Share() float64 {
	if c.Possible == 0 {
		return 1
	}
	return float64(c.Covered) / float64(c.Possible)
}

// Coverage returns which of the tuples that the model demands are held by these
// rows. It leaves out, and names, rows with a factor or value that the model
// does not have, and those that it forbids.
func (m Model) Coverage(rows []Row) (Coverage, error) {
	t, err := newTuples(m)
	if err != nil {
		return Coverage{}, err
	}
	var outside []int
	for i, r := range rows {
		row, err := t.parse(r)
		if err != nil {
			outside = append(outside, i)
			continue
		}
		t.cover(row)
	}
	c := t.coverage()
	c.Outside = outside
	return c, t.err()
}

func (t *tuples) coverage() Coverage {
	c := Coverage{tuples: t}
	for _, sel := range t.selections {
		s := Set{Count: Count{sel.possible, sel.possible - int(t.left[sel.last])}}
		for _, f := range sel.factors {
			s.Factors = append(s.Factors, t.factors[f].Name)
		}
		c.Sets = append(c.Sets, s)
		c.Possible += s.Possible
		c.Covered += s.Covered
	}
	return c
}

// Missing returns the tuples that are possible and that no row holds.
func (c Coverage) Missing() iter.Seq[Tuple] {
	return c.all(func(number int) bool { return c.tuples.left[number] > 0 })
}

// Impossible returns the tuples that the constraints allow in no row.
func (c Coverage) Impossible() iter.Seq[Tuple] {
	return c.all(func(number int) bool { return c.tuples.left[number] < 0 })
}

func (c Coverage) all(wanted func(number int) bool) iter.Seq[Tuple] {
	return func(yield func(Tuple) bool) {
		if c.tuples == nil {
			return
		}
		for _, sel := range c.tuples.selections {
			for number, row := range c.tuples.each(sel) {
				if wanted(number) && !yield(c.tuples.tuple(row)) {
					return
				}
			}
		}
	}
}
