package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// The elements of JUnit XML that every reader knows. There is no standard; this
// is what the common ones share.
type (
	junitRun struct {
		XMLName xml.Name `xml:"testsuites"`
		junitCounts
		Suite junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		junitCounts
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitCounts struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"time,attr"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string       `xml:"classname,attr"`
		Name    string       `xml:"name,attr"`
		Time    string       `xml:"time,attr"`
		Failure *junitResult `xml:"failure"`
		Error   *junitResult `xml:"error"`
		Skipped *junitResult `xml:"skipped"`
		Output  string       `xml:"system-out,omitempty"`
	}
	junitResult struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// untimed is the time of everything: requirements share their requests, so none
// has a time of its own.
const untimed = "0"

// maxLines bounds the causes that are listed of one requirement.
const maxLines = 50

// JUnit writes a verdict as JUnit XML, one test case for each requirement, by
// its id. A violated MUST fails, and so does a violated SHOULD if that is
// strict; else it passes with a warning in its output. What is inconclusive,
// untested or not applicable is skipped, with the reason. Where the verdict
// calls for another exit code than 0 though nothing fails, there is one more
// case, an error, since what skips all its cases passes elsewhere.
func JUnit(w io.Writer, v verdict.Verdict, recording exchange.Recording) error {
	causes := causesOf(v)
	suite := junitSuite{Properties: []junitProperty{
		{"verdict", openapi.Visible(string(v.Verdict))},
		{"reason", openapi.Visible(v.Reason)},
		{"profile", openapi.Visible(v.Profile)},
		{"target", openapi.Visible(v.Target.URL)},
		{"target.kind", openapi.Visible(string(v.Target.Kind))},
		{"suite", openapi.Visible(v.Suite)},
		{"contract", openapi.Visible(v.Contract)},
		{"digest", openapi.Visible(v.Digest)},
	}}
	for _, r := range v.Requirements {
		suite.add(caseOf(r, causes[r.ID], v.Strict, recording))
	}
	if v.Exit != verdict.ExitConformant && v.Verdict != verdict.Nonconformant {
		why := append(slices.Clone(v.Problems), v.Reason)
		suite.add(junitCase{
			Class: "osact", Name: "verdict", Time: untimed,
			Error: &junitResult{Message: openapi.Visible(strings.Join(why, "; ")), Type: openapi.Visible(string(v.Verdict))},
		})
	}
	suite.Name, suite.Time = "osact "+openapi.Visible(v.Profile), untimed
	run := junitRun{junitCounts: suite.junitCounts, Suite: suite}
	run.Name = "osact"

	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(run); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(c junitCase) {
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

func caseOf(r verdict.Requirement, causes []verdict.Cause, strict bool, recording exchange.Recording) junitCase {
	c := junitCase{
		Class: openapi.Visible(family(r.ID)),
		Name:  openapi.Visible(r.ID), // alone, so that the history of a case outlives a new wording
		Time:  untimed,
	}
	statement := openapi.Visible(strings.Join(strings.Fields(r.Statement), " ")) + "\n"
	switch {
	case r.Outcome == claim.Satisfied:
	case r.Outcome != claim.Violated:
		c.Skipped = &junitResult{Message: openapi.Visible(fmt.Sprintf("%s: %s", r.Outcome, r.Reason)), Text: statement}
	case r.Level == openapi.Must || strict:
		c.Failure = &junitResult{Message: openapi.Visible(headline(causes)), Type: kindOf(causes), Text: statement + listed(causes, recording)}
	default:
		c.Output = "warning: " + statement + listed(causes, recording)
	}
	return c
}

// headline tells the first cause in one line.
func headline(causes []verdict.Cause) string {
	if len(causes) == 0 {
		return "violated"
	}
	text := sentence(causes[0])
	if n := len(causes) - 1; n > 0 {
		text += fmt.Sprintf(" (and %s)", several(n, "other cause"))
	}
	return text
}

func kindOf(causes []verdict.Cause) string {
	if len(causes) == 0 {
		return ""
	}
	return openapi.Visible(causes[0].Kind)
}

// listed tells each cause in one line, and of the first few what was asked and
// answered.
func listed(causes []verdict.Cause, recording exchange.Recording) string {
	var b strings.Builder
	shown, left := firsts(causes, maxLines)
	for i, c := range shown {
		b.WriteString(openapi.Visible(fmt.Sprintf("%s; at %s, first %s", sentence(c), extent(c), c.Finding.Probe)) + "\n")
		if at, ok := evidence(recording, c.Finding); ok && i < maxPlaces {
			b.WriteString(told(recording.Exchanges[at]))
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, "and %d more in verdict.json\n", left)
	}
	return b.String()
}

// told writes what was asked and what came back, in lines of their own: the
// URL, the status, the id by which the cloud's logs name the request, and the
// command that asks again.
func told(x exchange.Exchange) string {
	lines := []string{"asked " + clip(x.Request.URL)}
	if r := x.Response; r != nil {
		answer := fmt.Sprintf("answered %d", r.Status)
		if id := r.Header.Get("X-Compute-Request-Id"); id != "" {
			answer += ", X-Compute-Request-Id " + clip(id)
		}
		lines = append(lines, answer)
	}
	if command := shortCurl(x); command != "" {
		lines = append(lines, command)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("  " + openapi.Visible(line) + "\n")
	}
	return b.String()
}

func sentence(c verdict.Cause) string {
	return fmt.Sprintf("%s: want %s, got %s%s", clip(place(c.At)), clip(c.Violation.Want), clip(c.Violation.Got), others(c))
}
