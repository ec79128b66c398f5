package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
	"github.com/osact/osact/suites/suitestest"
)

func TestWalkDerivesBindings(t *testing.T) {
	w := suitestest.Executed(t, suitestest.Contract(t), suitestest.Small(), suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), nil)
	want := exchange.Bindings{
		"target.oldest": "2.1", "target.maximum": "2.96", "target.newest": "2.96", "target.beyond": "2.97",
		"target.legacy": "v2.0", "member.project": "p-member",
		"server.0": "web", "server.1": "db",
		// Of each server in turn: the failed ones, the newest, those of several steps, the rest.
		"read.0.server": "web", "read.0.id": "req-failed",
		"read.1.server": "db", "read.1.id": "req-created",
		"read.2.server": "web", "read.2.id": "req-running",
		"read.3.server": "web", "read.3.id": "req-finished",
		"read.4.server": "web", "read.4.id": "req-started",
		"finished.server": "web", "finished.id": "req-finished",
		"failed.server": "web", "failed.id": "req-failed",
		"running.server": "web", "running.id": "req-running",
	}
	if diff := cmp.Diff(want, suitestest.Bindings(w)); diff != "" {
		t.Errorf("bindings (-want +got):\n%s", diff)
	}
	origin := "captured: member GET /v2.1/servers?limit=8"
	if !slices.Contains(w.Bindings(), exchange.Binding{Symbol: "server.1", Value: "db", Origin: origin}) {
		t.Errorf("bindings = %+v, want server.1 with the origin %q", w.Bindings(), origin)
	}
	if n := settledSteps(w); n != len(w.Plan().Steps) {
		t.Errorf("%d of %d steps are settled, want all", n, len(w.Plan().Steps))
	}
}

func settledSteps(w *plan.Execution) (n int) {
	for s := range w.Results() {
		if s.Settled {
			n++
		}
	}
	return n
}

func TestWalkKeepsWhatIsGiven(t *testing.T) {
	given := []exchange.Binding{
		{Symbol: "finished.id", Value: "req-mine", Origin: "--action"},
		{Symbol: "finished.server", Value: "mine", Origin: "--server"},
		{Symbol: "member.project", Value: "p-mine", Origin: "--project"},
	}
	w := suitestest.Executed(t, suitestest.Contract(t), suitestest.Small(), suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), given)
	for _, b := range given {
		if got := suitestest.Bindings(w)[b.Symbol]; got != b.Value {
			t.Errorf("{%s} = %q, want %q as given", b.Symbol, got, b.Value)
		}
	}
	if diff := cmp.Diff(given, w.Bindings()[:len(given)]); diff != "" {
		t.Errorf("first bindings (-given +got):\n%s", diff)
	}
}

// What is asked and what is not: of each probe of a claim, why not.
func TestWalkSaysWhyItDoesNotAsk(t *testing.T) {
	contract := suitestest.Contract(t)
	const (
		versions = "anonymous GET /v2.1/"
		servers  = "member GET /v2.1/servers?limit=8"
	)
	set := func(question string, r suitestest.Reply) func(suitestest.Fake) {
		return func(f suitestest.Fake) { f[question] = r }
	}
	member := suitestest.Accounts(exchange.Member)
	tests := []struct {
		name    string
		actors  map[exchange.Actor]exchange.Identity
		change  func(suitestest.Fake)
		ask     claim.Ask
		outcome claim.Outcome // empty: it is asked
		reason  string
		proof   string // the first exchange of the evidence
	}{
		{name: "all is there", actors: member, ask: claim.Show(cast.Finished)},
		{
			name: "nobody plays the actor", actors: member, ask: claim.Show(cast.Finished).As(exchange.Reader),
			outcome: claim.Untested, reason: "nobody plays reader: give --as reader=CLOUD, or its token in OSACT_TOKEN_READER",
		},
		{name: "an actor without an account needs nobody", actors: member, ask: claim.Show(cast.Finished).As(exchange.Intruder)},
		{
			name: "nobody plays the member, who discovers", actors: suitestest.Accounts(exchange.Admin), ask: claim.Show(cast.Finished).As(exchange.Admin),
			outcome: claim.Untested, reason: "nobody plays member: give --as member=CLOUD, or its token in OSACT_TOKEN_MEMBER",
		},
		{
			name: "no servers, so no finished action", actors: member, change: set(servers, suitestest.OK(`{"servers": []}`)), ask: claim.Show(cast.Finished),
			outcome: claim.Untested, reason: "ended well", proof: servers,
		},
		{
			name: "no servers, so no failed action", actors: member, change: set(servers, suitestest.OK(`{"servers": []}`)), ask: claim.Show(cast.Failed),
			outcome: claim.Untested, reason: "failed", proof: servers,
		},
		{
			name: "no servers, so no running action", actors: member, change: set(servers, suitestest.OK(`{"servers": []}`)), ask: claim.Show(cast.Running),
			outcome: claim.NotApplicable, reason: "none of the actions read was running", proof: servers,
		},
		{
			name: "no servers, so nothing to read", actors: member, change: set(servers, suitestest.OK(`{"servers": []}`)), ask: claim.Show(cast.Read(0)),
			outcome: claim.NotApplicable, reason: "no further actions", proof: servers,
		},
		{
			name: "fewer servers", actors: member, ask: claim.Get("/v2.1/servers/{server.2}"),
			outcome: claim.NotApplicable, reason: "no further servers", proof: servers,
		},
		{
			name: "fewer actions", actors: member, ask: claim.Show(cast.Read(5)),
			outcome: claim.NotApplicable, reason: "no further actions", proof: servers,
		},
		{
			name: "newer than the target", actors: member, ask: claim.Show(cast.Finished).At("2.97"),
			outcome: claim.NotApplicable, reason: "the target offers 2.1 to 2.96, not 2.97", proof: versions,
		},
		{
			name: "older than the target", actors: member, ask: claim.Show(cast.Finished).At("2.1"),
			change:  set(versions, suitestest.OK(`{"version": {"min_version": "2.50", "version": "2.96"}}`)),
			outcome: claim.NotApplicable, reason: "the target offers 2.50 to 2.96, not 2.1", proof: versions,
		},
		{name: "the target's newest", actors: member, ask: claim.Show(cast.Finished).At("2.96")},
		{name: "a version unknown to the contract is asked on purpose", actors: member, ask: claim.Show(cast.Finished).At("2.999")},
		{name: "a version that is none is asked on purpose", actors: member, ask: claim.Show(cast.Finished).At("abc")},
		{name: "a symbol as the version", actors: member, ask: claim.Show(cast.Finished).At("{target.beyond}")},
		{name: "the legacy path", actors: member, ask: claim.Get("/v2/{member.project}/page")},
		{
			name: "no legacy path", actors: member, change: set("anonymous GET /", suitestest.OK(`{"versions": [{"id": "v2.1"}]}`)),
			ask:     claim.Get("/v2/{member.project}/page"),
			outcome: claim.NotApplicable, reason: "lists no v2.0", proof: "anonymous GET /",
		},
		{
			name: "no word of the project", actors: member, change: set("member GET /v2.1"+suitestest.Nowhere, suitestest.Reply{Status: 404, Body: `{}`}),
			ask: claim.Get("/v2/{member.project}/page"), outcome: claim.Untested, reason: "give --project member=ID",
		},
		{
			name: "no versions in the document", actors: member, change: set(versions, suitestest.OK(`{}`)), ask: claim.Show(cast.Finished),
			outcome: claim.Untested, reason: "does not say which microversions",
		},
		{
			name: "discovery is refused", actors: member, change: set(versions, suitestest.Reply{Status: 401, Body: `{"error": {}}`}), ask: claim.Show(cast.Finished),
			outcome: claim.Inconclusive, reason: versions + " was answered 401", proof: versions,
		},
		{
			name: "discovery of servers is refused", actors: member, change: set(servers, suitestest.Reply{Status: 401, Body: `{"error": {}}`}),
			ask: claim.Get("/v2.1/servers/{server.0}"), outcome: claim.Inconclusive, reason: servers + " was answered 401", proof: servers,
		},
		{
			name: "discovery fails", actors: member,
			change:  set(servers, suitestest.Reply{Failure: &exchange.Failure{Kind: exchange.TimedOut, Text: "no answer within 10s"}}),
			ask:     claim.Show(cast.Finished),
			outcome: claim.Inconclusive, reason: servers + ": no answer within 10s", proof: servers,
		},
		{
			name: "discovery was cut off with the run", actors: member,
			change:  set(servers, suitestest.Reply{Failure: &exchange.Failure{Kind: exchange.Stopped, Text: "the run ended"}}),
			ask:     claim.Show(cast.Finished),
			outcome: claim.Untested, reason: servers + ": the run ended", proof: servers,
		},
		{
			name: "discovery meets an intermediary", actors: member, change: set(servers, suitestest.OK(`<html>Sign in`)), ask: claim.Show(cast.Read(0)),
			outcome: claim.Inconclusive, reason: "neither JSON nor carries a request id", proof: servers,
		},
		{
			name: "discovery has neither an answer nor a failure", actors: member, change: set(servers, suitestest.Reply{}), ask: claim.Show(cast.Read(0)),
			outcome: claim.Inconclusive, reason: "no answer came", proof: servers,
		},
		{
			name: "a variant that is no header", actors: member, ask: claim.Show(cast.Finished).With("no header"),
			outcome: claim.Untested, reason: "the variant must read",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Small()
			if test.change != nil {
				test.change(f)
			}
			w := suitestest.Executed(t, contract, f, test.ask, test.actors, nil)
			s, _ := w.Result(test.ask.Rows(suitestest.Scope())[0][0])
			if !s.Settled {
				t.Fatal("the step was never settled")
			}
			why := s.Unasked
			if why.Outcome != test.outcome || !strings.Contains(why.Reason, test.reason) {
				t.Errorf("unasked = %q, %q, want %q, %q", why.Outcome, why.Reason, test.outcome, test.reason)
			}
			if asked := s.Exchange != nil; asked != (test.outcome == "") {
				t.Errorf("asked = %v, want the opposite", asked)
			}
			var proof string
			if len(why.Evidence) > 0 {
				proof = why.Evidence[0].String()
			}
			if proof != test.proof {
				t.Errorf("evidence begins with %q, want %q", proof, test.proof)
			}
		})
	}
}

func TestWalkAsksEachQuestionOnce(t *testing.T) {
	w := suitestest.NewExecution(t, suitestest.Contract(t), suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), nil)
	f := suitestest.Small()
	asked := map[exchange.Probe]int{}
	for ready := w.Ready(); len(ready) > 0; ready = w.Ready() {
		if again := w.Ready(); len(again) > 0 {
			t.Fatalf("Ready returned %d questions, though nothing was answered in between", len(again))
		}
		for _, q := range ready {
			asked[q.Probe]++
			w.Put(f.Answer(q))
		}
	}
	for probe, n := range asked {
		if n != 1 {
			t.Errorf("%s was asked %d times", probe, n)
		}
	}
	if len(asked) == 0 {
		t.Error("nothing was asked")
	}
}

func TestWalkIgnoresWhatItDidNotAsk(t *testing.T) {
	f := suitestest.Small()
	w := suitestest.NewExecution(t, suitestest.Contract(t), suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), nil)
	w.Put(f.Answer(exchange.Question{Probe: claim.VersionsProbe(), Method: "GET", Path: "/v2.1/"}))                          // not asked yet
	w.Put(f.Answer(exchange.Question{Probe: claim.Get("/elsewhere").As(exchange.Anonymous).Rows(suitestest.Scope())[0][0]})) // never asked
	if n := settledSteps(w); n != 0 {
		t.Fatalf("%d steps are settled, want none", n)
	}
	f.Play(w, suitestest.InTurn)
	before := suitestest.Bindings(w)
	other := f.Answer(exchange.Question{Probe: claim.VersionsProbe(), Method: "GET", Path: "/v2.1/"})
	other.Response = nil
	w.Put(other) // answered already
	if s, _ := w.Result(claim.VersionsProbe()); s.Answer == nil {
		t.Error("a second answer took the place of the first")
	}
	if diff := cmp.Diff(before, suitestest.Bindings(w)); diff != "" {
		t.Errorf("bindings (-before +after):\n%s", diff)
	}
}

// In whichever order answers come, a walk learns the same from them.
func TestWalkDoesNotDependOnOrder(t *testing.T) {
	contract := suitestest.Contract(t)
	planned, err := cast.Plan(contract, "full", suitestest.Asking(suitestest.EverySymbol().As(exchange.Admin).Or(suitestest.EverySymbol())), nil)
	if err != nil {
		t.Fatal(err)
	}
	actors := suitestest.Accounts(exchange.Member, exchange.Admin)
	usual := plan.NewExecution(contract, planned, actors, nil)
	suitestest.Small().Play(usual, suitestest.InTurn)
	rapid.Check(t, func(t *rapid.T) {
		w := plan.NewExecution(contract, planned, actors, nil)
		suitestest.Small().Play(w, func(waiting int) int { return rapid.IntRange(0, waiting-1).Draw(t, "next") })
		if diff := cmp.Diff(suitestest.Bindings(usual), suitestest.Bindings(w)); diff != "" {
			t.Fatalf("bindings (-usual +got):\n%s", diff)
		}
		for _, step := range w.Plan().Steps {
			want, _ := usual.Result(step.Probe)
			got, _ := w.Result(step.Probe)
			if diff := cmp.Diff(want.Unasked, got.Unasked); diff != "" {
				t.Fatalf("%s (-usual +got):\n%s", step.Probe, diff)
			}
		}
	})
}
