package junit_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/rendertest"
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
	file struct {
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
func parsed(t *testing.T, v verdict.Verdict, recording exchange.Recording) (file, string) {
	t.Helper()
	var b strings.Builder
	if err := junit.Report(&b, v, recording); err != nil {
		t.Fatal(err)
	}
	var j file
	if err := xml.Unmarshal([]byte(b.String()), &j); err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if len(j.Suites) != 1 {
		t.Fatalf("%d suites", len(j.Suites))
	}
	return j, b.String()
}

func TestJUnit(t *testing.T) {
	j, _ := parsed(t, rendertest.Mixed(), exchange.Recording{})
	want := []testcase{
		{Class: "show.body", Name: "show.body.matches-contract", Time: "0"},
		{
			Class: "show.events", Name: "show.events.result", Time: "0",
			Failure: &result{
				Message: "/events/*/result: want Success or Error, got OK (and 1 other cause)", Type: "enum",
				Text: "What show.events.result says.\n" +
					"/events/*/result: want Success or Error, got OK; at 1 of 1 probe, first member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1\n" +
					"/a: want Success or Error, got 1; at 1 of 1 probe, first member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1\n",
			},
		},
		{
			Class: "show.headers", Name: "show.headers.vary", Time: "0",
			Output: "warning: What show.headers.vary says.\nheader Vary: want Success or Error, got none; at 1 of 1 probe, first member GET /v2.1/servers/{s}/os-instance-actions/{a} @2.1\n",
		},
		{Class: "show", Name: "show", Time: "0", Skipped: &result{Message: "untested: nobody plays reader", Text: "What show says.\n"}},
		{Class: "show.b", Name: "show.b.c", Time: "0", Skipped: &result{Message: "inconclusive: it was answered 503", Text: "What show.b.c says.\n"}},
		{Class: "show.b", Name: "show.b.d", Time: "0", Skipped: &result{Message: "not applicable: none seen", Text: "What show.b.d says.\n"}},
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
		"target": "https://cloud.example:8774", "target.kind": "given", "contract": "c0ffee", "contract.kind": "embedded", "findings.digest": "d19e57", "evidence.digest": "e71de9",
	}, properties); diff != "" {
		t.Error(diff)
	}
}

func TestJUnitCountsItsCases(t *testing.T) {
	strict := rendertest.Mixed()
	strict.Strict = true
	broken := rendertest.Verdict()
	broken.Verdict, broken.Exit, broken.Reason = verdict.Error, exit.Defect, "the contract has no profile"
	nothing := rendertest.Verdict(rendertest.Other("MUST", "show", "untested", "nobody plays reader"))
	nothing.Verdict, nothing.Exit = verdict.Incomplete, exit.Incomplete
	left := rendertest.Verdict(rendertest.Other("MUST", "show", "satisfied", ""))
	left.Verdict, left.Exit, left.Reason = verdict.Conformant, exit.Incomplete, "servers may be left"
	for _, tt := range []struct {
		name string
		v    verdict.Verdict
		want counts
	}{
		{"mixed", rendertest.Mixed(), counts{Tests: 6, Failures: 1, Skipped: 3, Time: "1.500"}},
		{"strict", strict, counts{Tests: 6, Failures: 2, Skipped: 3, Time: "1.500"}},
		{"error", broken, counts{Tests: 1, Errors: 1, Time: "1.500"}},
		{"incomplete", nothing, counts{Tests: 2, Errors: 1, Skipped: 1, Time: "1.500"}},
		{"servers are left over", left, counts{Tests: 2, Errors: 1, Time: "1.500"}},
	} {
		j, _ := parsed(t, tt.v, exchange.Recording{})
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
		counted.Time = "1.500"
		if diff := cmp.Diff(counted, j.counts); diff != "" {
			t.Errorf("%s, the cases: %s", tt.name, diff)
		}
	}
}

func TestJUnitSaysWhyThereIsNothing(t *testing.T) {
	for _, tt := range []struct {
		v    verdict.Verdict
		want result
	}{
		{verdict.Verdict{Verdict: verdict.Error, Exit: 5, Reason: "the contract has no profile"}, result{Message: "the contract has no profile", Type: "error"}},
		{verdict.Verdict{Verdict: verdict.Incomplete, Exit: 3, Reason: "1 MUST untested"}, result{Message: "1 MUST untested", Type: "incomplete"}},
		{
			verdict.Verdict{Verdict: verdict.Incomplete, Exit: 3, Reason: "1 MUST untested", Problems: []string{"nobody listens: start it"}},
			result{Message: "nobody listens: start it; 1 MUST untested", Type: "incomplete"},
		},
	} {
		j, _ := parsed(t, tt.v, exchange.Recording{})
		want := []testcase{{Class: "osact", Name: "verdict", Time: "0", Error: &tt.want}}
		if diff := cmp.Diff(want, j.Suites[0].Cases); diff != "" {
			t.Error(diff)
		}
	}
}

// Who reads a failure can ask again, and find the request in the cloud's logs.
func TestJUnitTellsWhatWasAskedAndAnswered(t *testing.T) {
	recording := rendertest.Recording(rendertest.MemberOld)
	recording.Exchanges[0].Response = &exchange.Response{Status: 200, Header: http.Header{"X-Compute-Request-Id": {"req-7"}}}
	var places []openapi.Violation
	for i := range 6 {
		places = append(places, rendertest.Violation(fmt.Sprintf("/key%d", i), "1"))
	}
	j, _ := parsed(t, rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, places...)), recording)
	want := `  asked https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member
  answered 200, X-Compute-Request-Id req-7
  curl -sSi --url 'https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member' -H "X-Auth-Token: $OS_TOKEN"
`
	if text := j.Suites[0].Cases[0].Failure.Text; strings.Count(text, want) != 4 {
		t.Errorf("want this below 4 of 6 causes:\n%s\nthere is\n%s", want, text)
	}
	recording.Exchanges[0].Response, recording.Exchanges[0].Request.Body = nil, strings.Repeat("x", 5000)
	j, _ = parsed(t, rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, places[0])), recording)
	if text := j.Suites[0].Cases[0].Failure.Text; !strings.HasSuffix(text, "?as=member\n") || len(text) > 500 {
		t.Errorf("without an answer, and with a long command, there is\n%s", text)
	}
}

func TestJUnitIsXMLWhateverTheTargetSent(t *testing.T) {
	j, text := parsed(t, rendertest.HostileVerdict(), rendertest.HostileRecording())
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
		violations = append(violations, rendertest.Violation(fmt.Sprintf("/key%d", i), "1"))
	}
	j, _ := parsed(t, rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, violations...)), exchange.Recording{})
	text := j.Suites[0].Cases[0].Failure.Text
	if !strings.HasSuffix(text, "\nand 20 more in verdict.json\n") || strings.Count(text, "\n") != 52 {
		t.Error(text)
	}
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	if err := junit.Report(rendertest.Full(t), rendertest.Verdict(), exchange.Recording{}); !errors.Is(err, rendertest.ErrFull) {
		t.Errorf("it returns %v", err)
	}
}

// TestJUnitNamesAGivenContract: what was judged by another contract has a history
// of its own.
func TestJUnitNamesAGivenContract(t *testing.T) {
	j, _ := parsed(t, rendertest.ByGivenContract(), exchange.Recording{})
	properties := map[string]string{}
	for _, p := range j.Suites[0].Properties {
		properties[p.Name] = p.Value
	}
	if properties["contract"] != "given:c0ffee" || properties["contract.kind"] != "given" || !strings.Contains(properties["reason"], "not the one of osact") {
		t.Errorf("the properties are %v", properties)
	}
	if want := "osact tenant by the contract given:c0ffee"; j.Suites[0].Name != want {
		t.Errorf("the suite is named %q, want %q", j.Suites[0].Name, want)
	}
}
