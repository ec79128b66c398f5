package judge_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// A claim about every shown action, which asks for one itself, among the answers
// to the questions of another.
func TestEveryAnswerOfAKindIsJudged(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{}, "show.status.is-200", "list.status.is-200")
	var shows []exchange.Probe // that show an action
	for _, x := range recording.Exchanges {
		if showsAction(x) {
			shows = append(shows, x.Probe)
		}
	}
	if len(shows) < 20 {
		t.Fatalf("%d answers show an action, want some twenty at least", len(shows))
	}
	// Discovery has ended when the finished action is asked for.
	finished := slices.DeleteFunc(slices.Clone(shows), func(p exchange.Probe) bool { return !strings.Contains(p.Path, "{finished.id}") })
	own, first, second, third := finished[5], finished[4], finished[7], finished[11]
	rest := slices.DeleteFunc(slices.Clone(shows), func(p exchange.Probe) bool { return p == own })

	changed := func(probes []exchange.Probe, change func(*exchange.Exchange)) exchange.Recording {
		return suitestest.Doctored(recording, probes, change)
	}
	uuidForm := regexp.MustCompile(`"instance_uuid": "[^"]*"`)
	broken := func(x *exchange.Exchange) {
		x.Response.Body = uuidForm.ReplaceAll(x.Response.Body, []byte(`"instance_uuid": 7`))
	}
	const requirement = "show.complete.answers-agree"
	without := func(probes ...exchange.Probe) []exchange.Probe {
		return slices.DeleteFunc(slices.Clone(rest), func(p exchange.Probe) bool { return slices.Contains(probes, p) })
	}
	for _, test := range []struct {
		name        string
		requirement string
		recording   exchange.Recording
		satisfied   []exchange.Probe // the answers of the one finding about all that are
		violated    []exchange.Probe // each has a finding of its own
	}{
		{"all are as they should be", requirement, recording, rest, nil},
		{"one is not", requirement, changed([]exchange.Probe{second}, broken), without(second), []exchange.Probe{second}},
		{
			"two are not, one of them the first", requirement, changed([]exchange.Probe{third, first}, broken), without(first, third),
			[]exchange.Probe{first, third},
		},
		{
			"the one that is asked for is not", requirement, changed([]exchange.Probe{own}, broken), rest, nil,
		},
		{"none is", requirement, changed(rest, broken), nil, rest},
		{
			"some are of another kind", requirement,
			changed([]exchange.Probe{first, second}, func(x *exchange.Exchange) { x.Response.Status = http.StatusNotFound }), without(first, second), nil,
		},
		{
			"an intermediary answers some", requirement, changed([]exchange.Probe{first}, func(x *exchange.Exchange) {
				x.Response.Header, x.Response.Body = http.Header{}, []byte("<html>Sign in")
			}), without(first), nil,
		},
		{
			"some never came", requirement, changed([]exchange.Probe{second, third}, func(x *exchange.Exchange) {
				x.Response, x.Failure = nil, &exchange.Failure{Kind: exchange.Reset, Text: "connection reset"}
			}), without(second, third), nil,
		},
		{
			"the legacy edition is not asked about", "show.microversions.vary", recording,
			slices.DeleteFunc(slices.Clone(rest), claim.IsLegacy), nil,
		},
		{
			"one edition is asked about", "show.legacy.shows-the-oldest", recording,
			slices.DeleteFunc(slices.Clone(rest), func(p exchange.Probe) bool {
				return claim.IsLegacy(p) || p.Version != "" && p.Version != "2.1"
			}), nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, ok := contract.Requirement(test.requirement)
			if !ok {
				t.Fatalf("there is no requirement %s", test.requirement)
			}
			check := match.HaveForm("/instanceAction/instance_uuid", regexp.MustCompile(`.`))
			every := claim.Claim{Requirement: r, Declared: "here", Every: match.Shown(), Check: check}
			asked := claim.Claim{Requirement: r, Declared: "here", Asks: []exchange.Probe{own}, Check: check}
			elsewhere := claim.Claim{Requirement: r, Declared: "elsewhere", Asks: []exchange.Probe{second}, Check: check}
			pair := claim.Claim{Requirement: r, Declared: "here", Asks: []exchange.Probe{first, second}, Check: check}
			evaluator := opened(t, contract, test.recording, asked, elsewhere, pair, every)
			findings := evaluator.Evaluate(every)

			var satisfied, violated []exchange.Probe
			for i, f := range findings {
				if f.Outcome == claim.Violated && f.Answers == 0 {
					violated = append(violated, f.Probe)
					continue
				}
				satisfied = suitestest.Evidence(test.recording, f)
				if i > 0 || f.Outcome != claim.Satisfied || f.Answers != len(satisfied) || f.Probe != satisfied[0] {
					t.Errorf("finding %d is %s about %d answers, the first to %s, resting on %d", i, f.Outcome, f.Answers, f.Probe, len(satisfied))
				}
			}
			if diff := cmp.Diff(test.satisfied, satisfied, inAnyOrder); diff != "" {
				t.Errorf("satisfied (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.violated, violated, inAnyOrder); diff != "" {
				t.Errorf("violated (-want +got):\n%s", diff)
			}
			if f := evaluator.Evaluate(asked); len(f) != 1 || f[0].Probe != own || f[0].Answers != 0 {
				t.Errorf("the question that is asked has the findings %+v, want one of its own", f)
			}
			if diff := cmp.Diff(len(test.satisfied)+len(test.violated), len(evaluator.Probes(every))); diff != "" {
				t.Errorf("the claim is judged by another number of answers (-want +got):\n%s", diff)
			}
		})
	}
}

// inAnyOrder compares probes: a plan and what was recorded have orders of their own.
var inAnyOrder = cmp.Options{
	cmpopts.EquateEmpty(),
	cmpopts.SortSlices(func(a, b exchange.Probe) bool { return a.String() < b.String() }),
}

// opened lays a recording beside the claims that it was made for, and more.
func opened(t *testing.T, contract *openapi.Contract, recording exchange.Recording, more ...claim.Claim) *judge.Evaluator {
	t.Helper()
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: recording.Profile, Only: recording.Only})
	if err != nil {
		t.Fatal(err)
	}
	evaluator, err := judge.Open(contract, append(claims, more...), recording)
	if err != nil {
		t.Fatal(err)
	}
	return evaluator
}

func showsAction(x exchange.Exchange) bool {
	return isAnswer(x, true) && x.Response.Status == http.StatusOK
}

// How many answers a claim holds for is no part of what two runs have to agree in:
// a target that takes longer is asked more often.
func TestDigestDoesNotDependOnHowManyAnswers(t *testing.T) {
	contract := suitestest.Contract(t)
	few := suitestest.Record(t, contract, cloud.Options{}, "show.complete.answers-agree")
	r, _ := contract.Requirement("show.body.echoes-request-id")
	every := claim.Claim{
		Requirement: r, Declared: "here", Check: match.HaveActionAsked("/instanceAction/request_id"),
		Every: match.Shown().To(exchange.Reader),
	}
	judged := func(recording exchange.Recording) []judge.Finding {
		return opened(t, contract, recording, every).Evaluate(every)
	}
	findings := judged(few)
	probes := suitestest.Evidence(few, findings[0])
	if len(probes) < 4 {
		t.Fatalf("%d answers to the reader, want some", len(probes))
	}
	fewer := judged(suitestest.Doctored(few, probes[:2], func(x *exchange.Exchange) { x.Response.Status = http.StatusServiceUnavailable }))
	if judge.Digest(fewer) != judge.Digest(findings) || fewer[0].Answers != len(probes)-2 {
		t.Errorf("by %d answers the digest is another one than by %d, want the same by two less", fewer[0].Answers, len(probes))
	}
	wrong := judged(suitestest.Doctored(few, probes[:1], func(x *exchange.Exchange) { x.Response.Body = []byte(`{"instanceAction": {"request_id": "x"}}`) }))
	if judge.Digest(wrong) == judge.Digest(findings) {
		t.Error("the digest is the same where an answer is violated")
	}
}
