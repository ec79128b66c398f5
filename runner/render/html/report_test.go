package html_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// toldOf returns what a report says of each requirement: its id, level and outcome.
func toldOf(page element) []string {
	var all []string
	for _, r := range page.all("details", "requirement") {
		summary := r.all("summary", "")[0]
		brief := ""
		for _, b := range summary.all("span", "brief") {
			brief = b.text()
		}
		all = append(all, strings.Join(strings.Fields(strings.TrimSuffix(summary.text(), brief)), " "))
		if id := summary.all("code", "")[0].text(); id != r.attr("id") {
			all = append(all, fmt.Sprintf("%s has the id %s", id, r.attr("id")))
		}
	}
	return all
}

func TestReportTellsOfEachRequirementOnce(t *testing.T) {
	page, _ := report(t, rendertest.Mixed(), exchange.Recording{})
	want := []string{ // what calls for the most comes first
		"MUST show.events.result violated", "SHOULD show.headers.vary violated", "SHOULD show.b.c inconclusive",
		"MUST show untested", "MUST show.body.matches-contract satisfied", "MAY show.b.d not applicable",
	}
	if diff := cmp.Diff(want, toldOf(page)); diff != "" {
		t.Error(diff)
	}
	var counts []string
	for _, row := range page.all("table", "counts")[0].all("tr", "") {
		counts = append(counts, strings.Join(texts(row.Children), " "))
	}
	if diff := cmp.Diff([]string{
		"level violated inconclusive untested satisfied not applicable", "MUST 1 0 1 1 0", "SHOULD 1 1 0 0 0", "MAY 0 0 0 0 1",
	}, counts); diff != "" {
		t.Error(diff)
	}
	for _, link := range page.all("a", "") {
		target, local := strings.CutPrefix(link.attr("href"), "#")
		if local && !slices.Contains(ids(page), target) || !local && !strings.HasPrefix(link.attr("href"), "https://docs.openstack.org/") {
			t.Errorf("a link leads to %q, which is not there", link.attr("href"))
		}
	}
}

func ids(e element) []string {
	all := []string{e.attr("id")}
	for _, child := range e.Children {
		all = append(all, ids(child)...)
	}
	return all
}

func TestReportBeginsWithTheRuling(t *testing.T) {
	unheard := rendertest.Verdict(rendertest.Other("MUST", "show", "inconclusive", "nobody listens"))
	unheard.Verdict, unheard.Reason, unheard.Problems = verdict.Incomplete, "no MUST is satisfied", []string{"nobody listens: start it"}
	defect := rendertest.Verdict()
	defect.Verdict, defect.Reason, defect.Exit = verdict.Error, "the contract has no profile", 5
	good := rendertest.Verdict(rendertest.Other("MUST", "show", "satisfied", ""))
	good.Verdict, good.Reason, good.Target.Kind = verdict.Conformant, "every MUST that applies holds", exchange.Embedded
	cut := rendertest.Verdict()
	cut.Verdict, cut.Ending, cut.Target.Insecure, cut.Strict, cut.Recorded.Suite = verdict.ConformantWithWarnings, exchange.Interrupted, true, true, "0.9"
	const cloud = "https://cloud.example:8774"
	given := rendertest.ByGivenContract()
	for name, tt := range map[string]struct {
		v       verdict.Verdict
		heading string
		colour  string
		says    []string
	}{
		"violated":     {rendertest.Mixed(), "nonconformant " + cloud, "bad", []string{"it is not what it should be", cloud + " (given)", "2.1 to 2.96", "d19e57", "c0ffee"}},
		"inconclusive": {unheard, "incomplete " + cloud, "poor", []string{"no MUST is satisfied", "nobody listens: start it"}},
		"an error":     {defect, "error " + cloud, "bad", []string{"the contract has no profile", "exit5"}},
		"conformant":   {good, "conformant the embedded reference cloud", "good", []string{cloud + " (embedded)", "memberclouds.yaml entry alpha", "2 requests from 2026-03-04 05:06:07 UTC to 2026-03-04 05:06:08 UTC\n"}},
		"by a given contract": {given, "conformant " + cloud, "good", []string{
			"by the contract given:c0ffee, which is not the one of osact 1.2.3", "by a contract that is not osact's own", "with contract given:c0ffee", "osact judge --contract DIR recording.har",
		}},
		"cut short": {cut, "conformant-with-warnings " + cloud, "poor", []string{
			"how it ended: interrupted", "certificate not verified", "strict: each SHOULD counts like a MUST", "recorded by osact 0.9, judged by osact 1.2.3",
		}},
	} {
		page, _ := report(t, tt.v, exchange.Recording{})
		heading := page.all("h1", "")[0]
		if got := heading.text(); got != tt.heading || len(heading.all("span", tt.colour)) != 1 {
			t.Errorf("%s: it begins with %q: %s", name, got, heading.Inner)
		}
		body := strings.ReplaceAll(page.all("body", "")[0].text(), "\n\n", "\n")
		for _, want := range tt.says {
			if !strings.Contains(body, want) {
				t.Errorf("%s: it lacks %q:\n%s", name, want, body)
			}
		}
	}
}

func TestReportShowsTheExchangeOfAViolation(t *testing.T) {
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.events.result", []exchange.Probe{rendertest.MemberOld, rendertest.AdminOld}, rendertest.Violation("/events/0/result", "OK"), rendertest.Violation("/a", "1")))
	page, _ := report(t, v, rendertest.Answered(rendertest.Recording(rendertest.MemberOld, rendertest.AdminOld), "{\"a\": 1}\nand more"))
	r := page.all("details", "requirement")[0]
	causes := r.all("div", "cause")
	if len(causes) != 2 {
		t.Fatalf("%d causes, want 2", len(causes))
	}
	want := []string{
		"What show.events.result says.", "seed1 (Response); api-ref", "2 of 2 probes",
		"/events/*/result", "Success or Error", "OK", "#/components/schemas/Event", "2 of 2 probes: member 2.1, admin 2.1", "log.entries[0]",
		`-H "X-Auth-Token: $OS_TOKEN"`, "GET https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member\nAccept: application/json\n",
		"X-Auth-Token: [osact: token of member]\n", "HTTP/1.1 200 OK\nVary: A\nVary: B\nX-Compute-Request-Id: req-7\n\n{\"a\": 1}\nand more\n",
		"member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1",
	}
	for _, s := range want {
		if !strings.Contains(r.text(), s) {
			t.Errorf("it lacks %q:\n%s", s, r.text())
		}
	}
	if len(causes[0].all("details", "")) != 1 || len(causes[1].all("details", "")) != 0 || !strings.Contains(causes[1].text(), "log.entries[0]") {
		t.Error("an exchange is shown once, with the first of what it shows")
	}
	if r.attr("open") == "" || r.all("details", "")[0].attr("open") != "" {
		t.Error("what is violated is open, its exchange is folded")
	}
}

func TestReportShowsThatAnAnswerIsMissing(t *testing.T) {
	rec := rendertest.Recording(rendertest.MemberOld)
	rec.Exchanges[0].Failure = &exchange.Failure{Kind: exchange.Reset, Text: "after 3 bytes"}
	page, _ := report(t, rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1"))), rec)
	if got := page.all("pre", ""); len(got) != 3 || got[2].text() != "no answer\n(reset: after 3 bytes)\n" {
		t.Errorf("it shows %q", texts(got))
	}
}

func TestReportSaysWhyWhatDidNotRunDidNot(t *testing.T) {
	v := rendertest.Verdict(
		rendertest.Other("MUST", "show.a.a", "untested", "nobody plays reader: give its token"), rendertest.Other("MUST", "show.a.b", "untested", "nobody plays reader: give its token"),
		rendertest.Other("SHOULD", "show.a.c", "not applicable", "the target offers 2.1 to 2.96"), rendertest.Other("MAY", "show.a.d", "satisfied", "a MAY: observed in 1 of 2 cases"),
	)
	v.Requirements[2].Findings[0].Evidence = []int{4, 0}
	v.Requirements[0].Findings[0].Evidence = []int{0, 4} // of another recording
	v.Requirements[1].Findings = append(v.Requirements[1].Findings, verdict.Finding{Outcome: claim.Untested, Reason: "there is no list"})
	page, _ := report(t, v, rendertest.Recording(rendertest.MemberOld))
	var reasons []string
	for _, fold := range page.all("details", "reason") {
		if fold.attr("open") != "" {
			t.Error("a reason is open, where there may be many")
		}
		reasons = append(reasons, fold.all("summary", "")[0].text())
	}
	if diff := cmp.Diff([]string{"nobody plays reader: give its token 2", "the target offers 2.1 to 2.96 1"}, reasons); diff != "" {
		t.Error(diff)
	}
	rows := page.all("details", "requirement")
	for i, want := range []string{"1 of 1 probe", "there is no list", "a MAY: observed in 1 of 2 cases", "log.entries[0]"} {
		if !strings.Contains(rows[i].text(), want) {
			t.Errorf("%s lacks %q:\n%s", rows[i].attr("id"), want, rows[i].text())
		}
	}
	if text := rows[0].text(); strings.Contains(text, "log.entries") {
		t.Errorf("it names an exchange that is not there:\n%s", text)
	}
}

func TestReportIsAPageOfItsOwn(t *testing.T) {
	page, text := report(t, rendertest.Mixed(), rendertest.Answered(rendertest.Recording(rendertest.MemberOld), "{}"))
	style, script := page.all("style", "")[0].Inner, page.all("script", "")
	if len(script) != 1 {
		t.Fatalf("there are %d scripts, want 1", len(script))
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	policy := page.all("meta", "")[1]
	want := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(style) + "; script-src " + hash(script[0].Inner)
	if policy.attr("http-equiv") != "Content-Security-Policy" || policy.attr("content") != want {
		t.Errorf("the policy is %q, want %q", policy.attr("content"), want)
	}
	for _, loads := range []string{"url(", "@import", " src=", "<link", " style=", "javascript:", " onclick", "fetch(", "XMLHttpRequest"} {
		if strings.Contains(text, loads) {
			t.Errorf("it has %q", loads)
		}
	}
	for _, media := range []string{"(prefers-color-scheme: dark)", "@media print"} {
		if !strings.Contains(style, media) {
			t.Errorf("the style has no %q", media)
		}
	}
}

func TestReportTakesNothingOfTheTargetForMarkup(t *testing.T) {
	v, rec := rendertest.HostileVerdict(), rendertest.HostileRecording()
	v.Problems = []string{rendertest.Hostile}
	v.Diagnosis = &verdict.Diagnosis{
		Sentences: []string{rendertest.Hostile}, Places: 1,
		Faults: []verdict.LikelyFault{{Name: rendertest.Hostile, Statement: rendertest.Hostile, Alike: []string{rendertest.Hostile}}},
	}
	v.Requirements[0].Findings = append(v.Requirements[0].Findings, verdict.Finding{Outcome: rendertest.Hostile, Probe: rendertest.MemberOld})
	v.Actors[exchange.Member] = exchange.Identity{Origin: rendertest.Hostile, User: rendertest.Hostile, Project: rendertest.Hostile, Roles: []string{rendertest.Hostile, rendertest.Hostile}}
	rec.Exchanges[0].Response = &exchange.Response{Proto: rendertest.Hostile, Reason: rendertest.Hostile, Header: http.Header{rendertest.Hostile: {rendertest.Hostile}}, Body: []byte(rendertest.Hostile)}
	rec.Exchanges[0].Failure = &exchange.Failure{Kind: rendertest.Hostile, Text: rendertest.Hostile}
	page, text := report(t, v, rec)
	if i := strings.IndexFunc(text, func(r rune) bool { return rendertest.Strange(r) }); i >= 0 {
		t.Errorf("character %q", text[i:i+4])
	}
	shown := `\x1b[2J\r\n\u202e<script>&amp;|` + "`ls`" + `*_[x](y)]]>\xff\x00\u0085\ufffe\x7f`
	if n := strings.Count(page.text(), shown); n < 50 {
		t.Errorf("%d texts are shown, want 50 at least", n)
	}
	if body := strings.Replace(shown, `\n`, "\n", 1); !strings.Contains(page.text(), "\n\n"+body+"\n") {
		t.Error("a body is not shown with its line feeds")
	}
	harmless, _ := report(t, rendertest.Mixed(), rendertest.Answered(rendertest.Recording(rendertest.MemberOld), "{}"))
	known := names(harmless)
	for _, name := range names(page) {
		if !slices.Contains(known, name) {
			t.Errorf("there is an element or attribute %q", name)
		}
	}
}

// names returns the names of elements and attributes.
func names(e element) []string {
	all := []string{e.XMLName.Local}
	for _, a := range e.Attrs {
		all = append(all, a.Name.Local)
	}
	for _, child := range e.Children {
		all = append(all, names(child)...)
	}
	return all
}

func TestEqualVerdictsGiveEqualReports(t *testing.T) {
	rec := rendertest.Answered(rendertest.Recording(rendertest.MemberOld), "{}")
	_, first := report(t, rendertest.Mixed(), rec)
	for range 20 {
		if _, again := report(t, rendertest.Mixed(), rec); again != first {
			t.Fatal(cmp.Diff(first, again))
		}
	}
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	if err := html.Report(rendertest.Full(t), rendertest.Verdict(), exchange.Recording{}); !errors.Is(err, rendertest.ErrFull) {
		t.Errorf("it returns %v", err)
	}
}
