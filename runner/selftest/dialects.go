package selftest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/plan/covering"
)

// Dialects is what clouds with dialects showed, none of which may be accused.
type Dialects struct {
	Single int // how many were played alone
	Sets   int // how many times several were played together
	Pairs  int // how many pairs those hold
	Took   time.Duration
	// Accused are the sets of which something was said that their dialects do not
	// account for.
	Accused []Accused
}

// Accused is a set of dialects of which more was said than they may cost.
type Accused struct {
	Set dialects.Set
	Why string // what was said, of which requirement
}

// Singles returns a set of each dialect; of one in n, where n is above 1.
func Singles(n int) ([]dialects.Set, error) {
	var sets []dialects.Set
	for i, d := range dialects.All() {
		if i%max(n, 1) != 0 {
			continue
		}
		set, err := dialects.NewSet(d)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// Together returns sets in which every two dialects that go together meet. Of a choice
// with many values, as that of the release, each value is in some set at least; every
// says that these meet every other one, too, which takes hundreds of sets. Another
// seed puts them together otherwise; most is how many sets there are, -1 is all.
func Together(seed uint64, every bool, most int) ([]dialects.Set, error) {
	array, err := togetherness(dialects.All(), every).Rows(seed, nil, most)
	if err != nil {
		return nil, fmt.Errorf("pairs of dialects: %w", err)
	}
	var sets []dialects.Set
	for _, row := range array.Rows {
		var chosen []dialects.Dialect
		for _, value := range row {
			if d, ok := dialects.Find(value); ok {
				chosen = append(chosen, d)
			}
		}
		set, err := dialects.NewSet(chosen...)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

const (
	without = "without" // the value of a factor that puts no dialect into a set
	// wide is how many dialects a choice has whose pairs would take more sets than they
	// are worth: each value once is enough.
	wide = 8
)

// togetherness says which dialects can be put together: one of each choice, and whichever
// of the others.
func togetherness(all []dialects.Dialect, every bool) covering.Model {
	m := covering.Model{Strength: 1}
	factor := map[string]string{} // of each dialect
	at := map[string]int{}
	for _, d := range all {
		if d.Alone {
			continue
		}
		name := d.Name
		if d.Choice != "" {
			name = d.Choice
		}
		factor[d.Name] = name
		if _, ok := at[name]; !ok {
			at[name] = len(m.Factors)
			m.Factors = append(m.Factors, covering.Factor{Name: name, Values: []string{without}})
		}
		f := &m.Factors[at[name]]
		f.Values = append(f.Values, d.Name)
	}
	pairs := covering.Group{Strength: 2}
	for _, f := range m.Factors {
		if every || len(f.Values) <= wide {
			pairs.Factors = append(pairs.Factors, f.Name)
		}
	}
	m.Stronger = []covering.Group{pairs}
	for i, d := range all {
		for _, other := range all[:i] {
			if f, g := factor[d.Name], factor[other.Name]; f != "" && g != "" && f != g && d.Excludes(other) {
				m.Forbidden = append(m.Forbidden, covering.Combination{f: {d.Name}, g: {other.Name}})
			}
		}
	}
	return m
}

// PlayDialects judges reference clouds with dialects, and tells progress after each how
// many are done. A fault that is given is in each of them, which must then be accused.
// One dialect alone is asked fewer questions that cover the factors than several.
func PlayDialects(ctx context.Context, contract *openapi.Contract, sets []dialects.Set, progress func(done, total int), fault ...faults.Fault) (Dialects, error) {
	sparing, err := reference.NewSparingBench(contract)
	if err != nil {
		return Dialects{}, err
	}
	whole, err := reference.NewBench(contract)
	if err != nil {
		return Dialects{}, err
	}
	began := time.Now()
	why := make([]string, len(sets))
	var counting sync.Mutex
	done := 0
	err = reference.ForEach(ctx, len(sets), func(i int) (err error) {
		bench := whole
		if len(sets[i]) == 1 {
			bench = sparing
			if profile := sets[i][0].Profile; profile != "" {
				if bench, err = reference.NewBenchOf(contract, profile); err != nil {
					return err
				}
			}
		}
		if why[i], err = accused(ctx, bench, sets[i], fault); err != nil {
			return fmt.Errorf("%s: %w", sets[i], err)
		}
		counting.Lock()
		defer counting.Unlock()
		done++
		progress(done, len(sets))
		return nil
	})
	if err != nil {
		return Dialects{}, err
	}
	result := Dialects{Pairs: pairsOf(sets), Took: time.Since(began)}
	for i, set := range sets {
		if len(set) == 1 {
			result.Single++
		} else {
			result.Sets++
		}
		if why[i] != "" {
			result.Accused = append(result.Accused, Accused{set, why[i]})
		}
	}
	return result, nil
}

func accused(ctx context.Context, bench *reference.Bench, set dialects.Set, fault []faults.Fault) (string, error) {
	recording, err := bench.RecordWithDialects(ctx, set, fault...)
	if err != nil {
		return "", err
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		return "", err
	}
	return accusation(set, recording, findings), nil
}

// pairsOf counts the pairs of dialects that some set holds.
func pairsOf(sets []dialects.Set) int {
	met := map[[2]string]bool{}
	for _, set := range sets {
		for i, d := range set {
			for _, other := range set[:i] {
				met[[2]string{other.Name, d.Name}] = true
			}
		}
	}
	return len(met)
}

// accusation is the first thing said of a cloud that its dialects do not account for:
// any violation of a MUST, and whatever else they do not say that they may cost. Empty:
// there is none.
func accusation(set dialects.Set, recording exchange.Recording, findings []judge.Finding) string {
	if recording.Ending != exchange.Complete {
		return fmt.Sprintf("the run was not complete: %s", recording.Ending)
	}
	may := map[claim.Outcome]bool{claim.Satisfied: true}
	for outcome, cost := range map[claim.Outcome]dialects.Cost{
		claim.Inconclusive: dialects.Inconclusive, claim.Untested: dialects.Untested, claim.NotApplicable: dialects.NotApplicable,
	} {
		may[outcome] = set.Cost().Has(cost)
	}
	warns := set.Warns()
	worst := map[string]judge.Finding{}
	for _, bad := range claim.Outcomes() {
		for _, f := range findings {
			if _, ok := worst[f.Requirement]; !ok && f.Outcome == bad {
				worst[f.Requirement] = f
			}
		}
	}
	for _, bad := range claim.Outcomes() {
		for _, id := range slices.Sorted(maps.Keys(worst)) {
			f := worst[id]
			switch {
			case f.Outcome != bad, may[bad], f.Level == openapi.May:
			case bad == claim.Violated && f.Level != openapi.Must && slices.Contains(warns, id):
			default:
				return said(f)
			}
		}
	}
	return ""
}

// said is what a finding says, in one line.
func said(f judge.Finding) string {
	lines := strings.Split(judge.Explain(f), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "; ")
}
