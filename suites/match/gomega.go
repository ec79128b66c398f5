package match

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
)

// Matcher is a check as a Gomega matcher over a *Scene.
type Matcher struct {
	check Check
	found []openapi.Violation
}

// Satisfy returns the check as a Gomega matcher over a *Scene:
//
//	Expect(scene).To(Satisfy(HaveStatus(404)))
func Satisfy(check Check) *Matcher {
	return &Matcher{check: check}
}

// Match judges the scene. It fails for anything else than a *Scene.
func (m *Matcher) Match(actual any) (bool, error) {
	scene, ok := actual.(*Scene)
	if !ok {
		return false, fmt.Errorf("match: a check judges a *Scene, not a %T", actual)
	}
	m.found = m.check(scene)
	return len(m.found) == 0, nil
}

// FailureMessage lists the violations.
func (m *Matcher) FailureMessage(any) string {
	return Describe(m.found)
}

// NegatedFailureMessage says that a violation was expected.
func (m *Matcher) NegatedFailureMessage(any) string {
	return "expected a violation, found none"
}

// Describe lists violations for people, one of them in two or three lines.
func Describe(found []openapi.Violation) string {
	var b strings.Builder
	for _, v := range found {
		at := v.At
		if at == "" {
			at = "the body"
		}
		fmt.Fprintf(&b, "%s (%s)\n  want %s\n  got  %s\n", at, v.Kind, v.Want, v.Got)
		if v.Rule != "" {
			fmt.Fprintf(&b, "  rule %s\n", v.Rule)
		}
	}
	return b.String()
}
