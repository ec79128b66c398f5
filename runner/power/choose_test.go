package power_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/power"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// choose writes the profile smoke anew: of the questions that a tenant's view takes,
// those that report most faults, as far as sixty go. A question that finds out what
// there is to ask about counts, too.
func choose(t *testing.T) {
	t.Helper()
	contract := loadFrom(t)
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: "tenant"})
	if err != nil {
		t.Fatal(err)
	}
	reporting, err := power.Measure(t.Context(), contract, "tenant", faults.All())
	if err != nil {
		t.Fatal(err)
	}
	c := chooser{t, contract, claims, map[exchange.Probe]bool{}}
	for candidates := c.candidates(reporting); len(candidates) > 0; {
		best := slices.MaxFunc(candidates, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(c.worth(a), c.worth(b)), strings.Compare(b.key, a.key))
		})
		if len(best.reports) == 0 {
			break
		}
		fits := c.add(best.asks)
		candidates = slices.DeleteFunc(candidates, func(other candidate) bool { return other.key == best.key })
		if fits {
			for _, other := range candidates {
				for fault := range best.reports {
					delete(other.reports, fault)
				}
			}
		}
	}
	write(t, c.questions(), requirementsOf(c.kept()))
	write(t, c.questions(), judged(t))
}

// candidate is questions that together report some faults.
type candidate struct {
	key     string
	asks    []exchange.Probe
	reports map[int]bool
}

type chooser struct {
	t        *testing.T
	contract *openapi.Contract
	claims   []claim.Claim
	chosen   map[exchange.Probe]bool
}

func (c *chooser) candidates(reporting [][]power.Reporting) []candidate {
	byKey := map[string]candidate{}
	for fault, claims := range reporting {
		for _, r := range claims {
			key := fmt.Sprint(r.Asks)
			if strings.Contains(key, "{read.") || strings.Contains(key, "asked last") {
				continue // what finds things out is judged anyway
			}
			if _, ok := byKey[key]; !ok {
				byKey[key] = candidate{key, r.Asks, map[int]bool{}}
			}
			byKey[key].reports[fault] = true
		}
	}
	var all []candidate
	for _, one := range byKey {
		all = append(all, one)
	}
	return all
}

// worth is how many faults a candidate adds for each question that it adds.
func (c *chooser) worth(a candidate) float64 {
	more := 0
	for _, p := range a.asks {
		if !c.chosen[p] {
			more++
		}
	}
	return float64(len(a.reports)) / max(float64(more), 0.1)
}

// add takes questions in, unless that makes too many.
func (c *chooser) add(asks []exchange.Probe) bool {
	var added []exchange.Probe
	for _, p := range asks {
		if !c.chosen[p] {
			c.chosen[p] = true
			added = append(added, p)
		}
	}
	plan, err := cast.Plan(c.contract, "smoke", c.kept(), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if len(plan.Steps) <= most {
		return true
	}
	for _, p := range added {
		delete(c.chosen, p)
	}
	return false
}

// kept are the claims of which all questions are chosen.
func (c *chooser) kept() []claim.Claim {
	return slices.DeleteFunc(slices.Clone(c.claims), func(one claim.Claim) bool {
		return slices.ContainsFunc(one.Asks, func(p exchange.Probe) bool { return !c.chosen[p] })
	})
}

func (c *chooser) questions() []string {
	var all []string
	for p := range c.chosen {
		all = append(all, p.String())
	}
	slices.Sort(all)
	return all
}

func requirementsOf(claims []claim.Claim) []string {
	var ids []string
	for _, c := range claims {
		if !slices.Contains(ids, c.Requirement.ID) {
			ids = append(ids, c.Requirement.ID)
		}
	}
	return ids
}

// judged are the requirements of which a run by the profile smoke finds something.
func judged(t *testing.T) []string {
	t.Helper()
	bench, err := reference.NewBenchOf(loadFrom(t), "smoke")
	if err != nil {
		t.Fatal(err)
	}
	recording, err := bench.Record(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range findings {
		if !slices.Contains(ids, f.Requirement) {
			ids = append(ids, f.Requirement)
		}
	}
	return ids
}

// write writes what the profile smoke asks and demands, which ends the file of the
// profiles.
func write(t *testing.T, questions, requirements []string) {
	t.Helper()
	data, err := os.ReadFile(profilesFile)
	if err != nil {
		t.Fatal(err)
	}
	const begin = "    # Written by: make power\n"
	head, _, found := strings.Cut(string(data), begin)
	if !found {
		t.Fatalf("%s has no line %q", profilesFile, begin)
	}
	var text strings.Builder
	text.WriteString(head + begin)
	for _, list := range []struct {
		name  string
		lines []string
	}{{"questions", questions}, {"requirements", requirements}} {
		text.WriteString("    " + list.name + ":\n")
		for _, line := range list.lines {
			fmt.Fprintf(&text, "      - '%s'\n", strings.ReplaceAll(line, "'", "''"))
		}
	}
	if err := os.WriteFile(profilesFile, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
