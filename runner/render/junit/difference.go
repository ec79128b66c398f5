package junit

import (
	"fmt"
	"io"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/suites/claim"
)

// Difference writes what changed between two verdicts as JUnit XML, one test case for
// each requirement that changed or is known to be violated: what fails the gate fails.
func Difference(w io.Writer, d compare.Difference) error {
	suite := testSuite{Properties: []property{
		{"old.verdict", openapi.Visible(string(d.Old.Verdict))},
		{"new.verdict", openapi.Visible(string(d.New.Verdict))},
		{"profile", openapi.Visible(d.New.Profile)},
		{"target", openapi.Visible(d.New.Target.URL)},
	}}
	failing := map[string]bool{}
	if d.Gate != nil {
		for _, r := range d.Gate.Reasons {
			for _, of := range r.Of {
				failing[of] = true
			}
		}
	}
	for _, c := range d.Changes {
		suite.add(changeCase(c, failing[c.ID]))
	}
	suite.addGate(d.Gate)
	suite.Name, suite.Time = "osact diff "+openapi.Visible(d.New.Profile), untimed
	run := testSuites{counts: suite.counts, Suite: suite}
	run.Name = "osact diff"
	return run.write(w)
}

func changeCase(c compare.Change, fails bool) testCase {
	t := testCase{Class: openapi.Visible(phrase.Family(c.ID)), Name: openapi.Visible(c.ID), Time: untimed}
	text := phrase.Heading(c.Kind) + phrase.Transition(c)
	if v := c.Violation; v != nil {
		text += fmt.Sprintf("; %s: want %s, got %s", phrase.Place(v.At), phrase.Clip(v.Want), phrase.Clip(v.Got))
	} else if c.Reason != "" {
		text += "; " + phrase.Clip(c.Reason)
	}
	what := &result{Message: openapi.Visible(text), Type: string(c.Kind)}
	switch {
	case fails:
		t.Failure = what
	case c.Is == claim.Satisfied:
		t.Output = openapi.Visible(text) + "\n"
	default:
		t.Skipped = what
	}
	return t
}
