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
	Ruling   printable
	Colour   string // good, poor or bad
	Target   printable
	Reason   printable
	Problems []printable
	Broken   printable // counts the causes, and what they break
	Causes   []causeLine
	Facts    []fact
	Actors   []actorRow
	Outcomes []heading
	Levels   []levelRow
	Sections []section
	Tables   []table
	Legend   []mark
	Gate     *gateView
	Latency  *list
	Given    bool // the contract is not osact's own

	MoreCauses int
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

// levelRow counts the requirements of a level by outcome.
type levelRow struct {
	Level  printable
	Counts []int
}

func newReport(v verdict.Verdict, causes []verdict.Cause, breaches map[string][]verdict.Breach, recording exchange.Recording, l limits) reportData {
	d := reportData{
		Policy: policy(reportStyle), Style: template.CSS(reportStyle),
		Ruling: printed(string(v.Verdict)), Colour: shade(v.Verdict), Target: printed(phrase.Target(v)), Reason: whole(v.Reason),
		Given: !v.OwnContract(), Facts: facts(v), Actors: actorRows(v), Sections: sections(v, breaches, recording, l),
	}
	for _, p := range v.Problems { // whole: they end in what to do
		d.Problems = append(d.Problems, whole(p))
	}
	if len(causes) > 0 {
		d.Broken = printed(phrase.Causes(causes))
		d.Causes, d.MoreCauses = causeLines(causes, l)
	}
	for _, o := range claim.Outcomes() {
		d.Outcomes = append(d.Outcomes, heading{printed(string(o)), anchor(o), v.Counts.Of(o) > 0})
	}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		row := levelRow{Level: printed(string(level))}
		for _, o := range claim.Outcomes() {
			row.Counts = append(row.Counts, v.Levels.Of(level).Of(o))
		}
		d.Levels = append(d.Levels, row)
	}
	d.Gate = gateOf(v.Gate)
	if len(v.Latency) > 0 {
		var lines []string
		for _, l := range v.Latency {
			lines = append(lines, phrase.Latency(l))
		}
		latency := listOf("Latency of answers that succeeded", lines)
		d.Latency = &latency
	}
	d.Tables = tables(v)
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

func facts(v verdict.Verdict) []fact {
	var all []fact
	add := func(name printable, text string) {
		if text != "" {
			all = append(all, fact{name, whole(text)})
		}
	}
	kind := string(v.Target.Kind)
	if v.Target.Insecure {
		kind += ", " + phrase.Unverified
	}
	demanded := phrase.Demanded(v)
	if v.Strict {
		demanded += ", strict: each SHOULD counts like a MUST"
	}
	ending := ""
	if v.Ending != exchange.Complete {
		ending = fmt.Sprintf("; how it ended: %s", cmp.Or(phrase.Clip(string(v.Ending)), "unknown"))
	}
	add("target", fmt.Sprintf("%s (%s)", phrase.Clip(v.Target.URL), phrase.Clip(kind)))
	add("demanded", phrase.Clip(demanded))
	add("offered", strings.TrimPrefix(phrase.Clip(phrase.Offered(v)), "offers "))
	for _, note := range v.Notes {
		add("note", phrase.Clip(note))
	}
	add("asked", fmt.Sprintf("%s from %s to %s%s", phrase.Count(v.Requests, "request"), moment(v.Started), moment(v.Ended), ending))
	add("judged", fmt.Sprintf("by osact %s with contract %s", phrase.Clip(v.Suite), phrase.Clip(v.Contract)))
	add("recorded", phrase.Clip(phrase.RecordedBy(v)))
	add("seal", phrase.Unsealed(v))
	for _, d := range phrase.Digests(v) {
		add(printable(d.Of+" digest"), phrase.Clip(d.Hex))
	}
	add("exit", strconv.Itoa(v.Exit))
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
