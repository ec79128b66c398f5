package cast_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
	"github.com/osact/osact/suites/suitestest"
)

// Whatever a profile demands it can ask, with its actors and in its editions
// alone, and the reference cloud keeps it.
func TestProfiles(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, p := range contract.Profiles() {
		t.Run(p.Name, func(t *testing.T) {
			claims, err := suites.Demanded(contract, exchange.Selection{Profile: p.Name})
			if err != nil {
				t.Fatal(err)
			}
			claimed := map[string]bool{}
			for _, c := range claims {
				claimed[c.Requirement.ID] = true
			}
			for _, id := range p.Requirements {
				if r, _ := contract.Requirement(id); r.Unclaimed == "" && !claimed[id] {
					t.Errorf("it demands %s and has nothing to ask for it", id)
				}
			}
			planned, err := cast.Plan(contract, p.Name, claims, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range planned.Steps {
				if !slices.Contains(p.Actors, string(s.Probe.As)) {
					t.Errorf("%s is asked, and %s is none of its actors", s.Probe, s.Probe.As)
				}
				if claim.ScopeOf(p).Legacy && !claim.IsLegacy(s.Probe) && s.Probe != claim.RootProbe() {
					t.Errorf("%s is asked, which is not on the legacy path", s.Probe)
				}
			}
			for _, f := range suitestest.Judged(t, contract, suitestest.RecordAs(t, contract, p.Name, cloud.Options{}, nil)) {
				deleted := strings.Contains(f.Reason, "a deleted server cannot be listed below /v2")
				if f.Outcome != claim.Satisfied && !(p.Moved && f.Outcome == claim.NotApplicable && deleted) {
					t.Errorf("%s is %s: %s\n%v", f.Requirement, f.Outcome, f.Reason, f.Violations)
				}
			}
		})
	}
}

// What is given is not looked for.
func TestPlanAsksForNothingThatIsGiven(t *testing.T) {
	contract := suitestest.Contract(t)
	gave := func(symbols ...string) []exchange.Binding {
		var given []exchange.Binding
		for _, s := range symbols {
			given = append(given, exchange.Binding{Symbol: s, Value: "given", Origin: "a test"})
		}
		return given
	}
	const (
		root, versions = "anonymous GET /", "anonymous GET /v2.1/"
		list           = "member GET /v2.1/servers?limit=8"
		project        = "member GET /v2.1" + suitestest.Nowhere
	)
	all := []string{root, versions, list, project}
	for _, test := range []struct {
		name    string
		ask     claim.Ask
		given   []exchange.Binding
		without []string
	}{
		{"nothing", suitestest.EverySymbol(), nil, nil},
		{"a project", suitestest.EverySymbol(), gave("member.project"), []string{project}},
		{"the legacy path", suitestest.EverySymbol(), gave("target.legacy"), []string{root}},
		{"one of three parts", suitestest.EverySymbol(), gave("finished.server", "finished.id"), nil},
		{
			"every part", suitestest.EverySymbol(),
			gave("finished.server", "finished.id", "failed.server", "failed.id", "running.server", "running.id"),
			[]string{list},
		},
		{"half a part", claim.Show(cast.Finished).AtEachEdition().Or(claim.Show(cast.Finished)), gave("finished.server"), nil},
		{
			"everything about the legacy path", suitestest.EverySymbol(),
			gave("member.project", "target.legacy", "finished.server", "finished.id"),
			[]string{root, list, project},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			planned, err := cast.Plan(contract, "full", suitestest.Asking(test.ask), test.given)
			if err != nil {
				t.Fatal(err)
			}
			var without []string
			for _, text := range all {
				if !slices.ContainsFunc(planned.Steps, func(s plan.Step) bool { return s.Probe.String() == text }) {
					without = append(without, text)
				}
			}
			if diff := cmp.Diff(test.without, without); diff != "" {
				t.Errorf("not asked (-want +got):\n%s", diff)
			}
		})
	}
}

// A recording about what was given by hand says so in its findings, and is
// judged by the plan that it was recorded by.
func TestByHandTheRestIsNotApplicable(t *testing.T) {
	contract := suitestest.Contract(t)
	found := exchange.Bindings{}
	for _, b := range suitestest.RecordAs(t, contract, "v2", cloud.Options{}, nil).Bindings {
		found[b.Symbol] = b.Value
	}
	var given []exchange.Binding
	for _, symbol := range []string{"member.project", "target.legacy", "finished.server", "finished.id"} {
		given = append(given, exchange.Binding{Symbol: symbol, Value: found[symbol], Origin: "flag"})
	}
	recording := suitestest.RecordAs(t, contract, "v2", cloud.Options{}, given)
	for _, x := range recording.Exchanges {
		if !claim.IsLegacy(x.Probe) || !strings.Contains(x.Probe.Path, "/os-instance-actions/") {
			t.Errorf("%s was asked", x.Probe)
		}
	}
	for _, f := range suitestest.Judged(t, contract, recording) {
		want := claim.Satisfied
		if !strings.Contains(f.Probe.Path, "{finished.") && strings.Contains(f.Probe.Path, "{") && strings.Contains(f.Probe.Path, ".id}") {
			want = claim.NotApplicable // about an action that nobody gave
		}
		if f.Outcome != want || (want != claim.Satisfied) != strings.Contains(f.Reason, "given by hand") {
			t.Errorf("%s about %s is %s: %q, want %s", f.Requirement, f.Subject, f.Outcome, f.Reason, want)
		}
	}
}

// On the legacy path alone its own control question excuses an actor.
func TestControlQuestionOnTheLegacyPath(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.body.echoes-server-id"
	recording := suitestest.RecordAs(t, contract, "v2", cloud.Options{}, nil)
	first := claim.Scope{Owner: exchange.Member, Legacy: true}.OnLegacy(suitestest.Control(exchange.Member))
	last := first
	last.Nth = exchange.Last
	revoked := func(x *exchange.Exchange) { x.Response.Status = 401 }
	f := suitestest.Find(t, contract, suitestest.Doctored(recording, []exchange.Probe{first, last}, revoked), requirement, first)
	if f.Outcome != claim.Inconclusive || !strings.Contains(f.Reason, "the token of member was not accepted") {
		t.Errorf("finding = %s: %q, want it inconclusive, for the token", f.Outcome, f.Reason)
	}
}
