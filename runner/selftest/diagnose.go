package selftest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/exchange"
)

// Diagnoses says how well the dictionary names the faults that a cloud has.
type Diagnoses struct {
	Single Hits // one fault, played anew: named first
	Pairs  Hits // two faults, put together from the dictionary: both among the first three
	Played Hits // two faults, played together: the same
}

// Hits counts how often a diagnosis was right.
type Hits struct {
	Of    int
	Named int // by name
	Alike int // beside a name that would look the same
	// Missed are the faults that were not named so, and what was named instead.
	Missed []string
}

// Trials says how many faults and pairs are diagnosed.
type Trials struct {
	Faults        []faults.Fault
	Pairs, Played int
	Seed          uint64 // by which pairs are chosen
}

// Diagnose puts faults in front of the reference cloud, and looks what the dictionary
// says of the verdicts. It tells progress after each cloud how many are done.
func Diagnose(ctx context.Context, contract *openapi.Contract, trials Trials, progress func(done, total int)) (Diagnoses, error) {
	bench, err := reference.NewBench(contract)
	if err != nil {
		return Diagnoses{}, err
	}
	known, chance := dictionary.For(contract), rand.New(rand.NewPCG(trials.Seed, trials.Seed))
	var d Diagnoses
	for range trials.Pairs {
		pair := twoOf(chance)
		said, err := known.Together(pair[0].Name, pair[1].Name)
		if err != nil {
			return d, err
		}
		d.Pairs.count(said, pair...)
	}
	var clouds [][]faults.Fault
	for _, f := range trials.Faults {
		clouds = append(clouds, []faults.Fault{f})
	}
	for range trials.Played {
		clouds = append(clouds, twoOf(chance))
	}
	said := make([]dictionary.Explanation, len(clouds))
	var counting sync.Mutex
	done := 0
	err = reference.ForEach(ctx, len(clouds), func(i int) (err error) {
		if said[i], err = diagnosed(ctx, bench, known, clouds[i]); err != nil {
			return fmt.Errorf("fault %s: %w", clouds[i][0].Name, err)
		}
		counting.Lock()
		defer counting.Unlock()
		done++
		progress(done, len(clouds))
		return nil
	})
	if err != nil {
		return d, err
	}
	for i, played := range clouds {
		if len(played) == 1 {
			d.Single.count(said[i], played...)
		} else {
			d.Played.count(said[i], played...)
		}
	}
	return d, nil
}

// twoOf chooses two faults.
func twoOf(chance *rand.Rand) []faults.Fault {
	all := faults.All()
	i, j := chance.IntN(len(all)), chance.IntN(len(all)-1)
	if j >= i {
		j++
	}
	return []faults.Fault{all[i], all[j]}
}

// diagnosed is what the dictionary says of a reference cloud with some faults.
func diagnosed(ctx context.Context, bench *reference.Bench, known dictionary.Dictionary, list []faults.Fault) (dictionary.Explanation, error) {
	recording, err := bench.RecordWithFaults(ctx, list...)
	if err != nil {
		return dictionary.Explanation{}, err
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		return dictionary.Explanation{}, err
	}
	said := known.Explain(findings, func(i int) exchange.Probe { return recording.Exchanges[i].Probe })
	if said.Silent != "" {
		return said, fmt.Errorf("%s", said.Silent)
	}
	return said, nil
}

// count adds a diagnosis of some faults: one has to be named first, two among the first
// three.
func (h *Hits) count(said dictionary.Explanation, list ...faults.Fault) {
	first := said.Likely[:min(len(said.Likely), 2*len(list)-1)]
	named, alike := 0, 0
	for _, f := range list {
		if slices.ContainsFunc(first, func(l dictionary.Likely) bool { return l.Name == f.Name }) {
			named++
		} else if slices.ContainsFunc(first, func(l dictionary.Likely) bool { return slices.Contains(l.Alike, f.Name) }) {
			alike++
		}
	}
	h.Of++
	switch {
	case named == len(list):
		h.Named++
	case named+alike == len(list):
		h.Alike++
	default:
		var had, got []string
		for _, f := range list {
			had = append(had, f.Name)
		}
		for _, l := range first {
			got = append(got, l.Name)
		}
		h.Missed = append(h.Missed, strings.Join(had, " and ")+": it named "+cmp.Or(strings.Join(got, ", "), "none"))
	}
}
