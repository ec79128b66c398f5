package html

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// choice is a question of the filter, and what can be answered.
type choice struct {
	Name    printable
	Options []printable
}

// filter is what the findings can be narrowed to. What it needs to know of each
// requirement stands there, as data.
type filter struct {
	axis   axis
	actors []exchange.Actor
}

func filterOf(v verdict.Verdict, a axis) filter {
	asked := map[exchange.Actor]bool{}
	for _, r := range v.Requirements {
		for _, f := range r.Findings {
			asked[f.Probe.As] = true
		}
	}
	return filter{a, slices.DeleteFunc(exchange.Actors(), func(a exchange.Actor) bool { return !asked[a] })}
}

// choices are the questions, in their order.
func (f filter) choices(v verdict.Verdict) []choice {
	var outcomes, levels, subjects, editions, actors []printable
	for _, o := range claim.Outcomes() {
		if v.Counts.Of(o) > 0 {
			outcomes = append(outcomes, printed(string(o)))
		}
	}
	for _, l := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		if v.Levels.Of(l) != (verdict.Counts{}) {
			levels = append(levels, printed(string(l)))
		}
	}
	for _, r := range v.Requirements {
		if name := printed(phrase.Family(r.ID)); !slices.Contains(subjects, name) {
			subjects = append(subjects, name)
		}
	}
	for _, e := range f.axis.names {
		editions = append(editions, printed(e))
	}
	for _, a := range f.actors {
		actors = append(actors, printed(string(a)))
	}
	return []choice{{"outcome", outcomes}, {"level", levels}, {"subject", subjects}, {"edition", editions}, {"actor", actors}}
}

// met tells what was found of a requirement, as the script of the page reads it: for each
// outcome and actor the places of the axis, as "violated 0 3-40 50;satisfied 0 1-2".
func (f filter) met(r verdict.Requirement) printable {
	type who struct {
		outcome claim.Outcome
		actor   int
	}
	at := map[who][]int{}
	for _, found := range r.Findings {
		key := who{found.Outcome, slices.Index(f.actors, found.Probe.As)}
		at[key] = append(at[key], f.axis.place(found.Probe))
	}
	var all []string
	for _, o := range claim.Outcomes() {
		for actor := range f.actors {
			places := at[who{o, actor}]
			if len(places) == 0 {
				continue
			}
			var b strings.Builder
			fmt.Fprintf(&b, "%s %d", anchor(o), actor)
			for _, s := range spans(places) {
				fmt.Fprintf(&b, " %d", s.first)
				if s.last > s.first {
					fmt.Fprintf(&b, "-%d", s.last)
				}
			}
			all = append(all, b.String())
		}
	}
	return printable(strings.Join(all, ";"))
}
