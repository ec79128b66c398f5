package judge_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// Captured bindings are derived from the exchanges, given ones are taken over.
func TestJudgeDerivesCapturedBindings(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.body.echoes-request-id"
	recording := suitestest.Record(t, contract, cloud.Options{}, requirement)
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	i := slices.IndexFunc(recording.Bindings, func(b exchange.Binding) bool { return b.Symbol == "finished.id" })
	recording.Bindings = slices.Clone(recording.Bindings)

	recording.Bindings[i].Value = "req-forged"
	if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != claim.Satisfied {
		t.Errorf("captured: finding = %s: %q, want it satisfied as if nothing was forged", f.Outcome, f.Reason)
	}
	recording.Bindings[i].Origin = "--action"
	if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != claim.Inconclusive {
		t.Errorf("given: finding = %s: %q, want it inconclusive, since the recording is about another action", f.Outcome, f.Reason)
	}
}

func TestJudgeReturnsOneFindingAClaim(t *testing.T) {
	contract := suitestest.Contract(t)
	claims, err := suites.Demanded(contract, "full", nil)
	if err != nil {
		t.Fatal(err)
	}
	full := suitestest.Record(t, contract, cloud.Options{})
	empty := exchange.Recording{Profile: "full", Ending: exchange.Interrupted}
	for name, recording := range map[string]exchange.Recording{"full": full, "empty": empty} {
		findings, err := suites.Judge(contract, recording)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, f := range findings {
			got = append(got, f.Requirement+" "+f.Subject+" "+f.Probe.String())
			if judged := f.Outcome == claim.Satisfied || f.Outcome == claim.Violated; judged != (name == "full") {
				t.Errorf("%s: %s is %s: %s", name, f.Requirement, f.Outcome, f.Reason)
			}
		}
		for _, c := range claims {
			want = append(want, c.Requirement.ID+" "+c.Subject+" "+c.Asks[len(c.Asks)-1].String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", name, diff)
		}
	}
}

func TestJudgeIsNarrowed(t *testing.T) {
	contract := suitestest.Contract(t)
	ids := []string{"show.tenancy.mismatch-is-400", "show.status.is-200"}
	recording := suitestest.Record(t, contract, cloud.Options{})
	recording.Only = ids
	findings, err := suites.Judge(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, f := range findings {
		found[f.Requirement]++
	}
	if len(found) != len(ids) || found[ids[0]] == 0 || found[ids[1]] == 0 {
		t.Errorf("findings by requirement = %v, want some of %q alone", found, ids)
	}
}

func TestFindOutsideOfThePlan(t *testing.T) {
	contract := suitestest.Contract(t)
	evaluator, err := suites.Open(contract, suitestest.Record(t, contract, cloud.Options{}, "show.status.is-200"))
	if err != nil {
		t.Fatal(err)
	}
	stray := evaluator.Claims()[0]
	stray.Asks = []exchange.Probe{claim.Get("/elsewhere").As(exchange.Anonymous).Rows(suitestest.Scope())[0][0]}
	if f := evaluator.Evaluate(stray); f.Outcome != claim.Untested || f.Reason != "the plan does not ask it" {
		t.Errorf("finding = %s: %q, want it untested, since the plan does not ask it", f.Outcome, f.Reason)
	}
}

// Reach says before a run what could be asked in it.
func TestReach(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{Maximum: "2.45"}, "show.status.is-200", "show.headers.request-ids-agree", "show.tenancy.outsider-gets-404")
	recording.Actors = suitestest.Accounts(exchange.Member, exchange.Admin)
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		requirement string
		probe       exchange.Probe
		outcome     claim.Outcome // empty: it can be asked
	}{
		{"show.status.is-200", claim.Show(cast.Finished).At("2.1").Rows(suitestest.Scope())[0][0], ""},
		{"show.status.is-200", claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0], claim.NotApplicable},
		{"show.headers.request-ids-agree", claim.Show(cast.Finished).At("2.1").Rows(suitestest.Scope())[0][0], claim.NotApplicable},
		{"show.tenancy.outsider-gets-404", claim.Show(cast.Finished).As(exchange.Outsider).At("2.1").Rows(suitestest.Scope())[0][0], claim.Untested},
	}
	for _, test := range tests {
		i := slices.IndexFunc(evaluator.Claims(), func(c claim.Claim) bool {
			return c.Requirement.ID == test.requirement && slices.Equal(c.Asks, []exchange.Probe{test.probe})
		})
		if i < 0 {
			t.Fatalf("%s does not ask %s", test.requirement, test.probe)
		}
		if why, ok := evaluator.Reach(evaluator.Claims()[i]); why.Outcome != test.outcome || ok != (test.outcome == "") {
			t.Errorf("%s, %s: Reach = %s: %q, %v, want %q", test.requirement, test.probe, why.Outcome, why.Reason, ok, test.outcome)
		}
	}
}

func TestJudgeRefusesWhatTheContractDoesNotHave(t *testing.T) {
	contract := suitestest.Contract(t)
	for want, recording := range map[string]exchange.Recording{
		`no profile "none"`:                {Profile: "none"},
		`not demand a requirement "show."`: {Profile: "full", Only: []string{"show.status.is-200", "show."}},
	} {
		if _, err := suites.Judge(contract, recording); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error = %v, want one that says %q", err, want)
		}
	}
}

func TestTrialIsSafeForConcurrentUse(t *testing.T) {
	contract := suitestest.Contract(t)
	evaluator, err := suites.Open(contract, suitestest.Record(t, contract, cloud.Options{}, "show.body.matches-contract", "show.microversions.updated-at-comes-alone"))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	digests := make([]string, 4)
	for i := range digests {
		wait.Go(func() {
			var findings []judge.Finding
			for _, c := range evaluator.Claims() {
				findings = append(findings, evaluator.Evaluate(c))
			}
			digests[i] = judge.Digest(findings)
		})
	}
	wait.Wait()
	if distinct := slices.Compact(slices.Clone(digests)); len(distinct) != 1 {
		t.Errorf("digests = %v, want all the same", digests)
	}
}
