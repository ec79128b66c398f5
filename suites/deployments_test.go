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
	probe := get(inProject(ownProject, finished)).At("2.1").As(exchange.Admin).rows(usual())[0][0]
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
