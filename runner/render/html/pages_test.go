package html_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

var pagesFolder = flag.String("pages", "", "folder to write the pages into, for a browser to read them")

// Pages of what no cloud of ours does are small enough for a browser, and well-formed.
// fixtures/browser reads them in one.
func TestPagesForABrowser(t *testing.T) {
	for name, made := range map[string]func() (verdict.Verdict, exchange.Recording){
		"ten-thousand": func() (verdict.Verdict, exchange.Recording) { return flood(200, 50) },
		"twenty":       func() (verdict.Verdict, exchange.Recording) { return flood(20, 5) },
		"hostile":      hostile,
	} {
		v, rec := made()
		page, text := report(t, v, rec)
		if got, want := len(page.all("details", "requirement")), len(v.Requirements); got != want || len(text) > 5_000_000 {
			t.Errorf("%s tells of %d requirements in %d bytes, want %d in 5 MB", name, got, len(text), want)
		}
		if *pagesFolder == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(*pagesFolder, name+".html"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// flood is a verdict in which many requirements are violated at many probes, each in
// another way.
func flood(requirements, findings int) (verdict.Verdict, exchange.Recording) {
	var all []verdict.Requirement
	var probes []exchange.Probe
	actors := exchange.Actors()
	for i := range findings {
		p := rendertest.Probe(actors[i%len(actors)], fmt.Sprintf("2.%d", i+1))
		p.Variant = fmt.Sprintf("X-Case: %d", i)
		probes = append(probes, p)
	}
	for i := range requirements {
		level := openapi.Must
		if i%4 == 3 {
			level = openapi.Should
		}
		r := rendertest.Violated(level, fmt.Sprintf("show.subject-%d.rule-%d", i/8, i), probes)
		for n := range r.Findings {
			r.Findings[n].Violations = []openapi.Violation{rendertest.Violation(fmt.Sprintf("/action/events/%d/key-%d", n, i), fmt.Sprintf("value %d of %d", n, i))}
		}
		all = append(all, r)
	}
	events := strings.Repeat(`{"result": "OK", "event": "compute_start"}, `, 40)
	return rendertest.Verdict(all...), timed(rendertest.Answered(rendertest.Recording(probes...), `{"action": {"events": [`+strings.TrimSuffix(events, ", ")+`]}}`))
}

// hostile is a verdict with texts wherever a text can be that want to be taken for
// something else, or are of 4 MiB.
func hostile() (verdict.Verdict, exchange.Recording) {
	const many = 4 << 20
	v, rec := rendertest.HostileVerdict(), rendertest.HostileRecording()
	attacks := []string{
		"<script>window.pwned = 1</script><img src=x onerror=alert(1)>", "</script></style></title></pre><h1>", "javascript:alert(1)",
		"\u202eevil\u2066\u200f", "\x00\x07\x1b[2J\x7f", "\xff\xfe", "]]>--><!--", strings.Repeat("W", many), strings.Repeat("\u202e", many/3), strings.Repeat("<b>", many/3),
	}
	for i, text := range attacks {
		r := rendertest.Violated("MUST", fmt.Sprintf("show.hostile.r%d", i), []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/"+text, text))
		r.Findings[0].Evidence = []int{1 + i}
		r.Findings[0].Violations[0].Want = text
		v.Requirements = append(v.Requirements, r)
		x := rendertest.Answered(rendertest.Recording(rendertest.MemberOld), `{"`+text+`": "`+text+`"}`).Exchanges[0]
		x.Response.Header.Set("X-Text", text)
		x.Response.Reason = text
		rec.Exchanges = append(rec.Exchanges, x)
	}
	return v, rec
}
