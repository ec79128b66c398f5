package suites

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// What a finding is when one answer, to the member's question for a finished
// action at 2.57, is not what it should be.
func TestOutcomeOfOneAnswer(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.status.is-200"
	good := record(t, contract, cloud.Options{}, requirement)
	probe := Show(finished).At("2.57").rows(usual())[0][0]

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
		outcome Outcome
		reason  string
	}{
		{"as it should be", func(*exchange.Exchange) {}, Satisfied, ""},
		{"500", answered(500, fault, true), Violated, ""},
		{"500 in JSON alone", answered(500, fault, false), Violated, ""},
		{"500 with a request id alone", answered(500, "<html>", true), Violated, ""},
		{"500 with the common request id alone", func(x *exchange.Exchange) {
			answered(500, "<html>", true)(x)
			x.Response.Header.Del("X-Compute-Request-Id")
		}, Violated, ""},
		{"500 with the older request id alone", func(x *exchange.Exchange) {
			answered(500, "<html>", true)(x)
			x.Response.Header.Del("X-Openstack-Request-Id")
		}, Violated, ""},
		{"501", answered(501, fault, true), Violated, ""},
		{"neither JSON nor a request id", answered(500, "<html>", false), Inconclusive, "neither JSON nor carries a request id"},
		{"a page of somebody else", answered(200, "<html>Sign in", false), Inconclusive, "neither JSON nor carries a request id"},
		{"429", answered(429, fault, true), Inconclusive, "429"},
		{"502", answered(502, fault, true), Inconclusive, "502"},
		{"503", answered(503, fault, true), Inconclusive, "503"},
		{"504", answered(504, fault, true), Inconclusive, "504"},
		{"nobody listens", failed(exchange.Refused, "connection refused"), Inconclusive, "connection refused"},
		{"no such host", failed(exchange.NoSuch, "no such host"), Inconclusive, "no such host"},
		{"no trust", failed(exchange.TLS, "unknown authority"), Inconclusive, "unknown authority"},
		{"timed out", failed(exchange.TimedOut, "no answer within 10s"), Inconclusive, "no answer within 10s"},
		{"reset", failed(exchange.Reset, "connection reset"), Inconclusive, "connection reset"},
		{"not HTTP", failed(exchange.Malformed, "malformed status line"), Inconclusive, "malformed status line"},
		{"an early end before any answer", failed(exchange.Short, "it ended early"), Inconclusive, "no answer came"},
		{"the run ended", failed(exchange.Stopped, "the run ended"), Untested, "the run ended"},
		{"a failure without a text", failed(exchange.Reset, ""), Inconclusive, "reset"},
		{"a failure that says nothing", failed("", ""), Inconclusive, "no answer came"},
		{"neither an answer nor a failure", func(x *exchange.Exchange) { x.Response = nil }, Inconclusive, "no answer came"},
		{
			"more than is kept", func(x *exchange.Exchange) {
				x.Failure = &exchange.Failure{Kind: exchange.TooLarge, Text: "it is too large"}
			},
			Inconclusive, "it is too large",
		},
		{
			"an encoding that is none", func(x *exchange.Exchange) { x.Failure = &exchange.Failure{Kind: exchange.Undecoded, Text: "no gzip"} },
			Inconclusive, "no gzip",
		},
		{
			"a question about another action", func(x *exchange.Exchange) { x.Request.URL += "0" },
			Inconclusive, "in the place of GET " + rootURL + "/v2.1/servers/",
		},
		{
			"a question to another cloud", func(x *exchange.Exchange) { x.Request.URL = strings.Replace(x.Request.URL, "http:", "https:", 1) },
			Inconclusive, "in the place of",
		},
		{"a question by another method", func(x *exchange.Exchange) { x.Request.Method = http.MethodHead }, Inconclusive, "in the place of"},
		{"a question of another probe", func(x *exchange.Exchange) { x.Probe.Nth = 7 }, Untested, "not in the recording (the run was complete)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := find(t, contract, doctored(good, []exchange.Probe{probe}, test.change), requirement, probe)
			if f.Outcome != test.outcome || !strings.Contains(f.Reason, test.reason) || (f.Reason == "") != (test.reason == "") {
				t.Errorf("finding = %s: %q, want %s: %q", f.Outcome, f.Reason, test.outcome, test.reason)
			}
			if (len(f.Violations) > 0) != (test.outcome == Violated) {
				t.Errorf("violations = %v, want some exactly where the outcome is violated", f.Violations)
			}
			if test.outcome == Satisfied || test.outcome == Violated {
				want := []exchange.Probe{probe}
				if diff := cmp.Diff(want, evidence(good, f)); diff != "" {
					t.Errorf("evidence (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// A body that ends early is a violation of what it is too short for, not of
// everything.
func TestAShortBodyIsViolated(t *testing.T) {
	contract := loaded(t)
	probe := Show(finished).At("2.57").rows(usual())[0][0]
	ids := []string{"show.status.is-200", "show.headers.content-length", "show.body.is-one-json-document"}
	recording := doctored(record(t, contract, cloud.Options{}, ids...), []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Failure = &exchange.Failure{Kind: exchange.Short, Text: "10 bytes of more"}
		x.Response.Body, x.Response.Wire = x.Response.Body[:10], 10
	})
	for id, want := range map[string]Outcome{ids[0]: Satisfied, ids[1]: Violated, ids[2]: Violated} {
		if f := find(t, contract, recording, id, probe); f.Outcome != want {
			t.Errorf("%s is %s, want %s", id, f.Outcome, want)
		}
	}
}

func TestWhatATargetDoesNotOfferIsNotApplicable(t *testing.T) {
	contract := loaded(t)
	old := record(t, contract, cloud.Options{Maximum: "2.45"}, "show.status.is-200", "show.headers.request-ids-agree")
	tests := []struct {
		name, requirement, version string
		outcome                    Outcome
		reason                     string
		evidence                   []exchange.Probe
	}{
		{"an edition", "show.status.is-200", "2.57", NotApplicable, "the target offers 2.1 to 2.45, not 2.57", []exchange.Probe{versionsProbe()}},
		{"a requirement", "show.headers.request-ids-agree", "2.1", NotApplicable, "this one offers up to 2.45", []exchange.Probe{versionsProbe()}},
		{"neither", "show.status.is-200", "2.1", Satisfied, "", []exchange.Probe{control(exchange.Member)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := find(t, contract, old, test.requirement, Show(finished).At(test.version).rows(usual())[0][0])
			if f.Outcome != test.outcome || !strings.Contains(f.Reason, test.reason) {
				t.Errorf("finding = %s: %q, want %s: %q", f.Outcome, f.Reason, test.outcome, test.reason)
			}
			if diff := cmp.Diff(test.evidence, evidence(old, f)); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a requirement of targets whose offer is unknown", func(t *testing.T) {
		mute := doctored(old, []exchange.Probe{versionsProbe()}, func(x *exchange.Exchange) { x.Response.Body = []byte(`{}`) })
		f := find(t, contract, mute, "show.headers.request-ids-agree", Show(finished).At("2.1").rows(usual())[0][0])
		if f.Outcome != Untested || !strings.Contains(f.Reason, "does not say which microversions") {
			t.Errorf("finding = %s: %q, want it untested, for the version document", f.Outcome, f.Reason)
		}
	})
}

// Where the ids are given the legacy path can be judged without a word of what
// microversions the target offers, but for requirements that depend on that.
func TestAnUnknownOffer(t *testing.T) {
	contract := loaded(t)
	recording := record(t, contract, cloud.Options{}, "show.status.is-200", "show.headers.request-ids-agree")
	recording.Bindings = slices.Clone(recording.Bindings)
	for i, b := range recording.Bindings {
		if b.Symbol == "finished.server" || b.Symbol == "finished.id" || b.Symbol == "member.project" {
			recording.Bindings[i].Origin = "--flag"
		}
	}
	mute := doctored(recording, []exchange.Probe{versionsProbe()}, func(x *exchange.Exchange) { x.Response.Body = []byte(`{}`) })
	legacy := usual().onLegacy(Show(finished).rows(usual())[0][0])
	for requirement, want := range map[string]Outcome{"show.status.is-200": Satisfied, "show.headers.request-ids-agree": Untested} {
		if f := find(t, contract, mute, requirement, legacy); f.Outcome != want {
			t.Errorf("%s is %s: %s, want %s", requirement, f.Outcome, f.Reason, want)
		}
	}
}

// A situation that nobody can be asked to make is judged when it is met.
func TestWhatWasNotSeenIsNotApplicable(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.body.failure-has-message"
	good := record(t, contract, cloud.Options{}, requirement)
	probe := Show(failed).At("2.57").rows(usual())[0][0]
	if f := find(t, contract, good, requirement, probe); f.Outcome != Satisfied {
		t.Fatalf("finding = %s: %q, want it satisfied where a failed action was read", f.Outcome, f.Reason)
	}
	var reads []exchange.Probe
	for n := range actionsRead {
		reads = append(reads, Finder{usual()}.reading(n))
	}
	well := strings.NewReplacer(`"message": "Error"`, `"message": null`, `"result": "Error"`, `"result": "Success"`)
	unseen := doctored(good, reads, func(x *exchange.Exchange) {
		x.Response.Body = []byte(well.Replace(string(x.Response.Body)))
	})
	f := find(t, contract, unseen, requirement, probe)
	if f.Outcome != NotApplicable || !strings.Contains(f.Reason, "not seen: no action") {
		t.Errorf("finding = %s: %q, want it not applicable, not seen", f.Outcome, f.Reason)
	}
	if proof := evidence(unseen, f); !slices.Contains(proof, Finder{usual()}.reading(0)) {
		t.Errorf("evidence = %v, want the actions read", proof)
	}
}

func TestWhoDoesNotPlayIsUntested(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.tenancy.outsider-gets-404"
	recording := record(t, contract, cloud.Options{}, requirement)
	recording.Actors = accounts(exchange.Member)
	f := find(t, contract, recording, requirement, Show(finished).As(exchange.Outsider).At("2.57").rows(usual())[0][0])
	if f.Outcome != Untested || !strings.Contains(f.Reason, "OSACT_TOKEN_OUTSIDER") {
		t.Errorf("finding = %s: %q, want it untested, and the variable that helps", f.Outcome, f.Reason)
	}
}

// Of a question that was postponed the last answer counts.
func TestTheLastAttemptCounts(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.status.is-200"
	recording := record(t, contract, cloud.Options{}, requirement)
	probe := Show(finished).At("2.57").rows(usual())[0][0]
	at := slices.IndexFunc(recording.Exchanges, func(x exchange.Exchange) bool { return x.Probe == probe })
	busy := doctored(recording, []exchange.Probe{probe}, func(x *exchange.Exchange) { x.Response.Status = 503 }).Exchanges[at]
	recording.Exchanges[at].Attempt = 1
	recording.Exchanges = slices.Insert(recording.Exchanges, at, busy)
	f := find(t, contract, recording, requirement, probe)
	if f.Outcome != Satisfied || !slices.Equal(f.Evidence, []int{at + 1}) {
		t.Errorf("finding = %s: %q by %d, want it satisfied by %d", f.Outcome, f.Reason, f.Evidence, at+1)
	}
}

// find judges a recording and returns the finding of the claim about a
// requirement whose last probe is the given one.
func find(t *testing.T, contract *openapi.Contract, recording exchange.Recording, requirement string, probe exchange.Probe) Finding {
	t.Helper()
	findings, err := Judge(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(findings, func(f Finding) bool { return f.Requirement == requirement && f.Probe == probe })
	if i < 0 {
		t.Fatalf("%s has no finding about %s", requirement, probe)
	}
	return findings[i]
}

// evidence returns the probes of the exchanges that a finding rests on.
func evidence(recording exchange.Recording, f Finding) []exchange.Probe {
	var probes []exchange.Probe
	for _, i := range f.Evidence {
		probes = append(probes, recording.Exchanges[i].Probe)
	}
	return probes
}
