package junit_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

type cases struct {
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Cases    []struct {
		Name    string    `xml:"name,attr"`
		Failure *struct{} `xml:"failure"`
		Error   *struct{} `xml:"error"`
		Skipped *struct {
			Message string `xml:"message,attr"`
		} `xml:"skipped"`
	} `xml:"testsuite>testcase"`
}

func read(t *testing.T, text string) cases {
	t.Helper()
	var c cases
	if err := xml.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// Each standing has one way to be shown, and only what fails the gate fails.
func TestEachStanding(t *testing.T) {
	for standing, want := range map[verdict.Standing]string{
		verdict.Fresh: "failure", verdict.Lapsed: "failure", verdict.Known: "skipped", verdict.Faced: "skipped", verdict.Excused: "skipped",
	} {
		v := rendertest.Verdict(rendertest.Violated("MUST", "show.it", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1")))
		v.Gate = rendertest.Gate("why")
		v.Gate.Violated = []verdict.GateCause{{Requirement: "show.it", Standing: standing}}
		if standing == verdict.Excused {
			v.Gate.Violated[0].Waiver = new(int)
		}
		v.Gate.Passes, v.Gate.Exit, v.Gate.Reasons, v.Exit = true, 0, nil, 0
		var b strings.Builder
		if err := junit.Report(&b, v, exchange.Recording{}); err != nil {
			t.Fatal(err)
		}
		c := read(t, b.String()).Cases[0]
		if (c.Failure != nil) != (want == "failure") || (c.Skipped != nil) != (want == "skipped") {
			t.Errorf("%s is shown as\n%s", standing, b.String())
		}
		if standing == verdict.Excused && !strings.Contains(c.Skipped.Message, "ends on") {
			t.Errorf("the waiver is not told: %s", c.Skipped.Message)
		}
	}
}

// What fails the gate beside the violations is a case of its own: a failure where it
// is policy, an error where something is open.
func TestWhatElseFailsTheGate(t *testing.T) {
	v := rendertest.Verdict()
	v.Gate = &verdict.Gate{Exit: 4, Reasons: []verdict.GateReason{{Name: "less-judged", Exit: 4, Text: "a"}, {Name: "incomplete", Exit: 3, Text: "b"}}}
	v.Verdict, v.Exit = verdict.Incomplete, 4
	var b strings.Builder
	if err := junit.Report(&b, v, exchange.Recording{}); err != nil {
		t.Fatal(err)
	}
	if c := read(t, b.String()); c.Failures != 1 || c.Errors != 1 || len(c.Cases) != 2 {
		t.Errorf("it reads\n%s", b.String())
	}
	var d strings.Builder
	if err := junit.Difference(&d, rendertest.Difference(rendertest.Hostile)); err != nil {
		t.Fatal(err)
	}
	if c := read(t, d.String()); c.Failures == 0 {
		t.Errorf("it reads\n%s", d.String())
	}
}
