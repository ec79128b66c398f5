package judge_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// usual are the factors of the member's question for the finished action.
func usual(changes ...func(*openapi.Question)) openapi.Question {
	q := openapi.Question{
		Edition: openapi.At(openapi.Version{Major: 2, Minor: 57}), Operation: "show", Method: http.MethodGet, Path: "exact", Project: "none",
		Actor: "member", Server: "live", Action: "finished", Policy: "allows",
	}
	for _, change := range changes {
		change(&q)
	}
	return q
}

func edition(minor int) func(*openapi.Question) {
	return func(q *openapi.Question) { q.Edition = openapi.At(openapi.Version{Major: 2, Minor: minor}) }
}

func listing(q *openapi.Question) { q.Operation, q.Action = "list", "" }

func below2(q *openapi.Question) { q.Edition, q.Project = openapi.Legacy(), "own" }

// What was asked is told in the words of the contract, of questions as the suite
// asks them.
func TestFactorsOfAQuestion(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{})
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	one := func(a claim.Ask) exchange.Probe { return a.Rows(suitestest.Scope())[0][0] }
	show, list := claim.Show(cast.Finished), claim.List(cast.Finished.Server)
	newest := openapi.At(contract.Newest())
	oldest := edition(1)
	for _, test := range []struct {
		name  string
		probe exchange.Probe
		want  openapi.Question
	}{
		{"an action", one(show.At("2.57")), usual()},
		{"below /v2", suitestest.Scope().OnLegacy(one(show.As(exchange.Admin))), usual(below2, func(q *openapi.Question) { q.Actor = "admin" })},
		{"a page", one(cast.Query("limit=0").At(cast.PagesSince)), usual(listing, edition(58), func(q *openapi.Question) { q.Query = "limit" })},
		{"a list", one(list.At("2.57")), usual(listing)},
		{"a failed action", one(claim.Show(cast.Failed).At("2.57")), usual()},
		{"a deleted server", one(claim.Show(cast.Deleted).At("2.20")), usual(edition(20), func(q *openapi.Question) { q.Server = "deleted" })},
		{"a server that is not there", one(claim.Show(claim.ActionOf(claim.UnknownServer, cast.Finished.ID))), usual(oldest, func(q *openapi.Question) { q.Server, q.Action = "unknown", "" })},
		{"what can be no server", one(claim.Show(claim.ActionOf("abc", cast.Finished.ID))), usual(oldest, func(q *openapi.Question) { q.Server, q.Action = "malformed", "" })},
		{"an action that is not there", one(claim.Show(claim.ActionOf(cast.Finished.Server, claim.UnknownAction)).At("2.50")), usual(edition(50), func(q *openapi.Question) { q.Action = "unknown" })},
		{"what can be no action", one(claim.Show(claim.ActionOf(cast.Finished.Server, "999"))), usual(oldest, func(q *openapi.Question) { q.Action = "malformed" })},
		{"another server's action", one(claim.Show(cast.Misplaced)), usual(oldest, func(q *openapi.Question) { q.Action = "misplaced" })},
		{"another project", one(claim.Get("/v2.1/" + claim.UnknownProject + cast.Finished.Path())), usual(oldest, func(q *openapi.Question) { q.Project = "nobody" })},
		{"what can be no project", one(claim.Get("/v2.1/not_a_project" + cast.Finished.Path())), usual(oldest, func(q *openapi.Question) { q.Project = "malformed" })},
		{"a member of another project", one(show.As(exchange.Outsider).At("2.57")), usual(func(q *openapi.Question) { q.Actor, q.Policy = "outsider", "unknown" })},
		{"nobody", one(show.As(exchange.Anonymous)), usual(oldest, func(q *openapi.Question) { q.Actor, q.Policy = "anonymous", "unknown" })},
		{"nobody, with an empty token", one(show.As(exchange.Intruder).With("X-Auth-Token;")), usual(oldest, func(q *openapi.Question) { q.Actor, q.Token, q.Policy = "intruder", "empty", "unknown" })},
		{"who says to be another", one(show.As(exchange.Anonymous).With("X-Roles: admin")), usual(oldest, func(q *openapi.Question) { q.Actor, q.Token, q.Policy = "anonymous", "forged", "unknown" })},
		{"no microversion at all", one(show.At("abc")), usual(oldest, func(q *openapi.Question) { q.Version = "malformed" })},
		{"a microversion to come", one(show.At("2.999")), usual(func(q *openapi.Question) { q.Edition, q.Version = newest, "unoffered" })},
		{"XML is announced", one(show.With("Content-Type: application/xml")), usual(oldest, func(q *openapi.Question) { q.ContentType = "xml" })},
		{"nothing is announced", one(show.With("Content-Type:")), usual(oldest, func(q *openapi.Question) { q.ContentType = "none" })},
		{"another type is wanted", one(show.With("Accept: text/html")), usual(oldest, func(q *openapi.Question) { q.Accept = "other" })},
		{"any type is wanted", one(show.With("Accept:")), usual(oldest, func(q *openapi.Question) { q.Accept = "other" })},
		{"a request id of the caller's", one(show.With(claim.CallersHeader + "1")), usual(oldest)},
		{"no compression", one(show.OnEachPath().With("Accept-Encoding: identity")), usual(oldest)},
		{"a query that is none", one(show.At("2.102").Plus("?")), usual(edition(102), func(q *openapi.Question) { q.Query = "empty" })},
		{"a microversion below /v2", suitestest.Scope().OnLegacy(one(show.InHeader(exchange.VersionHeader + ": compute 2.58"))), usual(below2)},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := evaluator.Answer(test.probe)
			if a == nil {
				t.Fatalf("%s is not in the recording", test.probe)
			}
			f, ok := judge.Factors(evaluator, a)
			if !ok {
				t.Errorf("the factors of %s are not known", test.probe)
			}
			if diff := cmp.Diff(test.want, f.Question, cmpopts.EquateComparable(openapi.Edition{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.probe, diff)
			}
		})
	}
}

// A question of which something is not known is passed over.
func TestFactorsThatAreNotKnown(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{})
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	bound := map[string]string{}
	for _, b := range recording.Bindings {
		bound[b.Symbol] = b.Value
	}
	const uuid, request = "12345678-1234-4234-8234-123456789abc", "req-12345678-1234-4234-8234-123456789abc"
	server, id := bound["finished.server"], bound["finished.id"]
	path := func(text string) func(*match.Answer) {
		return func(a *match.Answer) { a.Exchange.Request.URL = suitestest.RootURL + text }
	}
	replace := func(old, with string) func(*match.Answer) {
		return func(a *match.Answer) { a.Exchange.Request.URL = strings.Replace(a.Exchange.Request.URL, old, with, 1) }
	}
	variant := func(line string) func(*match.Answer) {
		return func(a *match.Answer) { a.Exchange.Probe.Variant = line }
	}
	header := func(name, value string) func(*match.Answer) {
		return func(a *match.Answer) { a.Exchange.Request.Header.Set(name, value) }
	}
	for _, test := range []struct {
		name   string
		change func(*match.Answer)
		known  bool
	}{
		{"nothing else", func(*match.Answer) {}, true},
		{"a server of which nothing is known", replace(server, uuid), false},
		{"osact's own server", replace(server, bound["own.first"]), false},
		{"osact's other server", replace(server, bound["own.second"]), false},
		{"a server in another form of text", replace(server, "%41"), false},
		{"a server with a dot", replace(server, "a.b"), false},
		{"a text that is too long for an id", replace(server, strings.Repeat("a", 65)), false},
		{"an action of which nothing is known", replace(id, request), false},
		{"an action of which nothing is known, of a server that is not there", func(a *match.Answer) {
			replace(id, request)(a)
			replace(server, claim.UnknownServer)(a)
		}, true},
		{"an action with a dot", replace(id, id+".json"), false},
		{"no action", replace("/"+id, "/"), false},
		{"another resource", replace("os-instance-actions", "os-interface"), false},
		{"more path", replace(id, id+"/events"), false},
		{"another version", replace("/v2.1/", "/v3/"), false},
		{"no version", replace("/v2.1/", "/"), false},
		{"no path", path("/"), false},
		{"a request body", func(a *match.Answer) { a.Exchange.Request.Body = "{}" }, false},
		{"another header", variant("X-Forwarded-For: 192.0.2.1"), false},
		{"a service's token", variant("X-Service-Token: x"), false},
		{"a token elsewhere", variant("Authorization: Bearer x"), false},
		{"another token", variant("X-Auth-Token: x"), false},
		{"the usual token", variant("X-Auth-Token:"), true},
		{"the older header", variant("X-OpenStack-Nova-API-Version: 2.57"), true},
		{"another header line for the microversion", variant("openstack-api-version: compute 2.57"), false},
		{"an empty one", variant("OpenStack-API-Version;"), false},
		{"another type of no body", header("Content-Type", "text/plain"), false},
		{"the newest of a target that does not say which it is", func(a *match.Answer) { a.Version = "" }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := another(evaluator.Answer(claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]))
			test.change(a)
			if f, ok := judge.Factors(evaluator, a); ok != test.known {
				t.Errorf("known: %t, want %t: %+v", ok, test.known, f.Question)
			}
		})
	}
}

// another is an answer of its own that is like another one.
func another(a *match.Answer) *match.Answer {
	x := *a.Exchange
	x.Request.Header = x.Request.Header.Clone()
	return &match.Answer{Place: a.Place, Version: a.Version, Exchange: &x, Response: a.Response}
}

// An id that somebody takes for one is none that cannot be.
func TestAnIDThatIsGivenIsNotMalformed(t *testing.T) {
	contract := suitestest.Contract(t)
	for symbol, value := range map[string]string{"finished.server": "web-1", "finished.id": "17"} {
		given := suitestest.Permitted()
		for s, v := range map[string]string{"finished.server": claim.UnknownServer, "finished.id": claim.UnknownAction, symbol: value} {
			given = append(given, exchange.Binding{Symbol: s, Value: v, Origin: "a test"})
		}
		evaluator, err := suites.Open(contract, suitestest.RecordAs(t, contract, "full", cloud.Options{}, given, "show.status.is-200"))
		if err != nil {
			t.Fatal(err)
		}
		a := evaluator.Answer(claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0])
		f, ok := judge.Factors(evaluator, a)
		if symbol == "finished.server" && ok || f.Question.Server == "malformed" || f.Question.Action == "malformed" {
			t.Errorf("%s = %s: %+v, known: %t", symbol, value, f.Question, ok)
		}
	}
}

// What a deployment allows is told by what it once allowed.
func TestPolicyIsToldByAnswers(t *testing.T) {
	contract := suitestest.Contract(t)
	ask := func(version string) exchange.Probe {
		return claim.Show(cast.Finished).As(exchange.Bystander).At(version).Rows(suitestest.Scope())[0][0]
	}
	may := suitestest.Record(t, contract, cloud.Options{})
	mayNot := suitestest.Record(t, contract, cloud.Options{NewDefaults: true})
	refused := func(x *exchange.Exchange) {
		x.Response.Status, x.Response.Body = http.StatusForbidden, []byte(`{"forbidden": {"code": 403, "message": "no"}}`)
	}
	var others []exchange.Probe
	for _, x := range may.Exchanges {
		if showsAction(x) && x.Probe.As == exchange.Bystander && x.Probe != ask("2.50") {
			others = append(others, x.Probe)
		}
	}
	for name, test := range map[string]struct {
		recording exchange.Recording
		want      string
	}{
		"all is answered":         {may, "allows"},
		"all is refused":          {mayNot, "refuses"},
		"all but one are refused": {suitestest.Doctored(may, others, refused), "allows"},
	} {
		evaluator, err := suites.Open(contract, test.recording)
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := judge.Factors(evaluator, evaluator.Answer(ask("2.50"))); !ok || f.Question.Policy != test.want {
			t.Errorf("%s: policy is %q, want %q", name, f.Question.Policy, test.want)
		}
	}
}

// What a refusal may have to name is what was asked for, and what the target offers.
func TestNamesOfAQuestion(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Doctored(suitestest.Record(t, contract, cloud.Options{}), []exchange.Probe{claim.VersionsProbe()}, func(x *exchange.Exchange) {
		x.Response.Body = []byte(`{"version": {"min_version": "2.1", "version": "2.999"}}`) // newer than all that the contract describes
	})
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	bound := map[string][]string{}
	for _, b := range recording.Bindings {
		bound[b.Symbol] = []string{b.Value}
	}
	a := evaluator.Answer(claim.Get("/v2.1/" + claim.UnknownProject + cast.Finished.Path()).Rows(suitestest.Scope())[0][0])
	f, _ := judge.Factors(evaluator, a)
	want := map[string][]string{
		"oldest": {"2.1"}, "newest": {"2.999"}, "server": bound["finished.server"], "action": bound["finished.id"],
		"url-project": {claim.UnknownProject}, "token-project": bound["member.project"],
	}
	if diff := cmp.Diff(want, f.Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
