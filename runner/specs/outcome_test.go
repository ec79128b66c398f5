package specs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/specs"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

func claimed(id, subject string) claim.Claim {
	return claim.Claim{Requirement: openapi.Requirement{ID: id, Level: openapi.Must}, Subject: subject, Asks: []exchange.Probe{{Version: "2.1"}}}
}

// ran is the report of the spec of a claim: what it told, one text for each attempt.
func ran(t *testing.T, c claim.Claim, attempts ...[]judge.Finding) types.SpecReport {
	t.Helper()
	spec := types.SpecReport{ContainerHierarchyTexts: []string{c.Subject}, LeafNodeText: c.Requirement.ID}
	for _, findings := range attempts {
		text, err := json.Marshal([][]judge.Finding{findings})
		if err != nil {
			t.Fatal(err)
		}
		spec.ReportEntries = append(spec.ReportEntries, types.ReportEntry{Name: suites.FindingsEntry, Value: types.WrapEntryValue(string(text))})
	}
	return spec
}

func TestOutcomeOf(t *testing.T) {
	a, b, c := claimed("show.a", "an action"), claimed("show.b", "an action"), claimed("show.b", "a list")
	holds := func(c claim.Claim, probe exchange.Probe) judge.Finding {
		return judge.Finding{Requirement: c.Requirement.ID, Level: openapi.Must, Subject: c.Subject, Probe: probe, Outcome: claim.Satisfied}
	}
	var one, other exchange.Probe
	other.Version = "2.51"
	untested := judge.Finding{Requirement: "show.b", Level: openapi.Must, Subject: "a list", Outcome: claim.Untested}
	for name, test := range map[string]struct {
		specs    []types.SpecReport
		config   types.SuiteConfig
		findings []judge.Finding
		only     []string
		leftOut  string
		reason   string
	}{
		"all ran": {
			specs:    []types.SpecReport{ran(t, a, []judge.Finding{holds(a, one)}), ran(t, b, []judge.Finding{holds(b, one)}), ran(t, c, nil)},
			config:   types.SuiteConfig{LabelFilter: "MUST"},
			findings: []judge.Finding{holds(a, one), holds(b, one)},
		},
		"the last attempt counts": {
			specs:    []types.SpecReport{ran(t, a, []judge.Finding{{Reason: "as it was"}, {}}, []judge.Finding{holds(a, other)}), ran(t, b, nil), ran(t, c, nil)},
			findings: []judge.Finding{holds(a, other)},
		},
		"a requirement was chosen": {
			specs:    []types.SpecReport{ran(t, a, []judge.Finding{holds(a, one)}), ran(t, b), ran(t, c)},
			config:   types.SuiteConfig{LabelFilter: "show.a", SemVerFilter: "2.51"},
			findings: []judge.Finding{holds(a, one)},
			only:     []string{"show.a"},
			leftOut:  "filtered by --label-filter='show.a' --sem-ver-filter='2.51': 1 of 2 requirements judged (show.a)",
		},
		"a subject was chosen": {
			specs:    []types.SpecReport{ran(t, a, []judge.Finding{holds(a, one)}), ran(t, b, []judge.Finding{holds(b, one)}), ran(t, c)},
			config:   types.SuiteConfig{FocusStrings: []string{"an action"}, SkipStrings: []string{"x", "y"}},
			findings: []judge.Finding{holds(a, one), holds(b, one), untested},
			only:     []string{"show.a", "show.b"},
			leftOut:  "filtered by --focus='an action' --skip='x' --skip='y': 2 of 2 requirements judged (show.a, show.b)",
			reason:   "it was left out, filtered by --focus='an action'",
		},
		"it was cut short": {
			specs:    []types.SpecReport{ran(t, b, []judge.Finding{holds(b, one)})},
			findings: []judge.Finding{holds(b, one), untested},
			only:     []string{"show.b"},
			leftOut:  "not all specs ran: 1 of 2 requirements judged (show.b)",
			reason:   "it was left out, not all specs ran",
		},
		"nothing ran": {config: types.SuiteConfig{FocusFiles: []string{"a"}, SkipFiles: []string{"b"}}, leftOut: "filtered by --focus-file='a' --skip-file='b': 0 of 2 requirements judged"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := specs.OutcomeOf(types.Report{SpecReports: test.specs, SuiteConfig: test.config}, []claim.Claim{a, b, c})
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range got.Findings {
				if f.Outcome == claim.Untested && strings.HasPrefix(f.Reason, test.reason) {
					got.Findings[i].Reason = ""
				}
			}
			if diff := cmp.Diff(specs.Outcome{Findings: test.findings, Only: test.only, LeftOut: test.leftOut}, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestOutcomeOfWhatIsNoReportOfOurs(t *testing.T) {
	for says, value := range map[string]any{"the findings are a int": 1, "invalid character": "?", "told of 0 claims, and has more": "[]"} {
		spec := ran(t, claimed("show.a", "an action"))
		spec.ReportEntries = types.ReportEntries{{Name: suites.FindingsEntry, Value: types.WrapEntryValue(value)}}
		if _, err := specs.OutcomeOf(types.Report{SpecReports: []types.SpecReport{spec}}, []claim.Claim{claimed("show.a", "an action")}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}

// What is named at the end fits on a screen.
func TestOutcomeOfNamesAFew(t *testing.T) {
	var claims []claim.Claim
	var report types.Report
	for _, c := range "abcdefgh" {
		claims = append(claims, claimed("show."+string(c), "an action"))
		report.SpecReports = append(report.SpecReports, ran(t, claims[len(claims)-1], nil))
	}
	got, err := specs.OutcomeOf(report, append(claims, claimed("show.z", "an action")))
	if want := "8 of 9 requirements judged (show.a, show.b, show.c, show.d, show.e, show.f and 2 more)"; err != nil || !strings.HasSuffix(got.LeftOut, want) {
		t.Errorf("%q, %v, want %q", got.LeftOut, err, want)
	}
}

// Ginkgo runs specs in any order; what is found comes in that of the claims.
func TestOutcomeOfIsInTheOrderOfTheClaims(t *testing.T) {
	a, b := claimed("show.a", "an action"), claimed("show.b", "an action")
	claims := []claim.Claim{a, b, a, b}
	finding := func(c claim.Claim, reason string) []judge.Finding {
		return []judge.Finding{{Requirement: c.Requirement.ID, Subject: c.Subject, Reason: reason}}
	}
	told := func(c claim.Claim, reasons ...string) types.SpecReport {
		var each [][]judge.Finding
		for _, reason := range reasons {
			each = append(each, finding(c, reason))
		}
		text, err := json.Marshal(each)
		if err != nil {
			t.Fatal(err)
		}
		spec := ran(t, c)
		spec.ReportEntries = types.ReportEntries{{Name: suites.FindingsEntry, Value: types.WrapEntryValue(string(text))}}
		return spec
	}
	got, err := specs.OutcomeOf(types.Report{SpecReports: []types.SpecReport{told(b, "2", "4"), told(a, "1", "3")}}, claims)
	var order string
	for _, f := range got.Findings {
		order += f.Reason
	}
	if err != nil || order != "1234" {
		t.Errorf("%q, %v", order, err)
	}
}
