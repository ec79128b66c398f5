package html_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// pictured is what the picture of a page shows: the levels, and of each subject what each
// mark says and leads to, and its shape.
func pictured(page element) []string {
	var all []string
	for _, section := range page.all("section", "") {
		if section.attr("id") != "picture" {
			continue
		}
		for i, level := range section.all("h3", "") {
			all = append(all, level.text())
			for _, family := range section.all("div", "lines")[i].all("div", "family") {
				for _, a := range family.all("a", "")[1:] {
					path := a.all("path", "")[0]
					all = append(all, fmt.Sprintf("%s, %s %s -> %s", a.all("title", "")[0].text(), path.attr("class"), path.attr("d"), a.attr("href")))
				}
			}
		}
	}
	return all
}

func TestThePictureHasEachRequirementByEdition(t *testing.T) {
	v := rendertest.Verdict(
		at(rendertest.Other("MUST", "show.body.one", "satisfied", ""), "legacy satisfied", "2.1 satisfied", "{target.newest} satisfied", "abc satisfied"),
		at(rendertest.Violated("SHOULD", "show.body.two", nil), "2.1 satisfied", "2.1 violated", "2.96 untested", "9.1 not applicable"),
		at(rendertest.Other("MAY", "show.a.b", "satisfied", "a MAY"), "2.1 violated", "none satisfied"),
	)
	v.Requirements[1].Findings[1].Evidence = []int{0}
	rec := rendertest.Recording(rendertest.MemberOld)
	rec.Bindings = []exchange.Binding{{Symbol: "target.newest", Value: "2.96"}}
	page, _ := report(t, v, rec)
	// The columns are legacy, no version, 2.1, 2.96, other; a line is 6 high, and begins 7 below the one before.
	want := []string{
		"MUST 1 satisfied",
		"show.body.one: satisfied at legacy, 2.1 to other, satisfied M0 0h1v6h-1zM2 0h3v6h-3z -> #show.body.one",
		"SHOULD 0 satisfied, 1 violated",
		"show.body.two: not applicable at other, not-applicable M4 0h1v6h-1z -> #show.body.two",
		"show.body.two: untested at 2.96, untested M3 0h1v6h-1z -> #show.body.two",
		"show.body.two: violated at 2.1, violated M2 0h1v6h-1z -> #show.body.two~1",
		"MAY 1 satisfied",
		"show.a.b: satisfied at no version, satisfied M1 0h1v6h-1z -> #show.a.b",
		"show.a.b: otherwise at 2.1, otherwise M2 0h1v6h-1z -> #show.a.b",
	}
	if diff := cmp.Diff(want, pictured(page)); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(page.text(), "legacy, no version, 2.1 to 2.96, other") {
		t.Error("it does not say what stands from left to right")
	}
}

// What few requirements are asked at has no column of its own: the picture would be
// blank but for a few ticks.
func TestThePicturePutsRareEditionsTogether(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 30 {
		requirements = append(requirements, at(rendertest.Other("MUST", fmt.Sprintf("show.body.r%d", i), "satisfied", ""), "2.1 satisfied", "2.90 satisfied"))
	}
	requirements = append(requirements, at(rendertest.Other("MUST", "show.all.it", "satisfied", ""), "2.1 satisfied", "2.7 satisfied", "2.9 satisfied", "2.11 satisfied", "2.90 satisfied"))
	page, _ := report(t, rendertest.Verdict(requirements...), exchange.Recording{})
	got := pictured(page)
	want := "show.all.it: satisfied at 2.1 to 2.90, satisfied M0 0h3v6h-3z -> #show.all.it"
	if got[len(got)-1] != want {
		t.Errorf("got  %s\nwant %s", got[len(got)-1], want)
	}
}

func TestATargetThatCannotBeJudgedHasNoPicture(t *testing.T) {
	v := rendertest.Mixed()
	v.Problems = []string{"nobody listens"}
	rec := timed(rendertest.Recording(rendertest.MemberOld))
	page, _ := report(t, v, rec)
	if got := pictured(page); len(got) > 0 || len(page.all("div", "lane")) > 0 {
		t.Errorf("it shows %q", got)
	}
	if page, _ = report(t, rendertest.Mixed(), rec); len(pictured(page)) == 0 || len(page.all("div", "lane")) == 0 {
		t.Error("one that can be judged has none either")
	}
}

// timed gives each exchange of a recording a second of its own.
func timed(rec exchange.Recording) exchange.Recording {
	for i := range rec.Exchanges {
		rec.Exchanges[i].Started = time.Date(2026, 3, 4, 5, 6, i, 0, time.UTC)
		rec.Exchanges[i].Duration = 500 * time.Millisecond
	}
	return rec
}

func TestLanesShowWhoWasAnsweredWhatAndWhen(t *testing.T) {
	asked := []exchange.Probe{rendertest.MemberOld, rendertest.AdminOld, rendertest.MemberNew, rendertest.AdminOld}
	asked[3].As = "stranger"
	rec := timed(rendertest.Answered(rendertest.Recording(asked...), "{}"))
	rec.Exchanges[1].Response.Status = 404
	rec.Exchanges[2].Response = nil
	rec.Exchanges[3].Response.Status = 799 // an answer of no known kind
	page, _ := report(t, rendertest.Mixed(), rec)
	var got []string
	for _, lane := range page.all("div", "lane") {
		texts := texts(lane.all("span", ""))
		for _, path := range lane.all("path", "") {
			texts = append(texts, path.attr("class")+" "+path.attr("d"))
		}
		got = append(got, strings.Join(texts, " | "))
	}
	want := []string{ // the whole is 3.5 s in 240 moments
		"admin | 1 4xx | s4 M68 8h35v4h-35z",
		"member | 1 2xx, 1 no answer | s2 M0 0h35v4h-35z | s0 M137 16h35v4h-35z",
		"stranger | 1 no answer | s0 M205 16h35v4h-35z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(page.text(), "3.5 s from the first question to the last answer") {
		t.Error("it does not say how long it took")
	}
	if page, _ = report(t, rendertest.Mixed(), rendertest.Recording(asked...)); len(page.all("div", "lane")) > 0 {
		t.Error("a recording without times has lanes")
	}
}

func TestLatencyIsShownByOperation(t *testing.T) {
	v := rendertest.Mixed()
	v.Latency = []verdict.Latency{{Operation: "show action", P50: 1000, P95: 5000, Max: 10_000, Samples: 7}, {Operation: "list actions", P50: 500, P95: 500, Max: 500, Samples: 1}}
	page, _ := report(t, v, exchange.Recording{})
	var got []string
	for _, row := range page.all("table", "latency")[0].all("tr", "")[1:] {
		cells := texts(row.Children)
		for _, bar := range row.all("rect", "") {
			cells = append(cells, bar.attr("class")+" "+bar.attr("width"))
		}
		got = append(got, strings.Join(cells, " | "))
	}
	want := []string{
		"show action |  | 1.0 ms | 5.0 ms | 10.0 ms | 7 answers | all 1000 | most 500 | half 100",
		"list actions |  | 0.5 ms | 0.5 ms | 0.5 ms | 1 answer | all 50 | most 50 | half 50",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
