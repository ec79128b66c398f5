package html_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// at is a requirement with findings at editions: outcomes by what is asked, as
// in "2.1 satisfied".
func at(r verdict.Requirement, findings ...string) verdict.Requirement {
	r.Findings = nil
	for _, f := range findings {
		version, outcome, _ := strings.Cut(f, " ")
		p := rendertest.Probe(exchange.Member, version)
		switch version {
		case "legacy":
			p.Path, p.Version = "/v2/{p}/servers", ""
		case "none":
			p.Version = ""
		}
		r.Findings = append(r.Findings, verdict.Finding{Probe: p, Outcome: claim.Outcome(outcome)})
	}
	return r
}

func TestReportShowsEachRequirementByEdition(t *testing.T) {
	v := rendertest.Verdict(
		at(rendertest.Other("MUST", "show.body.one", "inconclusive", "503"), "{target.newest} satisfied", "2.10 satisfied", "2.10 inconclusive", "2.9 satisfied", "legacy satisfied", "none satisfied"),
		at(rendertest.Other("MUST", "list.body.other", "satisfied", ""), "2.2 satisfied", "2.3 satisfied", "2.4 satisfied", "2.6 satisfied"),
		at(rendertest.Violated("SHOULD", "show.body.two", nil), "2.9 satisfied", "2.10 violated", "2.11 untested"),
		at(rendertest.Other("MAY", "show.body.three", "satisfied", "a MAY"), "2.10 violated", "abc not applicable"),
		at(rendertest.Other("MUST", "show.body.four", "untested", "no claim covers it")),
	)
	page, _ := report(t, v, exchange.Recording{})
	var got []string
	for _, table := range page.all("table", "editions") {
		got = append(got, table.all("caption", "")[0].text())
		for _, row := range table.all("tr", "") {
			cells := texts(row.Children)
			for i, cell := range cells {
				if cell == "" {
					cells[i] = "."
				}
				for _, link := range row.Children[i].all("a", "") {
					cells[i] += link.attr("aria-label")
				}
			}
			got = append(got, strings.Join(cells, " | "))
			for _, cell := range row.all("th", "") {
				if scope := cell.attr("scope"); scope != "col" && scope != "row" {
					t.Errorf("a heading of a table has the scope %q", scope)
				}
			}
		}
	}
	want := []string{
		"show.body, by edition",
		"requirement | in all | legacy | no version | 2.9 | 2.10 | 2.11 | abc | {target.newest}",
		"show.body.one | ?inconclusive | ✓satisfied | ✓satisfied | ✓satisfied | ?inconclusive | . | . | ✓satisfied",
		"show.body.two | ✗violated | . | . | ✓satisfied | ✗violated | –untested | . | .",
		"show.body.three | ✓satisfied | . | . | . | ○otherwise | . | n/a | .",
		"show.body.four | –untested | . | . | . | . | . | . | .",
		"list.body, by edition",
		"requirement | in all | 2.2 to 2.4 | 2.6", // as the target offers 2.5 too, which was not asked
		"list.body.other | ✓satisfied | ✓satisfied | ✓satisfied",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"✗ violated", "? inconclusive", "– untested", "✓ satisfied", "n/a not applicable", "○ otherwise"}, texts(page.all("ul", "marks")[0].Children)); diff != "" {
		t.Error(diff)
	}
	var open []string
	for _, fold := range page.all("details", "edition") {
		if fold.attr("open") != "" {
			open = append(open, fold.all("summary", "")[0].text())
		}
	}
	if diff := cmp.Diff([]string{"show.body 1 satisfied, 1 violated, 1 inconclusive, 1 untested"}, open); diff != "" {
		t.Errorf("those that are open: %s", diff)
	}
}

func TestReportExplainsTheMarksThatOccur(t *testing.T) {
	page, _ := report(t, rendertest.Verdict(rendertest.Other("MUST", "show.body", "satisfied", "")), exchange.Recording{})
	if diff := cmp.Diff([]string{"✓ satisfied"}, texts(page.all("ul", "marks")[0].Children)); diff != "" {
		t.Error(diff)
	}
}
