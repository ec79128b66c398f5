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
