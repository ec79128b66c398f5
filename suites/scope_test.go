package suites

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// usual is the scope of a profile with a member that asks at every edition.
func usual() scope { return scope{owner: exchange.Member} }

// control is an actor's control question in such a profile.
func control(actor exchange.Actor) exchange.Probe {
	return Show(finished).As(actor).At("2.1").rows(usual())[0][0]
}

// Whatever a profile demands it can ask, with its actors and in its editions
// alone, and the reference cloud keeps it.
func TestProfiles(t *testing.T) {
	contract := loaded(t)
	for _, p := range contract.Profiles() {
		t.Run(p.Name, func(t *testing.T) {
			claims, err := Demanded(contract, p.Name, nil)
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
			plan, err := PlanOf(contract, p.Name, claims, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range plan.Steps {
				if !slices.Contains(p.Actors, string(s.Probe.As)) {
					t.Errorf("%s is asked, and %s is none of its actors", s.Probe, s.Probe.As)
				}
				if scopeOf(p).legacy && !isLegacy(s.Probe) && s.Probe != rootProbe() {
					t.Errorf("%s is asked, which is not on the legacy path", s.Probe)
				}
			}
			for _, f := range judged(t, contract, recordAs(t, contract, p.Name, cloud.Options{}, nil)) {
				if f.Outcome != Satisfied {
					t.Errorf("%s is %s: %s\n%v", f.Requirement, f.Outcome, f.Reason, f.Violations)
				}
			}
		})
	}
}

func TestOwner(t *testing.T) {
	contract := loaded(t)
	got := map[string]exchange.Actor{}
	for _, p := range contract.Profiles() {
		got[p.Name] = scopeOf(p).owner
	}
	want := map[string]exchange.Actor{
		"tenant": exchange.Member, "full": exchange.Member, "operator": exchange.Admin,
		"lifecycle": exchange.Member,
		"v2":        exchange.Member, "v2-external": exchange.Member, "v2-internal": exchange.Admin,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("owners (-want +got):\n%s", diff)
	}
}

func TestMissing(t *testing.T) {
	contract := loaded(t)
	for _, test := range []struct{ profile, requirement, reason string }{
		{"tenant", "show.visibility.operator-sees-all", "it takes admin"},
		{"operator", "show.tenancy.outsider-gets-404", "it takes outsider"},
		{"v2", "show.microversions.vary", "it is not asked on the legacy path"},
		{"v2", "show.events.newest-first", "disagree about the order"},
		{"v2", "show.visibility.operator-sees-all", "it takes admin"},
		{"v2", "show.deletion.hidden-before-its-edition", "cannot be listed below /v2"},
		{"v2-external", "show.headers.request-id", "shows no headers"},
	} {
		lacks, err := Missing(contract, test.profile)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(lacks, func(l Lack) bool { return l.Requirement.ID == test.requirement })
		if i < 0 || !strings.Contains(lacks[i].Reason, test.reason) {
			t.Errorf("profile %s: missing are %v, want %s among them, since %s", test.profile, lacks, test.requirement, test.reason)
		}
	}
	for _, p := range contract.Profiles() {
		lacks, err := Missing(contract, p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if want := len(contract.Requirements()) - len(p.Requirements); len(lacks) != want {
			t.Errorf("profile %s: %d are missing, want %d", p.Name, len(lacks), want)
		}
	}
	if _, err := Missing(contract, "none"); err == nil {
		t.Error("a profile that does not exist lacks nothing")
	}
}

// What is given is not looked for.
func TestPlanAsksForNothingThatIsGiven(t *testing.T) {
	contract := loaded(t)
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
		project        = "member GET /v2.1" + nowhere
	)
	all := []string{root, versions, list, project}
	for _, test := range []struct {
		name    string
		ask     Ask
		given   []exchange.Binding
		without []string
	}{
		{"nothing", everything(), nil, nil},
		{"a project", everything(), gave("member.project"), []string{project}},
		{"the legacy path", everything(), gave("target.legacy"), []string{root}},
		{"one of three parts", everything(), gave("finished.server", "finished.id"), nil},
		{
			"every part", everything(),
			gave("finished.server", "finished.id", "failed.server", "failed.id", "running.server", "running.id"),
			[]string{list},
		},
		{"half a part", Show(finished).AtEachEdition().Or(Show(finished)), gave("finished.server"), nil},
		{
			"everything about the legacy path", everything(),
			gave("member.project", "target.legacy", "finished.server", "finished.id"),
			[]string{root, list, project},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan, err := PlanOf(contract, "full", asking(test.ask), test.given)
			if err != nil {
				t.Fatal(err)
			}
			var without []string
			for _, text := range all {
				if !slices.ContainsFunc(plan.Steps, func(s Step) bool { return s.Probe.String() == text }) {
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
func TestByHandTheRestIsUntested(t *testing.T) {
	contract := loaded(t)
	found := exchange.Bindings{}
	for _, b := range recordAs(t, contract, "v2", cloud.Options{}, nil).Bindings {
		found[b.Symbol] = b.Value
	}
	var given []exchange.Binding
	for _, symbol := range []string{"member.project", "target.legacy", "finished.server", "finished.id"} {
		given = append(given, exchange.Binding{Symbol: symbol, Value: found[symbol], Origin: "flag"})
	}
	recording := recordAs(t, contract, "v2", cloud.Options{}, given)
	for _, x := range recording.Exchanges {
		if !isLegacy(x.Probe) || !strings.Contains(x.Probe.Path, "/os-instance-actions/") {
			t.Errorf("%s was asked", x.Probe)
		}
	}
	for _, f := range judged(t, contract, recording) {
		want := Satisfied
		switch f.Subject {
		case "a failed action":
			want = Untested
		case "a running action", "every action read":
			want = NotApplicable
		}
		if f.Outcome != want || (want != Satisfied) != strings.Contains(f.Reason, "given by hand") {
			t.Errorf("%s about %s is %s: %q, want %s", f.Requirement, f.Subject, f.Outcome, f.Reason, want)
		}
	}
}

// On the legacy path alone its own control question excuses an actor.
func TestControlQuestionOnTheLegacyPath(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.body.echoes-server-id"
	recording := recordAs(t, contract, "v2", cloud.Options{}, nil)
	first := scope{owner: exchange.Member, legacy: true}.onLegacy(control(exchange.Member))
	last := first
	last.Nth = exchange.Last
	revoked := func(x *exchange.Exchange) { x.Response.Status = 401 }
	f := find(t, contract, doctored(recording, []exchange.Probe{first, last}, revoked), requirement, first)
	if f.Outcome != Inconclusive || !strings.Contains(f.Reason, "the token of member was not accepted") {
		t.Errorf("finding = %s: %q, want it inconclusive, for the token", f.Outcome, f.Reason)
	}
}
