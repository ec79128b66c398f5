package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
)

// Cause is one thing to repair: violations that the same wrong answers explain,
// whichever requirements they break.
type Cause struct {
	// Breaches are what is violated. The first is of the requirement that is about it.
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
// then those that break or hide most, then those whose title looks at little else.
//
// Two violations have one cause if they are of one answer and say that the same was
// got at the same place; if they want and got the same at the same place of whichever
// answers; if one requirement finds them at one place; and if one says that two answers
// differ in a key, and the other that what one of them has there is wrong. The status is
// a place where every refusal is judged, so there the last two are no reasons. What one
// requirement is about in the same answers is one cause with several places.
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
			cmp.Compare(d.weight(), c.weight()),
			cmp.Compare(d.Title().Requirement.brokenShare(), c.Title().Requirement.brokenShare()))
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

// difference is the kind of a violation that says that two answers differ: which of them
// is wrong it does not know.
const difference = "difference"

// likeness is what two violations of one cause have in common.
type likeness struct {
	what             string
	answer           int
	at, want, got    string
	requirement, how string
}

func (one violated) likenesses() []likeness {
	at, got := placeOf(one.Violation), one.Got
	if at == "status" { // some checks name the fault in the body, too
		got, _, _ = strings.Cut(got, " ")
	}
	all := []likeness{{what: "text", at: at, want: one.Want, got: got}}
	if n := len(one.finding.Evidence); n > 0 {
		all = append(all, likeness{what: "answer", answer: one.finding.Evidence[n-1], at: at, got: got})
	}
	if at == "status" {
		return all
	}
	all = append(all, likeness{what: "place", at: at, requirement: one.requirement.ID, how: one.Kind})
	key := strings.ToLower(at[strings.LastIndexByte(strings.TrimSuffix(at, "/*"), '/')+1:])
	all = append(all, likeness{what: "value", at: key, got: got})
	if one.Kind == difference { // where the answer that it was held against is wrong
		want, _, _ := strings.Cut(one.Want, ", as ")
		all = append(all, likeness{what: "value", at: key, got: want})
	}
	return all
}

// titled puts the violations of the requirement in front that is about them.
func titled(part []violated) []violated {
	title := about(part)
	return slices.Concat(
		slices.DeleteFunc(slices.Clone(part), func(one violated) bool { return one.requirement.ID != title }),
		slices.DeleteFunc(slices.Clone(part), func(one violated) bool { return one.requirement.ID == title }))
}

// about returns the id of the requirement that violations are about: most of what it
// looks at is wrong, and most of what is wrong breaks it. One that looks at every answer
// may have as much wrong, and is about other things, too. One that says that two answers
// differ stands back, since it does not know which of them is wrong. Where a body is no
// JSON it is the requirement whose rule says that it has to be. Of equals the first
// is taken, and only those of the first level: a MUST speaks for a SHOULD.
func about(part []violated) string {
	answers, broken := map[int]bool{}, map[string]map[int]bool{}
	knows := map[string]bool{} // which answer is wrong
	rules := map[string]bool{} // that a body is JSON
	var ids []string
	for _, one := range part {
		id := one.requirement.ID
		if one.requirement.Level != part[0].requirement.Level {
			continue
		}
		if broken[id] == nil {
			ids, broken[id] = append(ids, id), map[int]bool{}
		}
		knows[id] = knows[id] || one.Kind != difference
		rules[id] = rules[id] || one.Kind == syntax && one.Requirement == id
		for _, at := range one.finding.Evidence {
			broken[id][at], answers[at] = true, true
		}
	}
	worth := map[string]float64{}
	for _, one := range part {
		id := one.requirement.ID
		if _, done := worth[id]; done || broken[id] == nil {
			continue
		}
		own, of := one.requirement.brokenShare(), float64(len(broken[id]))/float64(max(len(answers), 1))
		worth[id] = 2 * own * of / max(own+of, 1e-9)
		if knows[id] {
			worth[id]++
		}
		if rules[id] {
			worth[id]++
		}
	}
	return slices.MaxFunc(ids, func(a, b string) int { return cmp.Compare(worth[a], worth[b]) })
}

// brokenShare is how much of what a requirement looks at breaks it.
func (r Requirement) brokenShare() float64 {
	broken, all := 0, 0
	for _, f := range r.Findings {
		switch f.Outcome {
		case claim.Violated:
			broken++
			all++
		case claim.Satisfied:
			all += max(f.Answers, 1)
		}
	}
	return float64(broken) / float64(max(all, 1))
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
