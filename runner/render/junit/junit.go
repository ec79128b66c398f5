// Package junit shows a verdict as JUnit XML, for CI.
package junit

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// untimed is the time of a case: requirements share their requests, so none has a time
// of its own. That of the suite is the run's.
const untimed = "0"

// What is shown of one requirement at most.
const (
	maxLines = 50 // causes
	maxShown = 4  // causes with what was asked and answered
)

// Report writes a verdict as JUnit XML, one test case for each requirement, by
// its id. A violated MUST fails, and so does a violated SHOULD if that is
// strict; else it passes with a warning in its output. What is inconclusive,
// untested or not applicable is skipped, with the reason. Where there is a gate,
// what it knows or what is waived is skipped too, and what fails it otherwise is a
// case of its own. Where another exit code than 0 is called for though nothing
// fails, there is one more case, an error, since what skips all its cases passes
// elsewhere.
func Report(w io.Writer, v verdict.Verdict, recording exchange.Recording) error {
	causes := v.BreachesByRequirement()
	suite := testSuite{Properties: []property{
		{"verdict", openapi.Visible(string(v.Verdict))},
		{"reason", openapi.Visible(v.Reason)},
		{"profile", openapi.Visible(v.Profile)},
		{"target", openapi.Visible(v.Target.URL)},
		{"target.kind", openapi.Visible(string(v.Target.Kind))},
		{"suite", openapi.Visible(v.Suite)},
		{"contract", openapi.Visible(v.Contract)},
		{"contract.kind", contractKind(v)},
	}}
	for _, d := range phrase.Digests(v) {
		suite.Properties = append(suite.Properties, property{d.Of + ".digest", openapi.Visible(d.Hex)})
	}
	standings := v.Gate.Standings()
	for _, r := range v.Requirements {
		c := caseOf(r, causes[r.ID], v.Strict, recording)
		if c.Failure != nil {
			c.excuse(v.Gate, r.ID, standings[r.ID])
		}
		suite.add(c)
	}
	suite.addGate(v.Gate)
	if v.Exit != exit.Conformant && suite.Failures+suite.Errors == 0 {
		why := append(slices.Clone(v.Problems), v.Reason)
		suite.add(testCase{
			Class: "osact", Name: "verdict", Time: untimed,
			Error: &result{Message: openapi.Visible(strings.Join(why, "; ")), Type: openapi.Visible(string(v.Verdict))},
		})
	}
	suite.Name, suite.Time = "osact "+openapi.Visible(v.Profile), seconds(v)
	suite.Timestamp = v.Started.UTC().Format("2006-01-02T15:04:05")
	if !v.OwnContract() {
		suite.Name += " by the contract " + openapi.Visible(v.Contract) // another history than that of osact's own
	}
	run := testSuites{counts: suite.counts, Suite: suite}
	run.Name = "osact"

	return run.write(w)
}

func (t testSuites) write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(t); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// seconds is how long the run took.
func seconds(v verdict.Verdict) string {
	return strconv.FormatFloat(v.Ended.Sub(v.Started).Seconds(), 'f', 3, 64)
}

// contractKind says whose contract it is, in the words for the kind of a target.
func contractKind(v verdict.Verdict) string {
	if v.OwnContract() {
		return string(exchange.Embedded)
	}
	return string(exchange.Given)
}

func (s *testSuite) add(c testCase) {
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

func caseOf(r verdict.Requirement, causes []verdict.Breach, strict bool, recording exchange.Recording) testCase {
	c := testCase{
		Class: openapi.Visible(phrase.Family(r.ID)),
		Name:  openapi.Visible(r.ID), // alone, so that the history of a case outlives a new wording
		Time:  untimed,
	}
	statement := openapi.Visible(strings.Join(strings.Fields(r.Statement), " ")) + "\n"
	switch {
	case r.Outcome == claim.Satisfied:
	case r.Outcome != claim.Violated:
		c.Skipped = &result{Message: openapi.Visible(fmt.Sprintf("%s: %s", r.Outcome, r.Reason)), Text: statement}
	case r.Level == openapi.Must || strict:
		c.Failure = &result{Message: openapi.Visible(headline(causes)), Type: kindOf(causes), Text: statement + listed(causes, recording)}
	default:
		c.Output = "warning: " + statement + listed(causes, recording)
	}
	return c
}
