package verdict_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// The requirements of most tests: one MUST that holds unless a test says
// otherwise, and one of each level beside it.
var four = catalogue{
	requirement(openapi.Must, "show.holds"),
	requirement(openapi.Must, "show.must"),
	requirement(openapi.Should, "show.should"),
	requirement(openapi.May, "show.may"),
}

func TestRuling(t *testing.T) {
	const (
		good, bad, unclear = claim.Satisfied, claim.Violated, claim.Inconclusive
		unasked, beside    = claim.Untested, claim.NotApplicable
	)
	tests := []struct {
		name                     string
		holds, must, should, may claim.Outcome
		strict                   bool
		ending                   exchange.Ending
		want                     verdict.Ruling
		exit                     int
		reason                   string
	}{
		{name: "all holds", holds: good, must: good, should: good, may: good, want: verdict.Conformant, reason: "every MUST that applies holds"},
		{name: "a MUST does not apply", holds: good, must: beside, should: good, may: good, want: verdict.Conformant, reason: "every MUST"},
		{name: "a MUST is violated", holds: good, must: bad, should: good, may: good, want: verdict.Nonconformant, exit: 1, reason: "1 MUST violated"},
		{name: "a MUST is violated, another untested", holds: unasked, must: bad, should: good, may: good, want: verdict.Nonconformant, exit: 1, reason: "1 MUST violated; 1 MUST untested; no MUST is satisfied"},
		{name: "a MUST is inconclusive", holds: good, must: unclear, should: good, may: good, want: verdict.Incomplete, exit: 3, reason: "1 MUST inconclusive"},
		{name: "a MUST is untested", holds: good, must: unasked, should: good, may: good, want: verdict.Incomplete, exit: 3, reason: "1 MUST untested"},
		{name: "no MUST holds", holds: beside, must: beside, should: good, may: good, want: verdict.Incomplete, exit: 3, reason: "no MUST is satisfied"},
		{name: "a SHOULD is violated", holds: good, must: good, should: bad, may: good, want: verdict.ConformantWithWarnings, reason: "1 SHOULD violated"},
		{name: "a SHOULD is violated, strictly", holds: good, must: good, should: bad, may: good, strict: true, want: verdict.Nonconformant, exit: 1, reason: "1 SHOULD violated, which counts"},
		{name: "a SHOULD is violated, a MUST untested", holds: good, must: unasked, should: bad, may: good, want: verdict.Incomplete, exit: 3, reason: "1 MUST untested"},
		{name: "a SHOULD is untested", holds: good, must: good, should: unasked, may: good, want: verdict.Conformant},
		{name: "a SHOULD is untested, strictly", holds: good, must: good, should: unasked, may: good, strict: true, want: verdict.Incomplete, exit: 3, reason: "1 SHOULD untested"},
		{name: "a SHOULD is inconclusive, strictly", holds: good, must: good, should: unclear, may: good, strict: true, want: verdict.Incomplete, exit: 3, reason: "1 SHOULD inconclusive"},
		{name: "a SHOULD does not apply, strictly", holds: good, must: good, should: beside, may: good, strict: true, want: verdict.Conformant, reason: "every MUST and SHOULD that applies holds"},
		{name: "a MAY is observed otherwise", holds: good, must: good, should: good, may: bad, strict: true, want: verdict.Conformant},
		{name: "a MAY is untested", holds: good, must: good, should: good, may: unasked, want: verdict.Conformant},
		{name: "interrupted", holds: good, must: good, should: good, may: good, ending: exchange.Interrupted, want: verdict.Incomplete, exit: 3, reason: "the run was interrupted"},
		{name: "interrupted after a violation", holds: good, must: bad, should: good, may: good, ending: exchange.Interrupted, want: verdict.Nonconformant, exit: 1, reason: "1 MUST violated; the run was interrupted"},
		{name: "out of time", holds: good, must: good, should: good, may: good, ending: exchange.OutOfTime, want: verdict.Incomplete, exit: 3, reason: "the run ran out of time"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := recording()
			if tt.ending != "" {
				rec.Ending = tt.ending
			}
			v := judged(t, four, rec, []judge.Finding{
				finding("show.holds", tt.holds), finding("show.must", tt.must),
				finding("show.should", tt.should), finding("show.may", tt.may),
			}, verdict.Options{Strict: tt.strict})
			if v.Verdict != tt.want || v.Exit != tt.exit || v.Strict != tt.strict {
				t.Errorf("%s, exit %d, strict %v; want %s, exit %d, strict %v", v.Verdict, v.Exit, v.Strict, tt.want, tt.exit, tt.strict)
			}
			if !strings.HasPrefix(v.Reason, tt.reason) {
				t.Errorf("reason %q, want %q", v.Reason, tt.reason)
			}
		})
	}
}

func TestARecordingWithoutAnEndingIsIncomplete(t *testing.T) {
	rec := recording()
	rec.Ending = ""
	v := verdict.New(four[:1], rec, []judge.Finding{finding("show.holds", claim.Satisfied)}, verdict.Options{})
	if v.Verdict != verdict.Incomplete || v.Exit != exit.Incomplete {
		t.Errorf("%s, exit %d", v.Verdict, v.Exit)
	}
}

func TestARequirementHasTheWorstOutcomeOfItsFindings(t *testing.T) {
	worstFirst := []claim.Outcome{claim.Violated, claim.Inconclusive, claim.Untested, claim.Satisfied, claim.NotApplicable}
	for i, worst := range worstFirst {
		var findings []judge.Finding
		for _, outcome := range worstFirst[i:] {
			findings = append(findings, finding("show.must", outcome))
		}
		for range 2 { // the worst comes first, then last
			v := judged(t, four[1:2], recording(), findings, verdict.Options{})
			if got := v.Requirements[0]; got.Outcome != worst || len(got.Findings) != len(findings) {
				t.Errorf("%s of %d findings, want %s of %d", got.Outcome, len(got.Findings), worst, len(findings))
			}
			if v.Counts.Of(worst) != 1 || v.Findings.Of(worst) != 1 {
				t.Errorf("%s is counted as %+v, findings %+v", worst, v.Counts, v.Findings)
			}
			slices.Reverse(findings)
		}
	}
}

func TestReasonOfARequirement(t *testing.T) {
	because := func(outcome claim.Outcome, reason string) judge.Finding {
		f := finding("show.must", outcome)
		f.Reason = reason
		return f
	}
	unclaimed := requirement(openapi.Must, "show.must")
	unclaimed.Unclaimed = "it takes a broken cell"
	tests := []struct {
		name        string
		requirement openapi.Requirement
		findings    []judge.Finding
		want        string
	}{
		{"one", four[1], []judge.Finding{because(claim.Untested, "a"), because(claim.Untested, "a"), because(claim.NotApplicable, "x")}, "a"},
		{"two", four[1], []judge.Finding{because(claim.Untested, "a"), because(claim.Untested, "b")}, "a (and 1 other reason)"},
		{"three", four[1], []judge.Finding{because(claim.Untested, "a"), because(claim.Untested, "b"), because(claim.Untested, "c")}, "a (and 2 other reasons)"},
		{"none given", four[1], []judge.Finding{because(claim.Untested, "")}, "no reason was given"},
		{"no finding", four[1], nil, "nothing was found out about it"},
		{"no claim", unclaimed, nil, "no claim covers it: it takes a broken cell"},
		{"violated", four[1], []judge.Finding{because(claim.Violated, "x")}, ""},
		{"satisfied", four[1], []judge.Finding{because(claim.Satisfied, "x")}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := judged(t, catalogue{tt.requirement}, recording(), tt.findings, verdict.Options{})
			if got := v.Requirements[0].Reason; got != tt.want {
				t.Errorf("reason %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatWasNotAskedIsUntested(t *testing.T) {
	v := judged(t, four[:2], recording(), []judge.Finding{finding("show.holds", claim.Satisfied)}, verdict.Options{})
	want := verdict.Counts{Satisfied: 1, Untested: 1}
	if diff := cmp.Diff(want, v.Levels.Must); diff != "" {
		t.Error(diff)
	}
	if v.Verdict != verdict.Incomplete {
		t.Errorf("the verdict is %s", v.Verdict)
	}
}

func TestAMayIsAnObservation(t *testing.T) {
	v := judged(t, four, recording(), []judge.Finding{
		finding("show.may", claim.Violated), finding("show.may", claim.Satisfied), finding("show.may", claim.Violated),
	}, verdict.Options{})
	got := v.Requirements[3]
	if got.Outcome != claim.Satisfied || got.Reason != "a MAY: observed in 1 of 3 cases" {
		t.Errorf("%s: %s", got.Outcome, got.Reason)
	}
	if v.Counts.Violated != 0 || len(v.Breaches()) != 0 {
		t.Errorf("it is held against the target: %+v, %d causes", v.Counts, len(v.Breaches()))
	}
	if got.Findings[0].Outcome != claim.Violated {
		t.Error("its findings are not what was judged")
	}
}

func TestFindingsOutsideTheProfileDoNotCount(t *testing.T) {
	inside := []judge.Finding{finding("show.holds", claim.Satisfied)}
	all := append([]judge.Finding{finding("show.must", claim.Violated)}, inside...)
	v := judged(t, four[:1], recording(), all, verdict.Options{})
	if v.Verdict != verdict.Conformant || v.Counts.Violated != 0 || v.Findings.Violated != 0 {
		t.Errorf("%s, %+v", v.Verdict, v.Counts)
	}
	if v.Digest != judge.Digest(inside) {
		t.Error("they are part of the digest")
	}
}

func TestANarrowedRunIsAboutItsSelectionOnly(t *testing.T) {
	rec := recording()
	rec.Only = []string{"show.should", "show.holds"}
	v := judged(t, four, rec, []judge.Finding{
		finding("show.must", claim.Violated), finding("show.holds", claim.Satisfied), finding("show.should", claim.Satisfied),
	}, verdict.Options{})
	var ids []string
	for _, r := range v.Requirements {
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff([]string{"show.holds", "show.should"}, ids); diff != "" {
		t.Error(diff)
	}
	if v.Verdict != verdict.Partial || v.Exit != 0 || v.Reason != "what was chosen holds: every MUST that applies holds" {
		t.Errorf("%s, exit %d: %s", v.Verdict, v.Exit, v.Reason)
	}
	for outcome, want := range map[claim.Outcome]string{
		claim.Violated: "partial, exit 1: what was chosen does not hold: 1 MUST violated", claim.Untested: "incomplete, exit 3: 1 MUST untested; no MUST is satisfied",
	} {
		narrow := rec
		narrow.Only = []string{"show.must"}
		v := judged(t, four, narrow, []judge.Finding{finding("show.must", outcome)}, verdict.Options{})
		if got := fmt.Sprintf("%s, exit %d: %s", v.Verdict, v.Exit, v.Reason); !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if diff := cmp.Diff(rec.Only, v.Only); diff != "" {
		t.Error(diff)
	}
}

func TestNothingToJudgeByIsAnError(t *testing.T) {
	holds := []judge.Finding{finding("show.holds", claim.Satisfied)}
	odd := finding("show.holds", "splendid")
	tests := []struct {
		name     string
		change   func(*exchange.Recording)
		contract verdict.Contract
		findings []judge.Finding
		reason   string
	}{
		{"profile", func(r *exchange.Recording) { r.Profile = "tenannt" }, four[:1], holds, `the contract has no profile "tenannt"`},
		{"only", func(r *exchange.Recording) { r.Only = []string{"show.holds", "show.hold"} }, four[:1], holds, `profile tenant does not demand a requirement "show.hold"`},
		{"catalogue", func(*exchange.Recording) {}, forgetful{four[:2]}, holds, `profile tenant demands "show.must", which the catalogue does not have`},
		{"outcome", func(*exchange.Recording) {}, four[:1], append(holds, odd), `a finding about show.holds has the outcome "splendid", which does not exist`},
		{"interrupted too", func(r *exchange.Recording) { r.Profile, r.Ending = "x", exchange.Interrupted }, four[:1], holds, `the contract has no profile "x"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := recording()
			tt.change(&rec)
			v := verdict.New(tt.contract, rec, tt.findings, verdict.Options{Evidence: strings.Repeat("e", 64)})
			if v.Verdict != verdict.Error || v.Exit != exit.Defect || v.Reason != tt.reason {
				t.Errorf("%s, exit %d: %s", v.Verdict, v.Exit, v.Reason)
			}
			if err := schema(t, schemaFile(t)).Validate(document(t, written(t, v))); err != nil {
				t.Error(err)
			}
		})
	}
}

// forgetful is a contract whose catalogue lacks what its profile demands.
type forgetful struct{ catalogue }

func (f forgetful) Requirement(id string) (openapi.Requirement, bool) {
	if id == "show.must" {
		return openapi.Requirement{}, false
	}
	return f.catalogue.Requirement(id)
}

func TestTheVerdictSaysWhatWasJudgedByWhat(t *testing.T) {
	rec := recording()
	rec.Started = rec.Started.In(time.FixedZone("elsewhere", 7200))
	v := judged(t, four[:1], rec, []judge.Finding{finding("show.holds", claim.Violated)}, verdict.Options{Suite: "2.0.0"})
	want := verdict.Verdict{
		Schema: "osact/verdict/1", Verdict: verdict.Nonconformant, Exit: 1, Reason: "1 MUST violated; no MUST is satisfied",
		Suite: "2.0.0", Contract: "digest of the contract",
		Recorded: verdict.Recorder{Suite: "1.2.3", Contract: "digest of an older contract"}, Profile: "tenant", Only: []string{},
		Target: verdict.Target{Target: rec.Target, Offers: verdict.Offer{Minimum: "2.1", Maximum: "2.93", Legacy: true}}, Actors: rec.Actors, Started: recording().Started, Ended: rec.Ended, Ending: "complete",
		Requests: 7,
		Digest:   judge.Digest([]judge.Finding{finding("show.holds", claim.Violated)}),

		EvidenceDigest: strings.Repeat("e", 64),

		Counts:   verdict.Counts{Violated: 1},
		Levels:   verdict.Levels{Must: verdict.Counts{Violated: 1}},
		Findings: verdict.Counts{Violated: 1},
		Causes: []verdict.CauseNote{{
			Requirement: "show.holds", Kind: "type", At: "/instanceAction/action", Want: "a string", Got: "3", Probes: 1,
			Also: []string{}, Unjudged: []string{},
		}},
		Requirements: []verdict.Requirement{{
			ID: "show.holds", Level: "MUST", Statement: "What show.holds says.", Outcome: "violated",
			Sources: []verdict.Source{{Name: "seed1", Place: "Response"}},
			Findings: []verdict.Finding{{
				Subject: "an action", Probe: probe("2.1"), Outcome: "violated", Evidence: []int{3},
				Violations: []openapi.Violation{{
					Kind: "type", At: "/instanceAction/action", Rule: "#/type", Requirement: "show.a", Want: "a string", Got: "3",
				}},
			}},
		}},
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

func TestWhatATargetOffersIsSaidWhereItIsKnown(t *testing.T) {
	oldest := exchange.Binding{Symbol: "target.oldest", Value: "2.1"}
	newest := exchange.Binding{Symbol: "target.maximum", Value: "2.93"}
	legacy := exchange.Binding{Symbol: "target.legacy", Value: "v2.0"}
	for want, bound := range map[string][]exchange.Binding{
		`null`:                                  {oldest},
		`{"minimum": "2.1", "maximum": "2.93"}`: {oldest, newest},
		`{"legacy": true}`:                      {newest, legacy},
	} {
		rec := recording()
		rec.Bindings = bound
		got := document(t, written(t, judged(t, four, rec, nil, verdict.Options{}))).(map[string]any)["target"].(map[string]any)["offers"]
		if diff := cmp.Diff(document(t, []byte(want)), got); diff != "" {
			t.Errorf("%v: %s", bound, diff)
		}
	}
}

func TestATargetThatCannotBeJudgedHasProblems(t *testing.T) {
	asked := func(actor exchange.Actor, outcome claim.Outcome) judge.Finding {
		f := finding("show.holds", outcome)
		f.Probe.As = actor
		return f
	}
	nobody := exchange.Exchange{
		Probe:   exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/v2.1/"},
		Request: exchange.Request{URL: "http://cloud/v2.1/"},
		Failure: &exchange.Failure{Kind: exchange.Refused, Text: "nobody listens: start it"},
	}
	said := []string{"http://cloud/v2.1/ got no answer: nobody listens: start it"}
	for _, tt := range []struct {
		name    string
		heard   []exchange.Exchange
		finding judge.Finding
		want    []string
	}{
		{"nothing was answered", []exchange.Exchange{nobody}, asked(exchange.Member, claim.Inconclusive), said},
		{"only what needs no account was", []exchange.Exchange{nobody}, asked(exchange.Anonymous, claim.Satisfied), said},
		{"something holds", []exchange.Exchange{nobody}, asked(exchange.Member, claim.Satisfied), nil},
		{"something is violated", []exchange.Exchange{nobody}, asked(exchange.Member, claim.Violated), nil},
		{"nothing was asked", nil, asked(exchange.Member, claim.Untested), nil},
	} {
		rec := recording()
		rec.Exchanges = tt.heard
		v := judged(t, four[:2], rec, []judge.Finding{tt.finding}, verdict.Options{})
		if diff := cmp.Diff(tt.want, v.Problems); diff != "" {
			t.Errorf("%s, so it is %s: %s", tt.name, v.Verdict, diff)
		}
	}
}

func TestLevelsAddUpToTheCounts(t *testing.T) {
	v := judged(t, four, recording(), []judge.Finding{
		finding("show.holds", claim.Satisfied), finding("show.must", claim.Violated),
		finding("show.should", claim.Violated), finding("show.may", claim.NotApplicable),
	}, verdict.Options{})
	want := verdict.Levels{
		Must:   verdict.Counts{Satisfied: 1, Violated: 1},
		Should: verdict.Counts{Violated: 1},
		May:    verdict.Counts{NotApplicable: 1},
	}
	if diff := cmp.Diff(want, v.Levels); diff != "" {
		t.Error(diff)
	}
	for _, outcome := range claim.Outcomes() {
		sum := v.Levels.Of("MUST").Of(outcome) + v.Levels.Of("SHOULD").Of(outcome) + v.Levels.Of("MAY").Of(outcome)
		if sum != v.Counts.Of(outcome) {
			t.Errorf("%s: %d in the levels, %d in all", outcome, sum, v.Counts.Of(outcome))
		}
	}
	if v.Counts.Of("splendid") != 0 || v.Levels.Of("OUGHT") != (verdict.Counts{}) {
		t.Error("what does not exist is counted")
	}
}

// given is the catalogue of a contract that was given.
type given struct{ catalogue }

func (given) ID() string { return "given:c0ffee" }

// TestTheVerdictSaysThatTheContractWasGiven: whoever reads one line of it knows.
func TestTheVerdictSaysThatTheContractWasGiven(t *testing.T) {
	for name, findings := range map[string][]judge.Finding{
		"conformant":    {finding("show.holds", claim.Satisfied)},
		"nonconformant": {finding("show.holds", claim.Violated)},
	} {
		own := verdict.New(catalogue(four[:1]), recording(), findings, verdict.Options{Suite: "2.0.0"})
		v := verdict.New(given{catalogue(four[:1])}, recording(), findings, verdict.Options{Suite: "2.0.0"})
		if want := own.Reason + "; judged by the contract given:c0ffee, which is not the one of osact 2.0.0"; v.Reason != want || v.Contract != "given:c0ffee" || v.OwnContract() {
			t.Errorf("%s: contract %s, reason %q, want %q", name, v.Contract, v.Reason, want)
		}
		if !own.OwnContract() || v.Digest != own.Digest || string(v.Verdict) != name {
			t.Errorf("%s: %s, digest %s, want that of osact's own contract", name, v.Verdict, v.Digest)
		}
	}
}
