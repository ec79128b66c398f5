package specs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/specs"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

const (
	path   = "/v2.1/servers/s/os-instance-actions/r"
	legacy = "/v2/p/servers/s/os-instance-actions/r"
)

func asking(asked openapi.Range, paths ...string) []claim.Claim {
	c := claimed("show.headers.date", "an action below /v2: asked for, (twice)")
	c.Requirement.Asked, c.Asks = asked, nil
	for _, p := range paths {
		c.Asks = append(c.Asks, exchange.Probe{Path: p})
	}
	return []claim.Claim{c}
}

func TestLabelsOf(t *testing.T) {
	for _, test := range []struct{ paths, more []string }{
		{nil, nil},
		{[]string{path}, nil},
		{[]string{path, legacy, legacy}, []string{"legacy"}},
	} {
		want := append([]string{"MUST", "show", "show.headers", "show.headers.date", "an action below v2 asked for twice"}, test.more...)
		if diff := cmp.Diff(want, []string(suites.LabelsOf(asking(openapi.Range{}, test.paths...)))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.paths, diff)
		}
	}
}

func TestAskedAt(t *testing.T) {
	v := func(minor int) openapi.Version { return openapi.Version{Major: 2, Minor: minor} }
	for _, test := range []struct {
		asked     openapi.Range
		paths     []string
		in, notIn string // microversions, separated by spaces
	}{
		{openapi.Range{}, nil, "2.1 2.104", ""},
		{openapi.Range{}, []string{path, legacy}, "2.1 2.104", ""},
		{openapi.Range{Min: v(51)}, []string{path}, "2.51 2.104", "2.1 2.5 2.50"},
		{openapi.Range{Max: v(50), Legacy: true}, []string{path, legacy}, "2.1 2.50", "2.51 2.104"},
		{openapi.Range{Min: v(58), Max: v(65)}, []string{path}, "2.58 2.60 2.65", "2.57 2.66"},
		{openapi.Range{Legacy: true}, []string{legacy}, "", "2.1 2.104"},
	} {
		constraints := suites.AskedAt(asking(test.asked, test.paths...))
		for versions, want := range map[string]bool{test.in: true, test.notIn: false} {
			for _, version := range strings.Fields(versions) {
				if matches := types.MustParseSemVerFilter(version); matches("", constraints) != want {
					t.Errorf("%s, %q: %s is in %q: %t, want %t", test.asked, test.paths, version, constraints, !want, want)
				}
			}
		}
	}
}

// A user chooses by level, requirement, subject and edition, and gets what that says.
func TestFiltersChooseByLabels(t *testing.T) {
	claims := demanded(t)
	for filter, chosen := range map[string]func(claim.Claim) bool{
		"MUST": func(c claim.Claim) bool { return c.Requirement.Level == openapi.Must },
		"SHOULD && show.visibility": func(c claim.Claim) bool {
			return c.Requirement.Level == openapi.Should && strings.HasPrefix(c.Requirement.ID, "show.visibility.")
		},
		"show.headers.date": func(c claim.Claim) bool { return c.Requirement.ID == "show.headers.date" },
		"!list && a finished action": func(c claim.Claim) bool {
			return !strings.HasPrefix(c.Requirement.ID, "list.") && c.Subject == "a finished action"
		},
		"legacy": func(c claim.Claim) bool { return slices.ContainsFunc(c.Asks, claim.IsLegacy) },
		"an action as an operator sees it and others do not": func(c claim.Claim) bool { return c.Subject == "an action, as an operator sees it and others do not" },
	} {
		if err := specs.CheckFilter(filter, claims); err != nil {
			t.Errorf("%s: %v", filter, err)
		}
		matches, err := types.ParseLabelFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, c := range claims {
			got, want := matches(suites.LabelsOf([]claim.Claim{c})), chosen(c)
			if got != want {
				t.Errorf("%s: %s about %s is chosen: %t, want %t", filter, c.Requirement.ID, c.Subject, got, want)
			}
			if want {
				n++
			}
		}
		if n == 0 || n == len(claims) {
			t.Errorf("%s chooses %d of %d claims", filter, n, len(claims))
		}
	}
}

// Ginkgo takes every label that there is.
func TestLabelsAreValid(t *testing.T) {
	labels := suites.LabelsOf(demanded(t))
	for _, label := range labels {
		if clean, err := types.ValidateAndCleanupLabel(label, types.CodeLocation{}); err != nil || clean != label {
			t.Errorf("%q: %q, %v", label, clean, err)
		}
	}
	for _, want := range []string{"legacy", "MAY"} {
		if !slices.Contains(labels, want) {
			t.Errorf("there is no label %s", want)
		}
	}
}

func TestCheckFilter(t *testing.T) {
	claims := demanded(t)
	for filter, says := range map[string]string{
		"":                                 "",
		"must && (show || list) && !May":   "",
		"/show.heders/":                    "",
		"show: isEmpty":                    "",
		"MUST && show.heders":              `unknown label "show.heders": did you mean "show.headers"?`,
		"MSUT":                             `did you mean "MUST"`,
		"a finished acton":                 `did you mean "a finished action"`,
		"show.status.is-200 || !show.alll": "show.alll",
	} {
		switch err := specs.CheckFilter(filter, claims); {
		case says == "" && err != nil:
			t.Errorf("%q: %v", filter, err)
		case says != "" && (exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), says)):
			t.Errorf("%q: %v does not say %q", filter, err, says)
		}
	}
}

func demanded(t *testing.T) []claim.Claim {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: "full"})
	if err != nil {
		t.Fatal(err)
	}
	return claims
}
