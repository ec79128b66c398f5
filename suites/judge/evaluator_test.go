package judge_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// What a finding is when one answer, to the member's question for a finished
// action at 2.57, is not what it should be.
func TestOutcomeOfOneAnswer(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]

	answered := func(status int, body string, identified bool) func(*exchange.Exchange) {
		return func(x *exchange.Exchange) {
			x.Response.Status, x.Response.Body = status, []byte(body)
			if !identified {
				x.Response.Header.Del("X-Compute-Request-Id")
				x.Response.Header.Del("X-Openstack-Request-Id")
			}
		}
	}
	failed := func(kind exchange.FailureKind, text string) func(*exchange.Exchange) {
		return func(x *exchange.Exchange) {
			x.Response, x.Failure = nil, &exchange.Failure{Kind: kind, Text: text}
		}
	}
	const fault = `{"computeFault": {"code": 500, "message": "Unexpected API Error."}}`
	tests := []struct {
		name    string
		change  func(*exchange.Exchange)
		outcome claim.Outcome
		reason  string
	}{
		{"as it should be", func(*exchange.Exchange) {}, claim.Satisfied, ""},
		{"500", answered(500, fault, true), claim.Violated, ""},
		{"500 in JSON alone", answered(500, fault, false), claim.Violated, ""},
		{"500 with a request id alone", answered(500, "<html>", true), claim.Violated, ""},
		{"500 with the common request id alone", func(x *exchange.Exchange) {
			answered(500, "<html>", true)(x)
			x.Response.Header.Del("X-Compute-Request-Id")
		}, claim.Violated, ""},
		{"500 with the older request id alone", func(x *exchange.Exchange) {
			answered(500, "<html>", true)(x)
			x.Response.Header.Del("X-Openstack-Request-Id")
		}, claim.Violated, ""},
		{"501", answered(501, fault, true), claim.Violated, ""},
		{"neither JSON nor a request id", answered(500, "<html>", false), claim.Inconclusive, "neither JSON nor carries a request id"},
		{"a page of somebody else", answered(200, "<html>Sign in", false), claim.Inconclusive, "neither JSON nor carries a request id"},
		{"429", answered(429, fault, true), claim.Inconclusive, "429"},
		{"502", answered(502, fault, true), claim.Inconclusive, "502"},
		{"503", answered(503, fault, true), claim.Inconclusive, "503"},
		{"504", answered(504, fault, true), claim.Inconclusive, "504"},
		{"nobody listens", failed(exchange.Refused, "connection refused"), claim.Inconclusive, "connection refused"},
		{"no such host", failed(exchange.NoSuch, "no such host"), claim.Inconclusive, "no such host"},
		{"no trust", failed(exchange.TLS, "unknown authority"), claim.Inconclusive, "unknown authority"},
		{"timed out", failed(exchange.TimedOut, "no answer within 10s"), claim.Inconclusive, "no answer within 10s"},
		{"reset", failed(exchange.Reset, "connection reset"), claim.Inconclusive, "connection reset"},
		{"not HTTP", failed(exchange.Malformed, "malformed status line"), claim.Inconclusive, "malformed status line"},
		{"an early end before any answer", failed(exchange.Short, "it ended early"), claim.Inconclusive, "no answer came"},
		{"the run ended", failed(exchange.Stopped, "the run ended"), claim.Untested, "the run ended"},
		{"a failure without a text", failed(exchange.Reset, ""), claim.Inconclusive, "reset"},
		{"a failure that says nothing", failed("", ""), claim.Inconclusive, "no answer came"},
		{"neither an answer nor a failure", func(x *exchange.Exchange) { x.Response = nil }, claim.Inconclusive, "no answer came"},
		{
			"more than is kept", func(x *exchange.Exchange) {
				x.Failure = &exchange.Failure{Kind: exchange.TooLarge, Text: "it is too large"}
			},
			claim.Inconclusive, "it is too large",
		},
		{
			"an encoding that is not known", func(x *exchange.Exchange) {
				x.Failure = &exchange.Failure{Kind: exchange.Undecoded, Text: "no br"}
				x.Response.Header.Set("Content-Encoding", "br")
			},
			claim.Inconclusive, "no br",
		},
		{
			"a question about another action", func(x *exchange.Exchange) { x.Request.URL += "0" },
			claim.Inconclusive, "in the place of GET " + suitestest.RootURL + "/v2.1/servers/",
		},
		{
			"a question to another cloud", func(x *exchange.Exchange) { x.Request.URL = strings.Replace(x.Request.URL, "http:", "https:", 1) },
			claim.Inconclusive, "in the place of",
		},
		{"a question by another method", func(x *exchange.Exchange) { x.Request.Method = http.MethodHead }, claim.Inconclusive, "in the place of"},
		{"a question of another probe", func(x *exchange.Exchange) { x.Probe.Nth = 7 }, claim.Untested, "not in the recording (the run was complete)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Find(t, contract, suitestest.Doctored(good, []exchange.Probe{probe}, test.change), requirement, probe)
			if f.Outcome != test.outcome || !strings.Contains(f.Reason, test.reason) || (f.Reason == "") != (test.reason == "") {
				t.Errorf("finding = %s: %q, want %s: %q", f.Outcome, f.Reason, test.outcome, test.reason)
			}
			if (len(f.Violations) > 0) != (test.outcome == claim.Violated) {
				t.Errorf("violations = %v, want some exactly where the outcome is violated", f.Violations)
			}
			if test.outcome == claim.Satisfied || test.outcome == claim.Violated {
				want := []exchange.Probe{probe}
				if diff := cmp.Diff(want, suitestest.Evidence(good, f)); diff != "" {
					t.Errorf("evidence (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// A body that ends early is a violation of what it is too short for, not of
// everything.
func TestAShortBodyIsViolated(t *testing.T) {
	contract := suitestest.Contract(t)
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	ids := []string{"show.status.is-200", "show.headers.content-length", "show.body.is-one-json-document"}
	recording := suitestest.Doctored(suitestest.Record(t, contract, cloud.Options{}, ids...), []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Failure = &exchange.Failure{Kind: exchange.Short, Text: "10 bytes of more"}
		x.Response.Body, x.Response.Wire = x.Response.Body[:10], 10
	})
	for id, want := range map[string]claim.Outcome{ids[0]: claim.Satisfied, ids[1]: claim.Violated, ids[2]: claim.Violated} {
		if f := suitestest.Find(t, contract, recording, id, probe); f.Outcome != want {
			t.Errorf("%s is %s, want %s", id, f.Outcome, want)
		}
	}
}

func TestWhatATargetDoesNotOfferIsNotApplicable(t *testing.T) {
	contract := suitestest.Contract(t)
	old := suitestest.Record(t, contract, cloud.Options{Maximum: "2.45"}, "show.status.is-200", "show.headers.request-ids-agree")
	tests := []struct {
		name, requirement, version string
		outcome                    claim.Outcome
		reason                     string
		evidence                   []exchange.Probe
	}{
		{"an edition", "show.status.is-200", "2.57", claim.NotApplicable, "the target offers 2.1 to 2.45, not 2.57", []exchange.Probe{claim.VersionsProbe()}},
		{"a requirement", "show.headers.request-ids-agree", "2.1", claim.NotApplicable, "this one offers up to 2.45", []exchange.Probe{claim.VersionsProbe()}},
		{"neither", "show.status.is-200", "2.1", claim.Satisfied, "", []exchange.Probe{suitestest.Control(exchange.Member)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Find(t, contract, old, test.requirement, claim.Show(cast.Finished).At(test.version).Rows(suitestest.Scope())[0][0])
			if f.Outcome != test.outcome || !strings.Contains(f.Reason, test.reason) {
				t.Errorf("finding = %s: %q, want %s: %q", f.Outcome, f.Reason, test.outcome, test.reason)
			}
			if diff := cmp.Diff(test.evidence, suitestest.Evidence(old, f)); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a requirement of targets whose offer is unknown", func(t *testing.T) {
		mute := suitestest.Doctored(old, []exchange.Probe{claim.VersionsProbe()}, func(x *exchange.Exchange) { x.Response.Body = []byte(`{}`) })
		f := suitestest.Find(t, contract, mute, "show.headers.request-ids-agree", claim.Show(cast.Finished).At("2.1").Rows(suitestest.Scope())[0][0])
		if f.Outcome != claim.Untested || !strings.Contains(f.Reason, "does not say which microversions") {
			t.Errorf("finding = %s: %q, want it untested, for the version document", f.Outcome, f.Reason)
		}
	})
}

// Where the ids are given the legacy path can be judged without a word of what
// microversions the target offers, but for requirements that depend on that.
func TestAnUnknownOffer(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{}, "show.status.is-200", "show.headers.request-ids-agree")
	recording.Bindings = slices.Clone(recording.Bindings)
	for i, b := range recording.Bindings {
		if b.Symbol == "finished.server" || b.Symbol == "finished.id" || b.Symbol == "member.project" {
			recording.Bindings[i].Origin = "--flag"
		}
	}
	mute := suitestest.Doctored(recording, []exchange.Probe{claim.VersionsProbe()}, func(x *exchange.Exchange) { x.Response.Body = []byte(`{}`) })
	legacy := suitestest.Scope().OnLegacy(claim.Show(cast.Finished).Rows(suitestest.Scope())[0][0])
	for requirement, want := range map[string]claim.Outcome{"show.status.is-200": claim.Satisfied, "show.headers.request-ids-agree": claim.Untested} {
		if f := suitestest.Find(t, contract, mute, requirement, legacy); f.Outcome != want {
			t.Errorf("%s is %s: %s, want %s", requirement, f.Outcome, f.Reason, want)
		}
	}
}

// A situation that nobody can be asked to make is judged when it is met.
func TestWhatWasNotSeenIsNotApplicable(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.body.failure-has-message"
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	probe := claim.Show(cast.Failed).At("2.57").Rows(suitestest.Scope())[0][0]
	if f := suitestest.Find(t, contract, good, requirement, probe); f.Outcome != claim.Satisfied {
		t.Fatalf("finding = %s: %q, want it satisfied where a failed action was read", f.Outcome, f.Reason)
	}
	var reads []exchange.Probe
	for n := range cast.ActionsRead {
		reads = append(reads, cast.Finder{Scope: suitestest.Scope()}.Reading(n))
	}
	well := strings.NewReplacer(`"message": "Error"`, `"message": null`, `"result": "Error"`, `"result": "Success"`)
	unseen := suitestest.Doctored(good, reads, func(x *exchange.Exchange) {
		x.Response.Body = []byte(well.Replace(string(x.Response.Body)))
	})
	f := suitestest.Find(t, contract, unseen, requirement, probe)
	if f.Outcome != claim.NotApplicable || !strings.Contains(f.Reason, "not seen: no action") {
		t.Errorf("finding = %s: %q, want it not applicable, not seen", f.Outcome, f.Reason)
	}
	if proof := suitestest.Evidence(unseen, f); !slices.Contains(proof, cast.Finder{Scope: suitestest.Scope()}.Reading(0)) {
		t.Errorf("evidence = %v, want the actions read", proof)
	}
}

func TestWhoDoesNotPlayIsUntested(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.tenancy.outsider-gets-404"
	recording := suitestest.Record(t, contract, cloud.Options{}, requirement)
	recording.Actors = suitestest.Accounts(exchange.Member)
	f := suitestest.Find(t, contract, recording, requirement, claim.Show(cast.Finished).As(exchange.Outsider).At("2.57").Rows(suitestest.Scope())[0][0])
	if f.Outcome != claim.Untested || !strings.Contains(f.Reason, "OSACT_TOKEN_OUTSIDER") {
		t.Errorf("finding = %s: %q, want it untested, and the variable that helps", f.Outcome, f.Reason)
	}
}

// Of a question that was postponed the last answer counts.
func TestTheLastAttemptCounts(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	recording := suitestest.Record(t, contract, cloud.Options{}, requirement)
	probe := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	at := slices.IndexFunc(recording.Exchanges, func(x exchange.Exchange) bool { return x.Probe == probe })
	busy := suitestest.Doctored(recording, []exchange.Probe{probe}, func(x *exchange.Exchange) { x.Response.Status = 503 }).Exchanges[at]
	recording.Exchanges[at].Attempt = 1
	recording.Exchanges = slices.Insert(recording.Exchanges, at, busy)
	f := suitestest.Find(t, contract, recording, requirement, probe)
	if f.Outcome != claim.Satisfied || !slices.Equal(f.Evidence, []int{at + 1}) {
		t.Errorf("finding = %s: %q by %d, want it satisfied by %d", f.Outcome, f.Reason, f.Evidence, at+1)
	}
}
