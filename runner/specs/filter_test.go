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

func TestLabelsOf(t *testing.T) {
	asking := func(probes ...exchange.Probe) []claim.Claim {
		c := claimed("show.headers.date", "an action below /v2: asked for, (twice)")
		c.Asks = probes
		return []claim.Claim{c}
	}
	const path = "/v2.1/servers/s/os-instance-actions/r"
	for name, test := range map[string]struct {
		claims   []claim.Claim
		editions []string
	}{
		"nothing is asked":     {asking(), nil},
		"microversions":        {asking(exchange.Probe{Path: path, Version: "2.51"}, exchange.Probe{Path: path, Version: "2.9"}, exchange.Probe{Path: path, Version: "2.51"}), []string{"2.9", "2.51"}},
		"the legacy path":      {asking(exchange.Probe{Path: path, Version: "2.1"}, exchange.Probe{Path: "/v2/p/servers/s"}), []string{"legacy", "2.1"}},
		"no microversion":      {asking(exchange.Probe{Path: path}), []string{"2.1"}},
		"the newest":           {asking(exchange.Probe{Path: path, Version: "{" + claim.TargetNewest + "}"}, exchange.Probe{Path: path, Version: "2.84"}), []string{"2.84", "newest"}},
		"none that there is":   {asking(exchange.Probe{Path: path, Version: "abc"}, exchange.Probe{Path: path, Version: "{" + claim.TargetMaximum + "}"}), nil},
		"the version document": {asking(claim.VersionsProbe(), claim.RootProbe()), nil},
	} {
		want := append([]string{"MUST", "show", "show.headers", "show.headers.date", "an action below v2 asked for twice"}, test.editions...)
		if diff := cmp.Diff(want, []string(suites.LabelsOf(test.claims))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
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
		"2.51":   asks(func(p exchange.Probe) bool { return p.Version == "2.51" && !claim.IsLegacy(p) }),
		"legacy": asks(claim.IsLegacy),
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

// asks chooses the claims that ask such a question.
func asks(of func(exchange.Probe) bool) func(claim.Claim) bool {
	return func(c claim.Claim) bool { return slices.ContainsFunc(c.Asks, of) }
}

// Ginkgo takes every label that there is.
func TestLabelsAreValid(t *testing.T) {
	labels := suites.LabelsOf(demanded(t))
	for _, label := range labels {
		if clean, err := types.ValidateAndCleanupLabel(label, types.CodeLocation{}); err != nil || clean != label {
			t.Errorf("%q: %q, %v", label, clean, err)
		}
	}
	for _, want := range []string{"legacy", "2.1", "2.104", "newest", "MAY"} {
		if !slices.Contains(labels, want) {
			t.Errorf("there is no label %s", want)
		}
	}
}

func TestCheckFilter(t *testing.T) {
	claims := demanded(t)
	for filter, says := range map[string]string{
		"":                                 "",
		"must && (show || list) && !2.1":   "",
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
