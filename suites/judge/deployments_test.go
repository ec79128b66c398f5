package judge_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// Deployments that differ from the reference cloud and are right all the same:
// nothing is held against them.

// isBy reports that a request is one of a user of the reference cloud.
func isBy(t *testing.T, actor exchange.Actor) func(*http.Request) bool {
	t.Helper()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	users := reference.Users()
	i := slices.IndexFunc(users, func(u cloud.User) bool { return u.Name == suitestest.Players()[actor] })
	return func(r *http.Request) bool { return r.Header.Get("X-Auth-Token") == users[i].Token }
}

// notAccused demands that no finding is a violation.
func notAccused(t *testing.T, findings []judge.Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Outcome == claim.Violated {
			t.Error(judge.Explain(f))
		}
	}
}

// An admin's token may be for the whole system: it has no project, and the
// refusal of a project in the URL says so.
func TestATokenForTheWholeSystem(t *testing.T) {
	contract := suitestest.Contract(t)
	byAdmin, own := isBy(t, exchange.Admin), regexp.MustCompile(`Context's project_id '[^']*'`)
	recording := suitestest.RecordWrites(t, nil, func(r *http.Request, answer *httptest.ResponseRecorder) {
		if byAdmin(r) && answer.Code == http.StatusBadRequest {
			answer.Body = bytes.NewBuffer(own.ReplaceAll(answer.Body.Bytes(), []byte("Context's project_id 'None'")))
		}
	})
	notAccused(t, suitestest.Judged(t, contract, recording))
	const requirement = "show.roles.admin-sees-all-of-any-project"
	probe := claim.Get("/v2.1/" + claim.OwnProject + cast.Finished.Path()).At("2.1").As(exchange.Admin).Rows(suitestest.Scope())[0][0]
	f := suitestest.Find(t, contract, recording, requirement, probe)
	if f.Outcome != claim.NotApplicable || !strings.Contains(f.Reason, "admin is for the whole system") || len(f.Evidence) == 0 {
		t.Errorf("finding = %s: %q by %v, want it not applicable, proved by the refusal", f.Outcome, f.Reason, f.Evidence)
	}
}

// The policy may let another role see events, or their stack traces, that a
// member is not shown.
func TestARoleThatSeesMoreThanAMember(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.roles.bystander-sees-as-member-or-is-refused"
	shown := []exchange.Actor{exchange.Admin, exchange.Member, exchange.Bystander}
	good := suitestest.Record(t, contract, cloud.Options{}, requirement, "show.body.failure-has-message")
	for _, version := range []string{"2.1", "2.50", "2.51", "2.84"} {
		var asked []exchange.Probe
		for _, actor := range shown {
			asked = append(asked, claim.Show(cast.Failed).As(actor).At(version).Rows(suitestest.Scope())[0][0])
		}
		i := slices.IndexFunc(good.Exchanges, func(x exchange.Exchange) bool { return x.Probe == asked[0] })
		bystanders := suitestest.Doctored(good, asked[2:], func(x *exchange.Exchange) { x.Response.Body = good.Exchanges[i].Response.Body })
		notAccused(t, []judge.Finding{suitestest.Find(t, contract, bystanders, requirement, asked[2])})
		members := suitestest.Doctored(good, asked[1:2], func(x *exchange.Exchange) { x.Response.Body = good.Exchanges[i].Response.Body })
		notAccused(t, []judge.Finding{suitestest.Find(t, contract, members, requirement, asked[2])})
	}
}

// The policy may let no admin see events, so nothing shows that one failed.
func TestAnAdminWhoIsNotShownEvents(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.events.failure-has-an-error"
	probe := claim.Show(cast.Failed).As(exchange.Admin).At("2.1").Rows(suitestest.Scope())[0][0]
	recording := suitestest.Doctored(suitestest.Record(t, contract, cloud.Options{}, requirement), []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Body = bytes.Replace(x.Response.Body, []byte(`"events"`), []byte(`"no events"`), 1)
	})
	notAccused(t, []judge.Finding{suitestest.Find(t, contract, recording, requirement, probe)})
}

// Old releases limit how often they are asked below /v2, with a 413.
func TestALimitOfQuestions(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	probe := suitestest.Scope().OnLegacy(claim.Show(cast.Finished).Rows(suitestest.Scope())[0][0])
	for _, test := range []struct {
		name, body, retry string
		want              claim.Outcome
	}{
		{"the fault", `{"overLimit": {"code": 413, "message": "This request was rate-limited."}}`, "", claim.Inconclusive},
		{"when to ask again", `{}`, "1", claim.Inconclusive},
		{"neither", `{"tooLarge": {"code": 413}}`, "", claim.Violated},
	} {
		limited := suitestest.Doctored(good, []exchange.Probe{probe}, func(x *exchange.Exchange) {
			x.Response.Status, x.Response.Body = http.StatusRequestEntityTooLarge, []byte(test.body)
			if test.retry != "" {
				x.Response.Header.Set("Retry-After", test.retry)
			}
		})
		if f := suitestest.Find(t, contract, limited, requirement, probe); f.Outcome != test.want {
			t.Errorf("%s: finding = %s: %q, want %s", test.name, f.Outcome, f.Reason, test.want)
		}
	}
}

// The same limits other methods, which anyone may refuse: that they were limited tells
// nothing of whether they would have been.
func TestALimitOfWrites(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.routing.other-methods-are-refused"
	ask := claim.Show(claim.ActionOf(claim.UnknownServer, claim.UnknownAction)).By(http.MethodPost)
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	for _, probe := range []exchange.Probe{ask.Rows(suitestest.Scope())[0][0], suitestest.Scope().OnLegacy(ask.Rows(suitestest.Scope())[0][0])} {
		for status, want := range map[int]claim.Outcome{
			http.StatusRequestEntityTooLarge: claim.Inconclusive, http.StatusTooManyRequests: claim.Inconclusive,
			http.StatusServiceUnavailable: claim.Inconclusive, http.StatusForbidden: claim.Violated,
		} {
			limited := suitestest.Doctored(good, []exchange.Probe{probe}, func(x *exchange.Exchange) {
				x.Response.Status, x.Response.Body = status, []byte(`{"overLimit": {"code": 413, "message": "This request was rate-limited.", "retryAfter": "6"}}`)
			})
			if f := suitestest.Find(t, contract, limited, requirement, probe); f.Outcome != want {
				t.Errorf("%s, %d: finding = %s: %q, want %s", probe, status, f.Outcome, f.Reason, want)
			}
		}
	}
}

// A token may be narrowed to some requests: the token check refuses the others.
func TestATokenWithAccessRules(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	probe := claim.Show(cast.Finished).At("2.58").Rows(suitestest.Scope())[0][0]
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	for challenge, want := range map[string]claim.Outcome{"Keystone uri='http://cloud'": claim.Inconclusive, "": claim.Violated} {
		narrowed := suitestest.Doctored(good, []exchange.Probe{probe}, func(x *exchange.Exchange) {
			x.Response.Status, x.Response.Body = http.StatusUnauthorized, []byte(`{"error": {"code": 401, "title": "Unauthorized", "message": "no"}}`)
			x.Response.Header.Set("WWW-Authenticate", challenge)
		})
		narrowed.Actors = maps.Clone(good.Actors)
		narrowed.Actors[exchange.Member] = exchange.Identity{AccessRules: []string{"GET /v2.1/servers/* of compute"}}
		f := suitestest.Find(t, contract, narrowed, requirement, probe)
		if f.Outcome != want || want == claim.Inconclusive && !strings.Contains(f.Reason, "access rules (GET /v2.1/servers/* of compute)") {
			t.Errorf("challenge %q: finding = %s: %q, want %s", challenge, f.Outcome, f.Reason, want)
		}
	}
}

// A front end that serves /v2.1 alone offers no legacy path.
func TestNothingAtTheRoot(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.status.is-200"
	probe := suitestest.Scope().OnLegacy(claim.Show(cast.Finished).Rows(suitestest.Scope())[0][0])
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	for status, want := range map[int]claim.Outcome{http.StatusNotFound: claim.NotApplicable, http.StatusForbidden: claim.Inconclusive} {
		recording := suitestest.Doctored(good, []exchange.Probe{claim.RootProbe()}, pageOfAnother(status))
		if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != want || len(f.Evidence) == 0 {
			t.Errorf("%d: finding = %s: %q by %v, want %s, proved by the answer", status, f.Outcome, f.Reason, f.Evidence, want)
		}
	}
}

// What is in front of the API may refuse what is odd, with a page of its own.
func TestARefusalByWhatStandsInFront(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.errors.odd-ids-are-refused"
	probe := claim.Show(claim.ActionOf(cast.Finished.Server, "%00")).Rows(suitestest.Scope())[0][0]
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	for status, want := range map[int]claim.Outcome{
		http.StatusForbidden: claim.Satisfied, http.StatusNotFound: claim.Satisfied,
		http.StatusTooManyRequests: claim.Inconclusive, http.StatusBadGateway: claim.Inconclusive, http.StatusOK: claim.Inconclusive,
	} {
		if f := suitestest.Find(t, contract, suitestest.Doctored(good, []exchange.Probe{probe}, pageOfAnother(status)), requirement, probe); f.Outcome != want {
			t.Errorf("%d: finding = %s: %q, want %s", status, f.Outcome, f.Reason, want)
		}
	}
}

// What stands in front may let no method but GET and HEAD pass, may refuse headers that
// no client has to send, may resolve paths, may ask for a token in plain text, and a
// release may take whatever a request says that it is: none of that is held against a
// cloud, nor keeps it from a verdict.
func TestWhatLetsLessPass(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, test := range []struct {
		name   string
		before func(*http.Request) // changes what is asked
		change func(*http.Request, *httptest.ResponseRecorder)
		should []string // what is warned of
	}{
		{"a firewall for methods", nil, func(r *http.Request, w *httptest.ResponseRecorder) {
			if strings.Contains(r.URL.Path, "/os-instance-actions") && r.Method != http.MethodGet && r.Method != http.MethodHead {
				clear(w.Header())
				w.Code, w.Body = http.StatusForbidden, bytes.NewBufferString("<html>Forbidden")
			}
		}, nil},
		{"a gateway that knows few methods", nil, func(r *http.Request, w *httptest.ResponseRecorder) {
			if strings.Contains(r.URL.Path, "/os-instance-actions") && r.Method != http.MethodGet && r.Method != http.MethodHead {
				clear(w.Header())
				w.Code, w.Body = http.StatusNotImplemented, bytes.NewBufferString(`{"message": "no"}`)
			}
		}, nil},
		{"a front end that refuses headers which say who asks", nil, func(r *http.Request, w *httptest.ResponseRecorder) {
			if r.Header.Get("X-Roles")+r.Header.Get("X-User-Id")+r.Header.Get("X-Project-Id") != "" {
				clear(w.Header())
				w.Header().Set("Content-Type", "application/json")
				w.Code, w.Body = http.StatusBadRequest, bytes.NewBufferString(`{"badRequest": {"code": 400, "message": "no such headers"}}`)
			}
		}, nil},
		{"a front end that resolves dots", func(r *http.Request) {
			if strings.Contains(r.URL.Path, "/.") {
				r.URL.Path, r.URL.RawPath = path.Clean(r.URL.Path), ""
			}
		}, suitestest.Unchanged, nil},
		{"a 401 in plain text", nil, func(_ *http.Request, w *httptest.ResponseRecorder) {
			if w.Code == http.StatusUnauthorized {
				w.Body = bytes.NewBufferString("Authentication required")
				w.Header().Set("Content-Type", "text/plain; charset=UTF-8")
			}
		}, []string{"show.authentication.refusal-is-json"}},
		{"XML is announced", func(r *http.Request) {
			if r.Header.Get("Content-Type") == "application/xml" {
				r.Header.Del("Content-Type")
			}
		}, suitestest.Unchanged, []string{"show.negotiation.other-content-type-is-415"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			warned := map[string]bool{}
			for _, f := range suitestest.Judged(t, contract, recordThrough(t, test.before, test.change)) {
				switch {
				case f.Outcome == claim.Inconclusive:
					t.Error(judge.Explain(f))
				case f.Outcome == claim.Violated && !slices.Contains(test.should, f.Requirement):
					t.Error(judge.Explain(f))
				case f.Outcome == claim.Violated:
					warned[f.Requirement] = true
				}
			}
			if len(warned) == 0 && len(test.should) > 0 {
				t.Errorf("nothing warns, want one of %q", test.should)
			}
		})
	}
}

// recordThrough records the profile full through something that changes what the
// reference cloud is asked, and what it answers.
func recordThrough(t *testing.T, before func(*http.Request), change func(*http.Request, *httptest.ResponseRecorder)) exchange.Recording {
	t.Helper()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before != nil {
			before(r)
		}
		answer := httptest.NewRecorder()
		reference.Compute().ServeHTTP(answer, r)
		change(r, answer)
		maps.Copy(w.Header(), answer.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
	return suitestest.RecordFrom(t, suitestest.Contract(t), "full", handler, reference.Users(), suitestest.Permitted())
}

// pageOfAnother answers with a page that is not the API's.
func pageOfAnother(status int) func(*exchange.Exchange) {
	return func(x *exchange.Exchange) {
		x.Response.Status, x.Response.Body, x.Response.Header = status, []byte("<html>"), http.Header{}
	}
}

// A project's id may hold what the deployment allows.
func TestAProjectWithAnUnderscore(t *testing.T) {
	f := suitestest.Small()
	f["member GET /v2.1"+suitestest.Nowhere] = suitestest.Reply{Status: http.StatusBadRequest, Body: `{"badRequest": {"code": 400, "message": "URL's project_id 'x' doesn't match Context's project_id 'p_member'"}}`}
	if got := suitestest.Bindings(suitestest.Executed(t, suitestest.Contract(t), f, suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), nil))["member.project"]; got != "p_member" {
		t.Errorf("{member.project} = %q", got)
	}
}

// What an interrupted run has not asked for is untested, not unseen.
func TestAnInterruptedRunHasNotLooked(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.body.failure-has-message"
	probe := claim.Show(cast.Failed).At("2.57").Rows(suitestest.Scope())[0][0]
	recording := suitestest.Record(t, contract, cloud.Options{}, requirement)
	recording.Ending = exchange.Interrupted
	for n := range cast.ActionsRead {
		read := cast.Finder{Scope: suitestest.Scope()}.Reading(n)
		recording.Exchanges = slices.DeleteFunc(slices.Clone(recording.Exchanges), func(x exchange.Exchange) bool {
			return x.Probe == read
		})
	}
	if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != claim.Untested {
		t.Errorf("finding = %s: %q, want it untested", f.Outcome, f.Reason)
	}
}

// Pages may be short, so that a list at a newer edition does not tell which actions are
// the server's own.
func TestShortPages(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "list.paging.bad-marker-is-400"
	short := cloud.Options{Variants: []cloud.Variant{cloud.WithOneServer(), cloud.WithMoreServers(3), cloud.WithMaxLimit(3)}}
	notAccused(t, suitestest.Judged(t, contract, suitestest.Record(t, contract, short, requirement)))
}
