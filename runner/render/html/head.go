package html

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// printable is a text whose every character prints. The page takes no other,
// so that whatever a target sent is there to be read and does nothing else.
type printable string

// printed makes a text printable, and cuts one that is too long.
func printed(s string) printable { return whole(phrase.Clip(s)) }

// whole does the same, and cuts nothing.
func whole(s string) printable { return printable(openapi.Visible(s)) }

// reportData is what the page shows, from top to bottom.
type reportData struct {
	Policy   string
	Style    template.CSS
	Script   template.JS
	Ruling   printable
	Colour   string // good, poor or bad
	Target   printable
	Reason   printable
	Problems []printable
	Looks    []printable // what may be behind the violations
	Facts    []fact
	Outcomes []heading
	Levels   []levelRow
	Gate     *gateView

	Broken     printable // counts the causes, and what they break
	Causes     []causeLine
	Folded     []causeLine // the causes after the first few
	Next       int         // the number of the first of these
	MoreCauses int

	Gaps     []gap
	MoreGaps printable

	Picture *picture
	Legend  []mark
	Lanes   *lanes
	Latency []latencyRow

	Choices  []choice
	Sections []section
	Tables   []table

	Actors  []actorRow
	Sources []sourceNote
	Origin  []fact // what the page is made from, for who wants to check it
	Given   bool   // the contract is not osact's own
}

// fact is one thing to know of a run.
type fact struct{ Name, Text printable }

// actorRow says who played an actor.
type actorRow struct{ Actor, Origin, User, Project, Roles printable }

// heading is an outcome, and where the page tells of it.
type heading struct {
	Outcome printable
	Anchor  printable
	Occurs  bool
}

// gap is a reason why requirements could not be judged.
type gap struct {
	Reason printable
	Of     printable // how many requirements
	To     printable // the section with these
}

// mostGaps is how many reasons the head tells.
const mostGaps = 4

// headGaps returns the reasons that the head tells, and how many others there are.
func (m material) headGaps() (gaps []gap, more printable) {
	shown, left := phrase.First(m.gaps, mostGaps)
	for _, g := range shown {
		gaps = append(gaps, gap{printed(g.Reason), printed(phrase.Count(len(g.Requirements), "requirement")), anchor(g.Outcome)})
	}
	if left > 0 {
		more = printed(phrase.Count(left, "more reason"))
	}
	return gaps, more
}

// levelRow counts the requirements of a level by outcome.
type levelRow struct {
	Level  printable
	Counts []count
}

// count is a number of requirements with an outcome.
type count struct {
	Class printable // empty for none
	N     int
}

func newReport(m material, l limits) reportData {
	v := m.verdict
	d := reportData{
		Policy: policy(reportStyle, reportScript), Style: template.CSS(reportStyle), Script: template.JS(reportScript),
		Ruling: printed(string(v.Verdict)), Colour: shade(v.Verdict), Target: printed(phrase.Target(v)), Reason: whole(v.Reason),
		Facts: facts(v), Gate: gateOf(v.Gate),
		Picture: m.picture(l), Lanes: lanesOf(m.recording), Latency: latencyRows(v.Latency),
		Choices: m.filter.choices(v), Sections: m.sections(l), Tables: m.tables(l),
		Actors: actorRows(v), Sources: sourceNotes(), Origin: origin(v), Given: !v.OwnContract(),
	}
	for _, p := range v.Problems { // whole: they end in what to do
		d.Problems = append(d.Problems, whole(p))
	}
	for _, line := range phrase.LooksLike(v) {
		d.Looks = append(d.Looks, whole(line)) // they end in what to do
	}
	if len(m.causes) > 0 {
		d.Broken = printed(phrase.Causes(m.causes))
		lines, left := m.causeLines(l)
		n := min(len(lines), firstCauses)
		d.Causes, d.Folded, d.Next, d.MoreCauses = lines[:n], lines[n:], n+1, left
	}
	if len(v.Problems) == 0 { // which say it
		d.Gaps, d.MoreGaps = m.headGaps()
	}
	for _, o := range claim.Outcomes() {
		d.Outcomes = append(d.Outcomes, heading{printed(string(o)), anchor(o), v.Counts.Of(o) > 0})
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		row := levelRow{Level: printed(string(level))}
		for _, o := range claim.Outcomes() {
			c := count{N: v.Levels.Of(level).Of(o)}
			if c.N > 0 {
				c.Class = anchor(o)
			}
			row.Counts = append(row.Counts, c)
		}
		d.Levels = append(d.Levels, row)
	}
	d.Legend = legend(d.Tables)
	return d
}

// anchor names the section of an outcome.
func anchor(o claim.Outcome) printable { return printed(strings.ReplaceAll(string(o), " ", "-")) }

// shade is the class of a ruling, which the style has a colour for.
func shade(r verdict.Ruling) string {
	switch r {
	case verdict.Conformant:
		return "good"
	case verdict.ConformantWithWarnings, verdict.Partial, verdict.Incomplete:
		return "poor"
	}
	return "bad"
}

// factList is facts, without those that are empty.
type factList []fact

func (all *factList) add(name printable, text string) {
	if text != "" {
		*all = append(*all, fact{name, whole(text)})
	}
}

// facts are what to know before anything else.
func facts(v verdict.Verdict) []fact {
	var all factList
	demanded := phrase.Demanded(v)
	if v.Strict {
		demanded += ", strict: each SHOULD counts like a MUST"
	}
	ending := ""
	if v.Ending != exchange.Complete {
		ending = fmt.Sprintf("; how it ended: %s", cmp.Or(phrase.Clip(string(v.Ending)), "unknown"))
	}
	all.add("demanded", phrase.Clip(demanded))
	all.add("offered", strings.TrimPrefix(phrase.Clip(phrase.Offered(v)), "offers "))
	all.add("when", moment(v.Started)+ending)
	all.add("asked", phrase.Effort(v))
	if v.Target.Insecure {
		all.add("note", phrase.Unverified)
	}
	for _, note := range v.Notes {
		all.add("note", phrase.Clip(note))
	}
	all.add("note", phrase.Unsealed(v))
	return all
}

// origin says what the page is made from.
func origin(v verdict.Verdict) []fact {
	var all factList
	all.add("target", fmt.Sprintf("%s (%s)", phrase.Clip(v.Target.URL), phrase.Clip(string(v.Target.Kind))))
	all.add("asked", fmt.Sprintf("%s from %s to %s", phrase.Count(v.Requests, "request"), moment(v.Started), moment(v.Ended)))
	all.add("covered", phrase.Covering(v))
	all.add("recorded", phrase.Clip(phrase.RecordedBy(v)))
	all.add("judged", fmt.Sprintf("by osact %s with contract %s", phrase.Clip(v.Suite), phrase.Clip(v.Contract)))
	for _, d := range phrase.Digests(v) {
		all.add(printable(d.Of+" digest"), phrase.Clip(d.Hex))
	}
	all.add("exit", strconv.Itoa(v.Exit))
	return all
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func actorRows(v verdict.Verdict) []actorRow {
	var rows []actorRow
	for _, actor := range exchange.Actors() {
		id, ok := v.Actors[actor]
		if !ok {
			continue
		}
		rows = append(rows, actorRow{
			printed(string(actor)), printed(cmp.Or(id.Origin, "unknown")), printed(id.User), printed(id.Project),
			printed(strings.Join(slices.Sorted(slices.Values(id.Roles)), ", ")),
		})
	}
	return rows
}
