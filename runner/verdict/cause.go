package verdict

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
)

// Cause is one thing to repair: violations that the same wrong answers explain,
// whichever requirements they break.
type Cause struct {
	// Breaches are what is violated. The first is of the requirement that is about it:
	// of those that most of its answers break, the first in the catalogue.
	Breaches []Breach
	// Unjudged are the ids of the requirements that could not be judged for it, and Read
	// how many answers were looked at for what it takes.
	Unjudged []string
	Read     int
}

// Title is the breach that stands for the cause.
func (c Cause) Title() Breach { return c.Breaches[0] }

// Also returns the ids of the other requirements that it breaks, each once.
func (c Cause) Also() []string {
	var ids []string
	for _, b := range c.Breaches {
		if id := b.Requirement.ID; id != c.Title().Requirement.ID && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Places returns the breaches of the requirement that stands for the cause.
func (c Cause) Places() []Breach {
	var places []Breach
	for _, b := range c.Breaches {
		if b.Requirement.ID == c.Title().Requirement.ID {
			places = append(places, b)
		}
	}
	return places
}

// CauseNote is a cause as verdict.json has it.
type CauseNote struct {
	Requirement string   `json:"requirement"` // the id of the one that is about it
	Kind        string   `json:"kind"`
	At          string   `json:"at"` // with * for each array index
	Want        string   `json:"want"`
	Got         string   `json:"got"`
	Probes      int      `json:"probes"`   // of that requirement that meet it
	Also        []string `json:"also"`     // ids of the others that it breaks
	Unjudged    []string `json:"unjudged"` // ids of those that could not be judged for it
}

// note returns a cause as verdict.json has it.
func (c Cause) note() CauseNote {
	b := c.Title()
	return CauseNote{
		Requirement: b.Requirement.ID, Kind: b.Kind, At: b.At, Want: b.Violation.Want, Got: b.Violation.Got,
		Probes: len(b.Probes), Also: append([]string{}, c.Also()...), Unjudged: append([]string{}, c.Unjudged...),
	}
}

// ByCause returns the causes of all that is violated, first those that break a MUST,
// then those that break or hide most.
//
// Two violations have one cause if they are of one answer and say that the same was
// got at the same place; if they want and got the same at the same place of whichever
// answers; and if one requirement finds them at one place. The status is a place where
// every refusal is judged, so there the last is no reason. What one requirement is about
// in the same answers is one cause with several places.
func (v Verdict) ByCause() []Cause {
	parts := v.parts()
	found := make([]Cause, len(parts))
	for i, part := range parts {
		found[i].Breaches = breaches(part)
	}
	v.hide(found, spoiltBy(parts))
	slices.SortStableFunc(found, func(c, d Cause) int {
		return cmp.Or(
			cmp.Compare(rank(c.Title().Requirement.Level), rank(d.Title().Requirement.Level)),
			cmp.Compare(d.weight(), c.weight()))
	})
	return found
}

// weight counts the requirements that a cause breaks or hides.
func (c Cause) weight() int {
	return 1 + len(c.Also()) + len(c.Unjudged)
}

func rank(level openapi.Level) int {
	return slices.Index([]openapi.Level{openapi.Must, openapi.Should, openapi.May}, level)
}

// parts divides what is violated by its cause, of each first what its title says.
func (v Verdict) parts() [][]violated {
	type title struct{ id, answers string }
	var parts [][]violated
	at := map[title]int{}
	for _, part := range together(v.violated()) {
		part = titled(part)
		key := title{id: part[0].requirement.ID}
		var of []int
		for _, one := range part {
			if one.requirement.ID == key.id {
				of = append(of, one.finding.Evidence...)
			}
		}
		slices.Sort(of)
		key.answers = fmt.Sprint(slices.Compact(of))
		i, ok := at[key]
		if !ok {
			i = len(parts)
			at[key] = i
			parts = append(parts, nil)
		}
		parts[i] = titled(append(parts[i], part...))
	}
	return parts
}

// together divides violations by what they have in common.
func together(all []violated) [][]violated {
	of := make([]int, len(all)) // by violation: one that has the same cause, or itself
	root := func(i int) int {
		for of[i] != i {
			of[i] = of[of[i]]
			i = of[i]
		}
		return i
	}
	seen := map[likeness]int{}
	for i, one := range all {
		of[i] = i
		for _, key := range one.likenesses() {
			if j, ok := seen[key]; ok {
				of[root(i)] = root(j)
			} else {
				seen[key] = i
			}
		}
	}
	var parts [][]violated
	at := map[int]int{}
	for i, one := range all {
		n, ok := at[root(i)]
		if !ok {
			n = len(parts)
			at[root(i)] = n
			parts = append(parts, nil)
		}
		parts[n] = append(parts[n], one)
	}
	return parts
}

// likeness is what two violations of one cause have in common.
type likeness struct {
	what             string
	answer           int
	at, want, got    string
	requirement, how string
}

func (one violated) likenesses() []likeness {
	at := openapi.AnyIndex(one.At)
	all := []likeness{{what: "text", at: at, want: one.Want, got: one.Got}}
	if n := len(one.finding.Evidence); n > 0 {
		all = append(all, likeness{what: "answer", answer: one.finding.Evidence[n-1], at: at, got: one.Got})
	}
	if at != "status" {
		all = append(all, likeness{what: "place", at: at, requirement: one.requirement.ID, how: one.Kind})
	}
	return all
}

// titled puts the violations of the requirement in front that is about them.
func titled(part []violated) []violated {
	broken := map[string]map[int]bool{}
	most := 0
	for _, one := range part {
		if one.requirement.Level != part[0].requirement.Level {
			continue // a MUST speaks for a SHOULD, never the other way round
		}
		id := one.requirement.ID
		if broken[id] == nil {
			broken[id] = map[int]bool{}
		}
		for _, at := range one.finding.Evidence {
			broken[id][at] = true
		}
		most = max(most, len(broken[id]))
	}
	title := part[slices.IndexFunc(part, func(one violated) bool { return 2*len(broken[one.requirement.ID]) >= most })].requirement.ID
	return slices.Concat(
		slices.DeleteFunc(slices.Clone(part), func(one violated) bool { return one.requirement.ID != title }),
		slices.DeleteFunc(slices.Clone(part), func(one violated) bool { return one.requirement.ID == title }))
}

// spoilt tells of which causes each answer of the recording is, by its position.
type spoilt map[int][]int

func spoiltBy(parts [][]violated) spoilt {
	of := spoilt{}
	for i, part := range parts {
		for _, one := range part {
			n := len(one.finding.Evidence)
			if n == 0 {
				continue
			}
			if at := one.finding.Evidence[n-1]; !slices.Contains(of[at], i) {
				of[at] = append(of[at], i)
			}
		}
	}
	return of
}

// hides returns the cause of half or more of the answers that a finding rests on: what
// was to be learnt from them could not be. It is -1 where there is none.
func (s spoilt) hides(f Finding) int {
	count := map[int]int{}
	for _, at := range f.Evidence {
		for _, cause := range s[at] {
			count[cause]++
		}
	}
	most := -1
	for cause, n := range count {
		if 2*n >= len(f.Evidence) && (most < 0 || n > count[most] || n == count[most] && cause < most) {
			most = cause
		}
	}
	return most
}

// hide adds to causes what could not be judged for them.
func (v Verdict) hide(causes []Cause, s spoilt) {
	for _, outcome := range []claim.Outcome{claim.Inconclusive, claim.Untested} {
		for _, r := range v.Requirements {
			if !r.shows(outcome) {
				continue
			}
			for _, f := range r.Findings {
				i := s.hides(f)
				if f.Outcome != outcome || i < 0 {
					continue
				}
				c := &causes[i]
				c.Read = max(c.Read, len(f.Evidence))
				if !slices.Contains(c.Unjudged, r.ID) {
					c.Unjudged = append(c.Unjudged, r.ID)
				}
			}
		}
	}
}
