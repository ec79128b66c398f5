package judge_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// What a cloud may do, by its configuration or by what goes on in it, is not
// held against it: the findings say what was not seen.
func TestWhatACloudMayDo(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, test := range []struct {
		name         string
		change       func(*http.Request, *httptest.ResponseRecorder)
		requirements []string
		want         map[claim.Outcome]string // what the findings may be, and what their reasons say
	}{
		{
			"the actions of deleted servers are archived",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "GET", "/"+deletedServer+"/os-instance-actions") && w.Code == http.StatusOK {
					suitestest.Rewrite(w, 200, `{"instanceActions": []}`)
				}
			},
			[]string{"list.deletion.readable-later", "list.deletion.hidden-before-its-edition"},
			map[claim.Outcome]string{claim.Satisfied: "", claim.NotApplicable: "no action of a deleted server is listed"},
		},
		{
			"a server is deleted before its list is asked for",
			both(hideListed, afterFirst(isServers, func(_ *http.Request, w *httptest.ResponseRecorder) {
				edit(w, listedServer, "00000000-0000-4000-8000-000000000000")
			})),
			[]string{"list.status.is-200", "list.body.has-no-events", "list.order.newest-first"},
			map[claim.Outcome]string{claim.Satisfied: "", claim.NotApplicable: "deleted before its actions were asked for"},
		},
		{
			"the largest flavor fits a host",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if isShown(r, w, "resize") {
					edit(w, `"message": "Error"`, `"message": null`, `"result": "Error"`, `"result": "Success"`)
				}
			},
			[]string{"lifecycle.failure.says-so"},
			map[claim.Outcome]string{claim.NotApplicable: "the resize to the largest flavor did not fail"},
		},
		{
			"deleted servers are kept for a while",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if isShown(r, w, "delete") {
					edit(w, "compute_terminate_instance", "compute_soft_delete_instance")
				}
			},
			[]string{"lifecycle.deletion.hides-the-server-at-first", "lifecycle.deletion.is-recorded", "lifecycle.events.named-as-upstream"},
			map[claim.Outcome]string{claim.Satisfied: "", claim.NotApplicable: "one that can be undone"},
		},
		{
			"one user plays admin and member",
			func(r *http.Request, w *httptest.ResponseRecorder) { edit(w, adminUser, memberUser) },
			[]string{"lifecycle.initiator.is-who-asked", "lifecycle.list.tells-what-was-done"},
			map[claim.Outcome]string{claim.Satisfied: ""},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			seen := map[claim.Outcome]bool{}
			for _, f := range suitestest.Judged(t, contract, suitestest.RecordWrites(t, suitestest.Permitted(), test.change, test.requirements...)) {
				reason, may := test.want[f.Outcome]
				if !may || !strings.Contains(f.Reason, reason) || f.Outcome == claim.NotApplicable && len(f.Evidence) == 0 {
					t.Errorf("%s, resting on %d exchanges\nwant one of %v", judge.Explain(f), len(f.Evidence), test.want)
				}
				seen[f.Outcome] = true
			}
			if len(seen) != len(test.want) {
				t.Errorf("outcomes %v, want %v", seen, test.want)
			}
		})
	}
}

// A server that is listed at the end as at first was not deleted meanwhile, and
// nothing tells so where its list is not given then.
func TestAListThatIsNotFound(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, test := range []struct {
		name   string
		change change
		want   claim.Outcome
	}{
		{"its server is there all the time", hideListed, claim.Violated},
		{"servers are not listed at last", both(hideListed, afterFirst(isServers, func(_ *http.Request, w *httptest.ResponseRecorder) {
			suitestest.Rewrite(w, 500, `{"computeFault": {"code": 500, "message": "Unexpected API Error."}}`)
		})), claim.Inconclusive},
	} {
		t.Run(test.name, func(t *testing.T) {
			findings := suitestest.Judged(t, contract, suitestest.RecordWrites(t, suitestest.Permitted(), test.change, "list.status.is-200"))
			if !slices.ContainsFunc(findings, func(f judge.Finding) bool { return f.Outcome == test.want }) {
				t.Errorf("nothing is %s", test.want)
			}
			for _, f := range findings {
				if f.Outcome != claim.Satisfied && f.Outcome != test.want {
					t.Errorf("%s, want satisfied or %s", judge.Explain(f), test.want)
				}
			}
		})
	}
}

// hideListed knows a server's actions not, and the server all the same.
func hideListed(r *http.Request, w *httptest.ResponseRecorder) {
	if suitestest.IsFor(r, "GET", "/"+listedServer+"/") {
		suitestest.Rewrite(w, 404, `{"itemNotFound": {"code": 404, "message": "Instance `+listedServer+` could not be found."}}`)
	}
}

// isServers reports that the servers which discovery looks through are asked for.
func isServers(r *http.Request) bool {
	return r.URL.Path == "/v2.1/servers" && r.URL.RawQuery == "limit=8"
}

// both changes an answer twice.
func both(first, second change) change {
	return func(r *http.Request, w *httptest.ResponseRecorder) {
		first(r, w)
		second(r, w)
	}
}

// afterFirst changes the answers to a question but the first.
func afterFirst(is func(*http.Request) bool, again change) change {
	asked := false
	return func(r *http.Request, w *httptest.ResponseRecorder) {
		if !is(r) {
			return
		}
		if asked {
			again(r, w)
		}
		asked = true
	}
}

// isShown reports that an answer shows an action of a name.
func isShown(r *http.Request, w *httptest.ResponseRecorder, name string) bool {
	return strings.Contains(r.URL.Path, "/os-instance-actions/") && strings.Contains(w.Body.String(), `"action": "`+name+`"`)
}

// edit replaces texts in the body of an answer, each by the one after it.
func edit(w *httptest.ResponseRecorder, texts ...string) {
	suitestest.Rewrite(w, w.Code, strings.NewReplacer(texts...).Replace(w.Body.String()))
}

// Servers of the reference cloud: the deleted one, and the first that discovery
// lists actions of.
const (
	deletedServer = "98b8032e-3cfa-4b15-9cd6-18dba66a3964"
	listedServer  = "2243bcf2-92dc-4993-9235-4dfd217f76a1"
)

// Users of the reference cloud, by their ids.
const (
	adminUser  = "13544e6a4f28407d89929f8f11d22152"
	memberUser = "e1e2bce071c540469f99a8bd0819dc96"
)
