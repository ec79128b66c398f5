package selftest

import (
	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
)

// Sample says with which faults osact is put to the test.
type Sample struct {
	OneIn   int    // of the faults that name a requirement, one in so many is tried; 0 is 1
	Crossed int    // how many of the crossed ones; -1 is all
	Seed    uint64 // by which they are crossed, and dialects put together
	Quick   bool   // a sample of the dialects will do
	Every   bool   // every two dialects are put together, whatever that takes
}

// Dialects returns the sets of dialects of the sample: each alone, then several
// together.
func (s Sample) Dialects() ([]dialects.Set, error) {
	oneIn, most := 1, -1
	if s.Quick {
		oneIn, most = 8, 4
	}
	singles, err := Singles(oneIn)
	if err != nil {
		return nil, err
	}
	together, err := Together(s.Seed, s.Every, most)
	return append(singles, together...), err
}

// Faults returns the faults of the sample: those that name a requirement first, then
// some of those crossed, each spread over all there are.
func (s Sample) Faults(crossed []faults.Fault) []faults.Fault {
	all := faults.All()
	if s.Crossed >= 0 {
		crossed = spread(crossed, min(s.Crossed, len(crossed)))
	}
	return append(spread(all, len(all)/max(s.OneIn, 1)), crossed...)
}

// spread returns n of the faults, at equal distances.
func spread(all []faults.Fault, n int) []faults.Fault {
	var some []faults.Fault
	for i := range n {
		some = append(some, all[i*len(all)/n])
	}
	return some
}
