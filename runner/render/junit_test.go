package render_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// The elements of a JUnit file, as its readers know them.
type (
	counts struct {
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"time,attr"`
	}
	result struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	testcase struct {
		Class   string  `xml:"classname,attr"`
		Name    string  `xml:"name,attr"`
		Time    string  `xml:"time,attr"`
		Failure *result `xml:"failure"`
		Error   *result `xml:"error"`
		Skipped *result `xml:"skipped"`
		Output  string  `xml:"system-out"`
	}
	junit struct {
		XMLName xml.Name `xml:"testsuites"`
		counts
		Suites []struct {
			counts
			Name       string `xml:"name,attr"`
			Properties []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:"value,attr"`
			} `xml:"properties>property"`
			Cases []testcase `xml:"testcase"`
		} `xml:"testsuite"`
	}
)

// parsed writes a verdict as JUnit XML and reads that back.
func parsed(t *testing.T, v verdict.Verdict) (junit, string) {
	t.Helper()
	var b strings.Builder
	if err := render.JUnit(&b, v); err != nil {
		t.Fatal(err)
	}
	var j junit
	if err := xml.Unmarshal([]byte(b.String()), &j); err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if len(j.Suites) != 1 {
		t.Fatalf("%d suites", len(j.Suites))
	}
	return j, b.String()
}

func mixed() verdict.Verdict {
	return verdictOn(
		other("MUST", "show.body.matches-contract", "satisfied", ""),
		violated("MUST", "show.events.result", []exchange.Probe{memberOld}, violation("/events/0/result", "OK"), violation("/a", "1")),
		violated("SHOULD", "show.headers.vary", []exchange.Probe{memberOld}, violation("header Vary", "none")),
		other("MUST", "show", "untested", "nobody plays reader"),
		other("SHOULD", "show.b.c", "inconclusive", "it was answered 503"),
		other("MAY", "show.b.d", "not applicable", "none seen"),
	)
}

func TestJUnit(t *testing.T) {
	j, _ := parsed(t, mixed())
	want := []testcase{
		{Class: "show.body", Name: "show.body.matches-contract What show.body.matches-contract says.", Time: "0"},
		{
			Class: "show.events", Name: "show.events.result What show.events.result says.", Time: "0",
			Failure: &result{
				Message: "/events/*/result: want Success or Error, got OK (and 1 other cause)", Type: "enum",
				Text: "/events/*/result: want Success or Error, got OK; at 1 of 1 probe, first member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1\n" +
					"/a: want Success or Error, got 1; at 1 of 1 probe, first member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1\n",
			},
		},
		{
			Class: "show.headers", Name: "show.headers.vary What show.headers.vary says.", Time: "0",
			Output: "warning: header Vary: want Success or Error, got none; at 1 of 1 probe, first member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1\n",
		},
		{Class: "show", Name: "show What show says.", Time: "0", Skipped: &result{Message: "untested: nobody plays reader"}},
		{Class: "show.b", Name: "show.b.c What show.b.c says.", Time: "0", Skipped: &result{Message: "inconclusive: it was answered 503"}},
		{Class: "show.b", Name: "show.b.d What show.b.d says.", Time: "0", Skipped: &result{Message: "not applicable: none seen"}},
	}
	if diff := cmp.Diff(want, j.Suites[0].Cases); diff != "" {
		t.Error(diff)
	}
	properties := map[string]string{}
	for _, p := range j.Suites[0].Properties {
		properties[p.Name] = p.Value
	}
	if diff := cmp.Diff(map[string]string{
		"verdict": "nonconformant", "reason": "it is not what it should be", "profile": "tenant", "suite": "1.2.3",
		"target": "https://cloud.example:8774", "target.kind": "given", "contract": "c0ffee", "digest": "d19e57",
	}, properties); diff != "" {
		t.Error(diff)
	}
}

func TestJUnitCountsItsCases(t *testing.T) {
	strict := mixed()
	strict.Strict = true
	broken := verdictOn()
	broken.Verdict, broken.Reason = verdict.Error, "the contract has no profile"
	for _, tt := range []struct {
		name string
		v    verdict.Verdict
		want counts
	}{
		{"mixed", mixed(), counts{Tests: 6, Failures: 1, Skipped: 3, Time: "0"}},
		{"strict", strict, counts{Tests: 6, Failures: 2, Skipped: 3, Time: "0"}},
		{"error", broken, counts{Tests: 1, Errors: 1, Time: "0"}},
	} {
		j, _ := parsed(t, tt.v)
		if diff := cmp.Diff(tt.want, j.counts); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.want, j.Suites[0].counts); diff != "" {
			t.Errorf("%s, the suite: %s", tt.name, diff)
		}
		var counted counts
		for _, c := range j.Suites[0].Cases {
			counted.Tests++
			if c.Failure != nil {
				counted.Failures++
			}
			if c.Error != nil {
				counted.Errors++
			}
			if c.Skipped != nil {
				counted.Skipped++
			}
		}
		counted.Time = "0"
		if diff := cmp.Diff(counted, j.counts); diff != "" {
			t.Errorf("%s, the cases: %s", tt.name, diff)
		}
	}
}

func TestJUnitSaysWhyThereIsNothing(t *testing.T) {
	v := verdictOn()
	v.Verdict, v.Reason = verdict.Error, "the contract has no profile"
	j, _ := parsed(t, v)
	want := []testcase{{Class: "osact", Name: "verdict", Time: "0", Error: &result{Message: "the contract has no profile", Type: "error"}}}
	if diff := cmp.Diff(want, j.Suites[0].Cases); diff != "" {
		t.Error(diff)
	}
}

func TestJUnitIsXMLWhateverTheTargetSent(t *testing.T) {
	j, text := parsed(t, hostileVerdict())
	shown := `\x1b[2J\r\n\u202e<script>&amp;|` + "`ls`" + `*_[x](y)]]>\xff\x00\u0085\ufffe\x7f`
	c := j.Suites[0].Cases
	if got := c[0].Failure.Message; got != shown+": want "+shown+", got "+shown {
		t.Errorf("the failure is %q", got)
	}
	if got := c[2].Skipped.Message; got != "untested: "+shown {
		t.Errorf("the skipped case says %q", got)
	}
	if strings.Contains(text, "]]>") {
		t.Error("]]> must not occur in text (XML 1.0, 2.4)")
	}
	for i, r := range text {
		if r != '\n' && unicode.IsControl(r) || r == 0xfffe || r == unicode.ReplacementChar {
			t.Errorf("character %q at %d", r, i)
		}
	}
}

func TestJUnitListsFewOfManyCauses(t *testing.T) {
	var violations []openapi.Violation
	for i := range 70 {
		violations = append(violations, violation(fmt.Sprintf("/key%d", i), "1"))
	}
	j, _ := parsed(t, verdictOn(violated("MUST", "show.body", []exchange.Probe{memberOld}, violations...)))
	text := j.Suites[0].Cases[0].Failure.Text
	if !strings.HasSuffix(text, "\nand 20 more in verdict.json\n") || strings.Count(text, "\n") != 51 {
		t.Error(text)
	}
}
