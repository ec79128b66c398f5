package html_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

func TestReportShowsFewOfManyExchanges(t *testing.T) {
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.body", nil))
	var probes []exchange.Probe
	for i := range 5 {
		p := rendertest.MemberOld
		p.Nth, p.Variant = i, fmt.Sprintf("X: %d", i)
		probes = append(probes, p)
		v.Requirements[0].Findings = append(v.Requirements[0].Findings, verdict.Finding{
			Probe: p, Outcome: claim.Violated, Evidence: []int{i}, Violations: []openapi.Violation{rendertest.Violation(fmt.Sprintf("/key%d", i), "1")},
		})
	}
	rec := rendertest.Answered(rendertest.Recording(probes...), "{}")
	for i := range 50 {
		rec.Exchanges[0].Response.Header.Set(fmt.Sprintf("X-%d", i), "1")
	}
	page, _ := report(t, v, rec)
	for i, cause := range page.all("div", "cause") {
		if shown := len(cause.all("details", "")) == 1; shown != (i < 3) || !strings.Contains(cause.text(), fmt.Sprintf("log.entries[%d]", i)) {
			t.Errorf("cause %d has its exchange: %v:\n%s", i, shown, cause.text())
		}
	}
	if got := page.all("div", "cause")[0].all("details", "")[0].all("pre", "")[1].text(); strings.Count(got, "\n") != 44 || !strings.Contains(got, "\n(and 13 more in recording.har)\n\n{}\n") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestReportKeepsBelowItsBound(t *testing.T) {
	var requirements []verdict.Requirement
	var probes []exchange.Probe
	for i := range 60 {
		p := rendertest.MemberOld
		p.Variant = fmt.Sprintf("X-%d: %s", i, strings.Repeat("x", 100))
		probes = append(probes, p)
	}
	for i := range 100 {
		var violations []openapi.Violation
		for place := range 20 {
			violations = append(violations, rendertest.Violation(fmt.Sprintf("/key%d", place), strings.Repeat("<", 200)))
		}
		requirements = append(requirements, rendertest.Violated("MUST", fmt.Sprintf("show.r%d", i), probes, violations...))
	}
	body := strings.Repeat("\x00", 20_000)
	for _, n := range []int{1, 100} {
		page, text := report(t, rendertest.Verdict(requirements[:n]...), rendertest.Answered(rendertest.Recording(probes...), body))
		if len(text) > 2<<20 || n == 100 && len(text) < 1<<19 {
			t.Errorf("%d requirements make %d bytes", n, len(text))
		}
		if got := toldOf(page); len(got) != n {
			t.Errorf("it tells of %d requirements, want %d", len(got), n)
		}
		r := page.all("details", "requirement")[n-1]
		causes, left := len(r.all("div", "cause")), 0
		if said := r.Children[len(r.Children)-2].text(); said != "" {
			if _, err := fmt.Sscanf(said, "and %d more in verdict.json", &left); err != nil {
				t.Errorf("%q: %v", said, err)
			}
		}
		if causes+left != 20 || left == 0 {
			t.Errorf("%d causes are shown, %d are said to be left", causes, left)
		}
		items := texts(r.all("li", ""))
		left = 0
		if _, err := fmt.Sscanf(items[len(items)-1], "%d more in verdict.json", &left); err != nil || len(items)-1+left != 60 {
			t.Errorf("%d probes are shown, and then %q", len(items)-1, items[len(items)-1])
		}
		if n == 1 && !strings.Contains(r.text(), "(15904 more bytes in recording.har)\n") {
			t.Errorf("it does not say that the body is cut:\n%.3000s", r.text())
		}
	}
}

func TestABodyIsCutBetweenCharacters(t *testing.T) {
	v := rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1")))
	_, text := report(t, v, rendertest.Answered(rendertest.Recording(rendertest.MemberOld), "x"+strings.Repeat("\u20ac", 2000)))
	if strings.Contains(text, `\x`) || !strings.Contains(text, "(1905 more bytes in recording.har)") {
		t.Error("a character is cut")
	}
}
