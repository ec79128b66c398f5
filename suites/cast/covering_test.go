package cast_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// asked returns what a profile asks, and the finder of its questions.
func asked(t *testing.T, contract *openapi.Contract, profile string, chosen exchange.Covering) (cast.Finder, []exchange.Probe) {
	t.Helper()
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: profile, Covering: chosen})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := cast.Plan(contract, profile, claims, suitestest.Permitted())
	if err != nil {
		t.Fatal(err)
	}
	p, _ := contract.Profile(profile)
	scope := claim.ScopeOf(p).Covered(chosen)
	scope.Microversions, scope.Editions = claim.MicroversionsOf(contract), contract.Boundaries()
	var probes []exchange.Probe
	for _, step := range plan.Steps {
		probes = append(probes, step.Probe)
	}
	return cast.Finder{Scope: scope}, probes
}

// The profile full asks every two values together, where the target shows what they
// take; a profile of fewer questions, and one without these questions, not quite.
func TestEveryPairIsAsked(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, test := range []struct {
		profile string
		most    int
		least   float64
		unmet   bool // the share of the pairs at least, and whether some values are unmet
	}{
		{"full", 0, 1, false},
		{"full", -1, 0.35, true},
		{"tenant", 0, 0.75, false},
		{"operator", 0, 0.75, false},
	} {
		finder, probes := asked(t, contract, test.profile, exchange.Covering{Most: test.most})
		pairs, triples, unmet := finder.Coverage(probes)
		if got := pairs.Share(); got < test.least || test.least < 1 && got == 1 {
			t.Errorf("%s, at most %d: %.3f of the pairs, want %.2f", test.profile, test.most, got, test.least)
		}
		if got := triples.Share(); got < 0.1 || got >= pairs.Share() {
			t.Errorf("%s, at most %d: %.3f of the triples", test.profile, test.most, got)
		}
		if (len(unmet) > 0) != test.unmet {
			t.Errorf("%s, at most %d: unmet are %v", test.profile, test.most, unmet)
		}
	}
}

// The profile full asks each actor at each edition about each kind of action: what
// concerns tokens, projects and policies can depend on all three.
func TestEveryActorAsksOfEachKindAtEachEdition(t *testing.T) {
	finder, probes := asked(t, suitestest.Contract(t), "full", exchange.Covering{})
	model := cast.WhoseAndWhen(finder.Scope)
	if missing := cast.Missing(finder.Scope, model, probes); len(missing) > 0 {
		t.Errorf("%d of the triples of actor, edition and subject are not asked: %v", len(missing), missing)
	}
}

// Another seed asks other questions, as many and with the same pairs.
func TestSeeds(t *testing.T) {
	contract := suitestest.Contract(t)
	finder, first := asked(t, contract, "full", exchange.Covering{Seed: 1})
	_, second := asked(t, contract, "full", exchange.Covering{Seed: 2})
	in := map[exchange.Probe]bool{}
	for _, p := range first {
		in[p] = true
	}
	others := 0
	for _, p := range second {
		if !in[p] {
			others++
		}
	}
	if others < 100 {
		t.Errorf("another seed asks %d other questions", others)
	}
	if pairs, _, _ := finder.Coverage(second); pairs.Share() < 1 {
		t.Errorf("%.3f of the pairs", pairs.Share())
	}
}

// No profile asks more than it may, questions that are asked again until they are
// answered, and writes, aside.
func TestProfilesKeepTheirCaps(t *testing.T) {
	contract := suitestest.Contract(t)
	for profile, most := range map[string]int{"tenant": 600, "operator": 700, "full": 1600} {
		_, probes := asked(t, contract, profile, exchange.Covering{})
		polls := map[exchange.Probe]bool{}
		for _, p := range probes {
			if p.Nth == cast.MaxPolls-1 {
				p.Nth = 0
				polls[p] = true
			}
		}
		n := 0
		for _, p := range probes {
			once := p
			once.Nth = 0
			if p.Nth <= 1 && !polls[once] && (!claim.IsWrite(p) || strings.Contains(p.Path, claim.UnknownServer)) {
				n++
			}
		}
		t.Logf("%s: %d of %d", profile, n, most)
		if n > most {
			t.Errorf("%s asks %d questions, want %d at most", profile, n, most)
		}
	}
}
