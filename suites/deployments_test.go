package suites

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
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
	i := slices.IndexFunc(users, func(u cloud.User) bool { return u.Name == players()[actor] })
	return func(r *http.Request) bool { return r.Header.Get("X-Auth-Token") == users[i].Token }
}

// notAccused demands that no finding is a violation.
func notAccused(t *testing.T, findings []Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Outcome == Violated {
			t.Error(Explain(f))
		}
	}
}

// An admin's token may be for the whole system: it has no project, and the
// refusal of a project in the URL says so.
func TestATokenForTheWholeSystem(t *testing.T) {
	contract := loaded(t)
	byAdmin, own := isBy(t, exchange.Admin), regexp.MustCompile(`Context's project_id '[^']*'`)
	recording := recordWrites(t, nil, func(r *http.Request, answer *httptest.ResponseRecorder) {
		if byAdmin(r) && answer.Code == http.StatusBadRequest {
			answer.Body = bytes.NewBuffer(own.ReplaceAll(answer.Body.Bytes(), []byte("Context's project_id 'None'")))
		}
	})
	notAccused(t, judged(t, contract, recording))
	const requirement = "show.roles.admin-sees-all-of-any-project"
	probe := get("/v2.1/" + ownProject + finished.path()).At("2.1").As(exchange.Admin).rows(usual())[0][0]
	f := find(t, contract, recording, requirement, probe)
	if f.Outcome != NotApplicable || !strings.Contains(f.Reason, "admin is for the whole system") || len(f.Evidence) == 0 {
		t.Errorf("finding = %s: %q by %v, want it not applicable, proved by the refusal", f.Outcome, f.Reason, f.Evidence)
	}
}

// The policy may let another role see events, or their stack traces, that a
// member is not shown.
func TestARoleThatSeesMoreThanAMember(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.roles.bystander-sees-as-member-or-is-refused"
	shown := []exchange.Actor{exchange.Admin, exchange.Member, exchange.Bystander}
	good := record(t, contract, cloud.Options{}, requirement, "show.visibility.operator-sees-all")
	for _, version := range []string{"2.1", "2.50", "2.51", "2.84"} {
		var asked []exchange.Probe
		for _, actor := range shown {
			asked = append(asked, Show(failed).As(actor).At(version).rows(usual())[0][0])
		}
		i := slices.IndexFunc(good.Exchanges, func(x exchange.Exchange) bool { return x.Probe == asked[0] })
		bystanders := doctored(good, asked[2:], func(x *exchange.Exchange) { x.Response.Body = good.Exchanges[i].Response.Body })
		notAccused(t, []Finding{find(t, contract, bystanders, requirement, asked[2])})
		members := doctored(good, asked[1:2], func(x *exchange.Exchange) { x.Response.Body = good.Exchanges[i].Response.Body })
		notAccused(t, []Finding{find(t, contract, members, requirement, asked[2])})
	}
}

// The policy may let no admin see events, so nothing shows that one failed.
func TestAnAdminWhoIsNotShownEvents(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.events.failure-has-an-error"
	probe := Show(failed).As(exchange.Admin).At("2.1").rows(usual())[0][0]
	recording := doctored(record(t, contract, cloud.Options{}, requirement), []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Body = bytes.Replace(x.Response.Body, []byte(`"events"`), []byte(`"no events"`), 1)
	})
	notAccused(t, []Finding{find(t, contract, recording, requirement, probe)})
}

// Old releases limit how often they are asked below /v2, with a 413.
func TestALimitOfQuestions(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.status.is-200"
	good := record(t, contract, cloud.Options{}, requirement)
	probe := usual().onLegacy(Show(finished).rows(usual())[0][0])
	for _, test := range []struct {
		name, body, retry string
		want              Outcome
	}{
		{"the fault", `{"overLimit": {"code": 413, "message": "This request was rate-limited."}}`, "", Inconclusive},
		{"when to ask again", `{}`, "1", Inconclusive},
		{"neither", `{"tooLarge": {"code": 413}}`, "", Violated},
	} {
		limited := doctored(good, []exchange.Probe{probe}, func(x *exchange.Exchange) {
			x.Response.Status, x.Response.Body = http.StatusRequestEntityTooLarge, []byte(test.body)
			if test.retry != "" {
				x.Response.Header.Set("Retry-After", test.retry)
			}
		})
		if f := find(t, contract, limited, requirement, probe); f.Outcome != test.want {
			t.Errorf("%s: finding = %s: %q, want %s", test.name, f.Outcome, f.Reason, test.want)
		}
	}
}

// A front end that serves /v2.1 alone offers no legacy path.
func TestNothingAtTheRoot(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.status.is-200"
	probe := usual().onLegacy(Show(finished).rows(usual())[0][0])
	good := record(t, contract, cloud.Options{}, requirement)
	for status, want := range map[int]Outcome{http.StatusNotFound: NotApplicable, http.StatusForbidden: Inconclusive} {
		recording := doctored(good, []exchange.Probe{rootProbe()}, pageOfAnother(status))
		if f := find(t, contract, recording, requirement, probe); f.Outcome != want || len(f.Evidence) == 0 {
			t.Errorf("%d: finding = %s: %q by %v, want %s, proved by the answer", status, f.Outcome, f.Reason, f.Evidence, want)
		}
	}
}

// What is in front of the API may refuse what is odd, with a page of its own.
func TestARefusalByWhatStandsInFront(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.errors.odd-ids-are-refused"
	probe := Show(action{finished.server, "%00"}).rows(usual())[0][0]
	good := record(t, contract, cloud.Options{}, requirement)
	for status, want := range map[int]Outcome{
		http.StatusForbidden: Satisfied, http.StatusNotFound: Satisfied,
		http.StatusTooManyRequests: Inconclusive, http.StatusBadGateway: Inconclusive, http.StatusOK: Inconclusive,
	} {
		if f := find(t, contract, doctored(good, []exchange.Probe{probe}, pageOfAnother(status)), requirement, probe); f.Outcome != want {
			t.Errorf("%d: finding = %s: %q, want %s", status, f.Outcome, f.Reason, want)
		}
	}
}

// pageOfAnother answers with a page that is not the API's.
func pageOfAnother(status int) func(*exchange.Exchange) {
	return func(x *exchange.Exchange) {
		x.Response.Status, x.Response.Body, x.Response.Header = status, []byte("<html>"), http.Header{}
	}
}

// A project's id may hold what the deployment allows.
func TestAProjectWithAnUnderscore(t *testing.T) {
	f := small()
	f["member GET /v2.1"+nowhere] = reply{status: http.StatusBadRequest, body: `{"badRequest": {"code": 400, "message": "URL's project_id 'x' doesn't match Context's project_id 'p_member'"}}`}
	if got := bindings(walked(t, loaded(t), f, everything(), accounts(exchange.Member), nil))["member.project"]; got != "p_member" {
		t.Errorf("{member.project} = %q", got)
	}
}

// What an interrupted run has not asked for is untested, not unseen.
func TestAnInterruptedRunHasNotLooked(t *testing.T) {
	contract := loaded(t)
	const requirement = "show.body.failure-has-message"
	probe := Show(failed).At("2.57").rows(usual())[0][0]
	recording := record(t, contract, cloud.Options{}, requirement)
	recording.Ending = exchange.Interrupted
	for n := range actionsRead {
		read := Finder{usual()}.reading(n)
		recording.Exchanges = slices.DeleteFunc(slices.Clone(recording.Exchanges), func(x exchange.Exchange) bool {
			return x.Probe == read
		})
	}
	if f := find(t, contract, recording, requirement, probe); f.Outcome != Untested {
		t.Errorf("finding = %s: %q, want it untested", f.Outcome, f.Reason)
	}
}
