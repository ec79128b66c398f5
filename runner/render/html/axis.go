package html

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// otherVersions is where the axis has what is no edition of the target, as a malformed
// microversion or one that it does not offer.
const otherVersions = "other"

// axis is the editions that a run asked at, in their order: the one that the picture and
// the filter have in common.
type axis struct {
	names  []string
	at     map[string]int
	offers verdict.Offer
	bound  map[string]string // by what stands for a microversion: "{target.newest}"
}

// axisOf returns the axis of what was found. What stands for a microversion has its place.
func axisOf(v verdict.Verdict, bindings []exchange.Binding) axis {
	a := axis{at: map[string]int{}, offers: v.Target.Offers, bound: map[string]string{}}
	for _, b := range bindings {
		a.bound["{"+b.Symbol+"}"] = b.Value
	}
	seen := map[string]bool{}
	var columns []column
	for _, r := range v.Requirements {
		for _, f := range r.Findings {
			if name := a.name(f.Probe); !seen[name] {
				seen[name] = true
				columns = append(columns, columnOf(name))
			}
		}
	}
	slices.SortFunc(columns, column.compare)
	for i, c := range columns {
		a.names, a.at[c.edition] = append(a.names, c.edition), i
	}
	return a
}

// name returns the name of the place that a probe has on the axis.
func (a axis) name(p exchange.Probe) string {
	e := phrase.Edition(p)
	if e == phrase.Legacy || e == phrase.Unversioned {
		return e
	}
	if strings.HasPrefix(e, "{") {
		e = a.bound[e]
	}
	version, err := openapi.ParseVersion(e)
	if err != nil || !a.offered(version) {
		return otherVersions
	}
	return e
}

// offered reports whether the target has a microversion, as far as that is known.
func (a axis) offered(v openapi.Version) bool {
	oldest, err := openapi.ParseVersion(a.offers.Minimum)
	newest, otherErr := openapi.ParseVersion(a.offers.Maximum)
	if err != nil || otherErr != nil {
		return v.Major == 2 && v.Minor > 0
	}
	return v.Compare(oldest) >= 0 && v.Compare(newest) <= 0
}

// place returns where a probe is on the axis.
func (a axis) place(p exchange.Probe) int { return a.at[a.name(p)] }

// span is places that follow one another, the last one included.
type span struct{ first, last int }

// spans puts places together.
func spans(places []int) []span {
	slices.Sort(places)
	var all []span
	for _, p := range slices.Compact(places) {
		if n := len(all); n > 0 && all[n-1].last == p-1 {
			all[n-1].last = p
			continue
		}
		all = append(all, span{p, p})
	}
	return all
}

// said names the editions of spans, the first few.
func (a axis) said(all []span) string {
	shown, left := phrase.First(all, mostSpans)
	var texts []string
	for _, s := range shown {
		text := a.names[s.first]
		if s.last > s.first {
			text += " to " + a.names[s.last]
		}
		texts = append(texts, text)
	}
	if left > 0 {
		texts = append(texts, "…")
	}
	return strings.Join(texts, ", ")
}

// across says what stands on the axis from left to right: "legacy, 2.1 to 2.104, other".
func (a axis) across() string {
	var versions []string
	var texts []string
	for _, name := range a.names {
		if columnOf(name).version.IsZero() {
			texts = append(texts, name)
			continue
		}
		if versions = append(versions, name); len(versions) == 1 {
			texts = append(texts, "")
		}
	}
	for i, text := range texts {
		if text == "" {
			if texts[i] = versions[0]; len(versions) > 1 {
				texts[i] += " to " + versions[len(versions)-1]
			}
		}
	}
	return strings.Join(texts, ", ")
}

// mostSpans is how many editions, or runs of them, are named.
const mostSpans = 6
