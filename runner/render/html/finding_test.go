package html_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// excerptFor returns what the report shows of an answer for a violation there, with what
// is marked in brackets.
func excerptFor(t *testing.T, place, body string) string {
	t.Helper()
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation(place, "1")))
	page, _ := report(t, v, rendertest.Answered(rendertest.Recording(rendertest.MemberOld), body))
	shown := page.all("pre", "excerpt")
	if len(shown) == 0 {
		return "nothing"
	}
	shown[0].Inner = strings.NewReplacer("<mark>", "[", "</mark>", "]").Replace(shown[0].Inner)
	return shown[0].text()
}

func TestThePlaceIsMarkedInTheAnswer(t *testing.T) {
	const body = `{"a": {"b": [1, {"c": "x"}], "d~e/f": null}, "g": [], "h": 1, "i": 2, "j": 3, "k": 4}`
	for _, tt := range []struct{ name, place, body, want string }{
		{"a member", "/a/b/1/c", body, "… 1 line\n  \"a\": {\n    \"b\": [\n      1,\n      {\n        [\"c\": \"x\"]\n      }\n    ],\n    \"d~e/f\": null\n  },\n… 6 lines\n"},
		{"an item", "/a/b/0", body, "{\n  \"a\": {\n    \"b\": [\n      [1,]\n      {\n        \"c\": \"x\"\n      }\n    ],\n… 8 lines\n"},
		{"a name that is escaped", "/a/d~0e~1f", `{"a": {"d~e/f": null}}`, "{\n  \"a\": {\n    [\"d~e/f\": null]\n  }\n}\n"},
		{"what is missing is marked where it should be", "/a/missing/deep", `{"a": {"b": 1}}`, "{\n  [\"a\": {]\n    \"b\": 1\n  }\n}\n"},
		{"a name that comes twice", "/a", `{"a": 1, "a": 2}`, "{\n  [\"a\": 1,]\n  [\"a\": 2]\n}\n"},
		{"the status", "status", body, "[HTTP/1.1 200 OK]\n"},
		{"a header", "header vary", body, "HTTP/1.1 200 OK\n[Vary: A]\n[Vary: B]\n… 1 line\n"},
		{"a header that is missing", "header Age", body, "HTTP/1.1 200 OK\n… 3 lines\n"},
		{"no JSON", "/a", "<html>", "nothing"},
		{"the body as a whole", "", body, "nothing"},
		{"too long to format", "/a", `{"a": "` + strings.Repeat("x", 300<<10) + `"}`, "nothing"},
		{"what does not print", "/a", `{"a": "` + "\u202e\u0085" + `"}`, "{\n  [\"a\": \"\\u202e\\u0085\"]\n}\n"},
		{"what is no UTF-8", "/a", "{\"a\": \"\xff\"}", "{\n  [\"a\": \"\\xff\"]\n}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, excerptFor(t, tt.place, tt.body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Each cause and each cell leads to the place that it is about.
func TestLinksLeadToThePlaceThatIsViolated(t *testing.T) {
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.a", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/x", "1")))
	other := v.Requirements[0].Findings[0]
	other.Probe, other.Violations, other.Evidence = rendertest.MemberNew, []openapi.Violation{rendertest.Violation("/y", "2")}, []int{1}
	v.Requirements[0].Findings = append(v.Requirements[0].Findings, other)
	page, _ := report(t, v, rendertest.Answered(rendertest.Recording(rendertest.MemberOld, rendertest.MemberNew), "{}"))
	var cells, causes []string
	for _, cell := range page.all("table", "editions")[0].all("td", "") {
		cells = append(cells, cell.all("a", "")[0].attr("href"))
	}
	for _, cause := range page.all("ol", "causes")[0].all("li", "") {
		causes = append(causes, cause.all("a", "")[0].attr("href"))
	}
	if diff := cmp.Diff([]string{"#show.a", "#show.a~1", "#show.a~2"}, cells); diff != "" {
		t.Errorf("cells: %s", diff)
	}
	if diff := cmp.Diff([]string{"#show.a~1", "#show.a~2"}, causes); diff != "" {
		t.Errorf("causes: %s", diff)
	}
	for i, cause := range page.all("div", "cause") {
		if want := strings.TrimPrefix(causes[i], "#"); cause.attr("id") != want {
			t.Errorf("place %d has the id %s, want %s", i, cause.attr("id"), want)
		}
	}
}

func TestSourcesAreLinksWhereTheyAreKnown(t *testing.T) {
	v := rendertest.Verdict(rendertest.Other("MUST", "show.a", "satisfied", ""))
	v.Requirements[0].Sources = []verdict.Source{
		{Name: "seed1", Place: "p"}, {Name: "RFC 9110 §15.5.5"}, {Name: "RFC 8259"}, {Name: "api-ref"}, {Name: "RFC 1 §javascript:"}, {Name: "a book"},
	}
	page, _ := report(t, v, exchange.Recording{})
	var got []string
	for _, a := range page.all("details", "requirement")[0].all("dd", "")[1].all("a", "") {
		got = append(got, a.text()+" "+a.attr("href"))
	}
	want := []string{
		"seed1 #source.seed1", "RFC 9110 §15.5.5 https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5", "RFC 8259 https://www.rfc-editor.org/rfc/rfc8259",
		"api-ref https://docs.openstack.org/api-ref/compute/",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever the catalogue names as a source is explained, in the words of the contract.
func TestEverySourceIsExplained(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var requirements []verdict.Requirement
	for _, r := range contract.Requirements() {
		row := rendertest.Other(r.Level, r.ID, "satisfied", "")
		for _, s := range r.Sources {
			row.Sources = append(row.Sources, verdict.Source(s))
		}
		requirements = append(requirements, row)
	}
	page, _ := report(t, rendertest.Verdict(requirements...), exchange.Recording{})
	for _, row := range page.all("details", "requirement") {
		for i, source := range requirements[slices.IndexFunc(requirements, func(r verdict.Requirement) bool { return r.ID == row.attr("id") })].Sources {
			if links := row.all("dd", "")[1].all("a", ""); len(links) <= i || links[i].text() != source.Name {
				t.Errorf("%s: the source %q leads nowhere", row.attr("id"), source.Name)
			}
		}
	}
	documents, err := contract.SourceDocuments()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		if !strings.Contains(page.text(), d.Title) {
			t.Errorf("%s is not explained as %q", d.Name, d.Title)
		}
	}
}

func TestAViolationNamesTheFaultThatProvesTheClaim(t *testing.T) {
	probes := []exchange.Probe{rendertest.MemberOld}
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.events.newest-first", probes, rendertest.Violation("/a", "1")), rendertest.Violated("MUST", "show.of.others", probes, rendertest.Violation("/b", "1")))
	page, _ := report(t, v, exchange.Recording{})
	rows := page.all("details", "requirement")
	if text := rows[0].text(); !strings.Contains(text, "the fault events-oldest-first: ") || !strings.Contains(text, "osact explain show.events.newest-first --demo") {
		t.Errorf("it names no fault:\n%s", text)
	}
	if text := rows[1].text(); strings.Contains(text, "--demo") {
		t.Errorf("what no fault proves has one:\n%s", text)
	}
}

// What could not be asked because of a violation stands under it, and not under advice
// about the target's data.
func TestWhatACauseHidesIsNotBlamedOnTheTargetsData(t *testing.T) {
	v := rendertest.Verdict(
		rendertest.Violated("MUST", "show.status", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("status", "203")),
		rendertest.Other("MUST", "show.hidden", "untested", "stop and start a server"),
		rendertest.Other("MUST", "show.free", "untested", "stop and start a server"),
	)
	v.Requirements[1].Findings[0].Evidence = []int{0}
	page, _ := report(t, v, rendertest.Answered(rendertest.Recording(rendertest.MemberOld), "{}"))
	var got []string
	for _, fold := range page.all("details", "reason") {
		got = append(got, fold.all("summary", "")[0].text()+": "+fold.all("details", "requirement")[0].attr("id"))
	}
	want := []string{"the answers that it takes are among those that violate show.status 1: show.hidden", "stop and start a server 1: show.free"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, section := range page.all("section", "") {
		if items := texts(section.all("li", "")); section.attr("id") == "gaps" && (len(items) != 1 || items[0] != "1 requirement: stop and start a server") {
			t.Errorf("the head says of what could not be judged %q", items)
		}
	}
	if !strings.Contains(page.text(), "What could not be judged") {
		t.Error("the head does not say why")
	}
}

// The script reads there what was found by whom at which edition.
func TestAFindingTellsTheFilterWhatWasFound(t *testing.T) {
	r := at(rendertest.Violated("MUST", "show.a.b", nil), "2.1 satisfied", "2.2 violated", "2.3 violated", "2.5 violated", "legacy satisfied")
	r.Findings[1].Probe.As = exchange.Admin
	page, _ := report(t, rendertest.Verdict(r, at(rendertest.Other("MAY", "show.c.d", "satisfied", ""), "2.4 satisfied")), exchange.Recording{})
	row := page.all("details", "requirement")[0]
	got := map[string]string{}
	for _, name := range []string{"data-level", "data-subject", "data-outcome", "data-met"} {
		got[name] = row.attr(name)
	}
	for _, s := range page.all("select", "") {
		got[s.attr("name")] = strings.Join(texts(s.all("option", "")), " ")
	}
	want := map[string]string{
		"data-level": "MUST", "data-subject": "show.a", "data-outcome": "violated", "data-met": "violated 0 2;violated 1 3 5;satisfied 1 0-1",
		"outcome": "any violated satisfied", "level": "any MUST MAY", "subject": "any show.a show.c", "edition": "any legacy 2.1 2.2 2.3 2.4 2.5", "actor": "any admin member",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if page.all("form", "")[0].attr("hidden") == "" {
		t.Error("without its script the filter would be seen and do nothing")
	}
}
