package judge_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// What the control questions, the first and the last of the member, say about
// a violation in between.
func TestOutcomeByControlQuestions(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	first := suitestest.Control(exchange.Member)
	last := first
	last.Nth = exchange.Last
	const forbidden, unauthorized, plain = `{"forbidden": {"code": 403}}`, `{"error": {"code": 401}}`, `{}`
	tests := []struct {
		name               string
		first, probe, last int
		body               string // of every answer that is no 200
		outcome            claim.Outcome
		reason             string
		evidence           []exchange.Probe
	}{
		{"they agree", 200, 500, 200, plain, claim.Violated, "", []exchange.Probe{probe}},
		{"they differ", 200, 401, 401, unauthorized, claim.Inconclusive, "answered 200 at first and 401 at last", []exchange.Probe{probe, first, last}},
		{"they differ the other way", 404, 500, 200, plain, claim.Inconclusive, "answered 404 at first and 200 at last", []exchange.Probe{probe, first, last}},
		{"they differ about nothing", 200, 200, 404, plain, claim.Satisfied, "", []exchange.Probe{probe}},
		{"no token", 401, 401, 401, unauthorized, claim.Inconclusive, "the token of member was not accepted", []exchange.Probe{probe, first, last}},
		{"no right", 403, 403, 403, forbidden, claim.NotApplicable, "policy does not let member", []exchange.Probe{probe, first, last}},
		{"no right, yet another answer", 403, 500, 403, forbidden, claim.Violated, "", []exchange.Probe{probe}},
		{"a refusal that is not the policy's", 403, 403, 403, plain, claim.Violated, "", []exchange.Probe{probe}},
		{"a right, yet a refusal", 200, 403, 200, forbidden, claim.Violated, "", []exchange.Probe{probe}},
		{"nothing to compare with", 200, 500, 503, plain, claim.Violated, "", []exchange.Probe{probe}},
		{"no proof of the token", 200, 401, 503, unauthorized, claim.Inconclusive, "nothing shows that the token of member is valid", []exchange.Probe{probe}},
		{"no proof of the right", 200, 403, 503, forbidden, claim.Inconclusive, "nothing shows that the token of member may see any action", []exchange.Probe{probe}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			recording := good
			for p, status := range map[exchange.Probe]int{first: test.first, probe: test.probe, last: test.last} {
				recording = suitestest.Doctored(recording, []exchange.Probe{p}, func(x *exchange.Exchange) {
					if status != http.StatusOK {
						x.Response.Status, x.Response.Body = status, []byte(test.body)
					}
				})
			}
			f := suitestest.Find(t, contract, recording, requirement, probe)
			if f.Outcome != test.outcome || !strings.Contains(f.Reason, test.reason) || (f.Reason == "") != (test.reason == "") {
				t.Errorf("finding = %s: %q, want %s: %q", f.Outcome, f.Reason, test.outcome, test.reason)
			}
			if diff := cmp.Diff(test.evidence, suitestest.Evidence(recording, f)); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
}

// A target may be too new for the control questions. Then a violation stands.
func TestOutcomeWithoutControlQuestions(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	recording := suitestest.Record(t, contract, cloud.Options{}, requirement)
	recording = suitestest.Doctored(recording, []exchange.Probe{claim.VersionsProbe()}, func(x *exchange.Exchange) {
		x.Response.Body = []byte(`{"version": {"min_version": "2.50", "version": "2.104"}}`)
	})
	if f := suitestest.Find(t, contract, recording, requirement, suitestest.Control(exchange.Member)); f.Outcome != claim.NotApplicable {
		t.Fatalf("the control question is %s: %s, want it not applicable", f.Outcome, f.Reason)
	}
	recording = suitestest.Doctored(recording, []exchange.Probe{probe}, func(x *exchange.Exchange) { x.Response.Status = http.StatusInternalServerError })
	if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != claim.Violated {
		t.Errorf("finding = %s: %s, want %s", f.Outcome, f.Reason, claim.Violated)
	}
}

// The control questions of one actor say nothing about another.
func TestControlQuestionsAreTheActorsOwn(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	last := suitestest.Control(exchange.Admin)
	last.Nth = exchange.Last
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	recording := suitestest.Doctored(suitestest.Record(t, contract, cloud.Options{}, requirement), []exchange.Probe{probe, last}, func(x *exchange.Exchange) {
		x.Response.Status = http.StatusNotFound
	})
	if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != claim.Violated {
		t.Errorf("finding = %s: %s, want %s", f.Outcome, f.Reason, claim.Violated)
	}
}

// Who has no token needs no proof that it is valid.
func TestAnonymousHasNoExcuse(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.authentication.missing-token-is-401"
	probe := claim.Show(cast.Finished).As(exchange.Anonymous).Rows(suitestest.Scope())[0][0]
	recording := suitestest.Doctored(suitestest.Record(t, contract, cloud.Options{}, requirement), []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Header.Del("Www-Authenticate")
	})
	if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != claim.Violated {
		t.Errorf("finding = %s: %s, want %s for a 401 without WWW-Authenticate", f.Outcome, f.Reason, claim.Violated)
	}
}
