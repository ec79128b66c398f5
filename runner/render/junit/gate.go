package junit

import (
	"fmt"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// excuse turns the failure of a requirement into a skipped case where the gate takes
// it so: JUnit has no other word for what is known to fail.
func (c *testCase) excuse(g *verdict.Gate, id string, s verdict.Standing) {
	text := ""
	switch s {
	case verdict.Known, verdict.Faced:
		text = "violated, " + phrase.Meaning(s)
	case verdict.Excused:
		text = "violated, and waived"
	default:
		return
	}
	for _, v := range g.Violated {
		if v.Requirement == id && v.Waiver != nil {
			text += fmt.Sprintf("; %s", phrase.Waiver(g.Waivers[*v.Waiver]))
		}
	}
	c.Skipped, c.Failure = &result{Message: openapi.Visible(text), Text: c.Failure.Text}, nil
}

// addGate adds what fails the gate, but for what is violated, which has a case.
func (s *testSuite) addGate(g *verdict.Gate) {
	if g == nil {
		return
	}
	for _, r := range g.Reasons {
		if r.Exit == exit.Nonconformant {
			continue
		}
		c := testCase{Class: "osact.gate", Name: openapi.Visible(r.Name), Time: untimed}
		what := &result{Message: openapi.Visible(phrase.GateReason(r)), Type: openapi.Visible(r.Name)}
		if r.Exit == exit.Policy {
			c.Failure = what
		} else {
			c.Error = what
		}
		s.add(c)
	}
}
