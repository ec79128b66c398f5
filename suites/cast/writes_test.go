package cast_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
	"github.com/osact/osact/suites/suitestest"
)

// lifecycleIDs are the requirements that take writes.
func lifecycleIDs(contract *openapi.Contract) []string {
	var ids []string
	for _, r := range contract.Requirements() {
		if strings.HasPrefix(r.ID, "lifecycle.") {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// written lists the questions of a recording that write, in order.
func written(recording exchange.Recording) []string {
	var all []string
	for _, x := range recording.Exchanges {
		if claim.IsWrite(x.Probe) && !strings.Contains(x.Probe.Path, "/os-instance-actions") {
			all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", x.Probe.As, x.Probe.Method, strings.TrimPrefix(x.Probe.Path, "/v2.1/servers"), x.Probe.Body)), " "))
		}
	}
	return all
}

// What is done to a server is done in turn, and everything else about it while
// it is there; before anything is done discovery has seen what there was.
func TestWritesInTurn(t *testing.T) {
	recording := suitestest.RecordWrites(t, suitestest.Permitted(), suitestest.Unchanged)
	got := written(recording)
	// The two servers are independent of each other.
	resize := slices.IndexFunc(got, func(s string) bool { return strings.Contains(s, "resize") })
	got = slices.Delete(got, resize, resize+1)
	want := []string{
		`member POST {"server": {"name": "osact-{run.id}-pair", "imageRef": "{own.image}", "flavorRef": "{own.flavor}", "networks": {own.networks}, "min_count": 2, "max_count": 2}}`,
		`member POST /{own.first}/action {"os-start": null}`,
		`member POST /{own.first}/action {"lock": null}`,
		`member POST /{own.first}/action {"unlock": null}`,
		`member POST /{own.first}/action {"reboot": {"type": "HARD"}}`,
		`member POST /{own.first}/action {"os-stop": null}`,
		`admin POST /{own.first}/action {"os-start": null}`,
		`member DELETE /{own.first}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("writes (-want +got):\n%s", diff)
	}
	at := func(method, path string) int {
		return slices.IndexFunc(recording.Exchanges, func(x exchange.Exchange) bool {
			return x.Probe.Method == method && x.Probe.Path == path
		})
	}
	created, deleted := at("POST", "/v2.1/servers"), at("DELETE", "/v2.1/servers/{own.first}")
	for i, x := range recording.Exchanges {
		text := x.Probe.String()
		discovers := strings.Contains(text, "{read.") || strings.Contains(text, "servers?limit=") || x.Probe == suitestest.Control(exchange.Member)
		if discovers && i > created {
			t.Errorf("%s is asked after servers were made", x.Probe)
		}
		if slices.Contains(x.Probe.Symbols(), cast.FirstServer) && !strings.Contains(text, "delete") && i > deleted {
			t.Errorf("%s is asked after the server was deleted", x.Probe)
		}
		if strings.Contains(text, "own.first.delete.ended") && i < deleted {
			t.Errorf("%s is asked before the server was deleted", x.Probe)
		}
	}
}

// What only finds things out never writes, not even in a run that may.
func TestOpeningWritesNothing(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, profile := range contract.Profiles() {
		claims, err := suites.Demanded(contract, exchange.Selection{Profile: profile.Name})
		if err != nil {
			t.Fatal(err)
		}
		planned, err := cast.Plan(contract, profile.Name, claims, suitestest.Permitted())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range planned.Opened().Steps {
			if claim.IsWrite(s.Probe) || strings.Contains(s.Probe.String(), "{own.") {
				t.Errorf("%s: %s is in the opening", profile.Name, s.Probe)
			}
		}
	}
}

// A run that may not write asks nothing that it takes writes to answer.
func TestWithoutPermission(t *testing.T) {
	contract := suitestest.Contract(t)
	ids := lifecycleIDs(contract)
	recording := suitestest.RecordWrites(t, nil, suitestest.Unchanged, ids...)
	for _, x := range recording.Exchanges {
		if claim.IsWrite(x.Probe) || strings.Contains(x.Probe.Path, "flavors") {
			t.Errorf("%s is asked", x.Probe)
		}
	}
	findings := suitestest.Judged(t, contract, recording)
	for _, f := range findings {
		if f.Outcome != claim.Untested || !strings.Contains(f.Reason, "--allow-writes") {
			t.Errorf("%s is %s: %q, want it untested, and the flag that helps", f.Requirement, f.Outcome, f.Reason)
		}
	}
	if len(findings) == 0 {
		t.Error("there are no findings")
	}
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: "full", Only: ids})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		given  []exchange.Binding
		writes bool
	}{{nil, false}, {suitestest.Permitted(), true}} {
		planned, err := cast.Plan(contract, "full", claims, test.given)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.ContainsFunc(planned.Possible(), func(s plan.Step) bool { return claim.IsWrite(s.Probe) }); got != test.writes {
			t.Errorf("with %v given writes are possible: %t", test.given, got)
		}
	}
}

// Each requirement can be asked about alone.
func TestEachLifecycleRequirementAlone(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, id := range lifecycleIDs(contract) {
		for _, f := range suitestest.Judged(t, contract, suitestest.RecordWrites(t, suitestest.Permitted(), suitestest.Unchanged, id)) {
			if f.Outcome != claim.Satisfied {
				t.Errorf("%s alone is %s: %s%v", id, f.Outcome, f.Reason, f.Violations)
			}
		}
	}
}

// Where a target says something else than expected, no server is written to that
// is not known to be osact's, and the findings say why they were not made.
func TestWritesThatGoWrong(t *testing.T) {
	contract := suitestest.Contract(t)
	ids := lifecycleIDs(contract)
	ending := func(r *http.Request, w *httptest.ResponseRecorder) {
		if strings.Contains(w.Body.String(), `"stop"`) && strings.Contains(r.URL.Path, "/os-instance-actions/") {
			body := strings.ReplaceAll(w.Body.String(), `"result": "Success"`, `"result": null`)
			for _, key := range []string{"finish_time"} {
				before, after, found := strings.Cut(body, `"`+key+`": "`)
				if found {
					_, rest, _ := strings.Cut(after, `"`)
					body = before + `"` + key + `": null` + rest
				}
			}
			suitestest.Rewrite(w, w.Code, body)
		}
	}
	for _, test := range []struct {
		name        string
		change      func(*http.Request, *httptest.ResponseRecorder)
		writes      int
		requirement string
		outcome     claim.Outcome
		reason      string
	}{
		{
			"no server may be made",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "POST", "") {
					suitestest.Rewrite(w, 403, `{"forbidden": {"code": 403, "message": "Quota exceeded"}}`)
				}
			},
			1, "lifecycle.id.is-the-request-id", claim.Untested, `was answered 403: "Quota exceeded"`,
		},
		{
			"no admin may start another project's server",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "POST", "/") && w.Code == http.StatusAccepted && r.ContentLength == int64(len(`{"os-start": null}`)) {
					suitestest.Rewrite(w, 403, `{"forbidden": {"code": 403, "message": "Policy doesn't allow it."}}`)
				}
			},
			9, "lifecycle.initiator.is-who-asked", claim.NotApplicable, `the target's policy does not let an admin do this`,
		},
		{
			"the answer names another server",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "POST", "") && w.Code == 202 {
					suitestest.Rewrite(w, 202, `{"server": {"id": "8c6f2f0e-4b0a-4f35-a4a0-0f2f8d1f2b11"}}`)
				}
			},
			2, "lifecycle.id.is-the-request-id", claim.Untested, "not listed by their name",
		},
		{
			"the list knows none by that name",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "GET", "/detail") && r.URL.Query().Get("name") != "" {
					suitestest.Rewrite(w, 200, `{"servers": [{"id": "a", "name": "web"}, {"id": "b", "name": "db"}]}`)
				}
			},
			1, "lifecycle.id.is-the-request-id", claim.Untested, "not listed by their name",
		},
		{
			"there is nothing to make servers of",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "GET", "/detail") {
					suitestest.Rewrite(w, 200, `{"servers": []}`)
				}
			},
			0, "lifecycle.reading.records-nothing", claim.Untested, "give --image and --flavor",
		},
		{
			"a stop never ends", ending,
			9, "lifecycle.events.named-as-upstream", claim.Untested, "the action stop of the server that osact made is not seen to end",
		},
		{
			"the policy hides how a stop ends",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "GET", "/") && strings.Contains(w.Body.String(), `"stop"`) && strings.Contains(r.URL.Path, "/os-instance-actions/") {
					suitestest.Rewrite(w, 403, `{"forbidden": {"code": 403, "message": "No."}}`)
				}
			},
			9, "lifecycle.events.named-as-upstream", claim.Inconclusive, "the target's policy shows no action to member (403): ask as one whom it allows",
		},
		{
			"a start that should be refused is not",
			func(r *http.Request, w *httptest.ResponseRecorder) {
				if suitestest.IsFor(r, "POST", "/") && w.Code == http.StatusConflict {
					w.Code = http.StatusAccepted
				}
			},
			9, "lifecycle.refusal.is-not-recorded", claim.NotApplicable, "not seen",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			recording := suitestest.RecordWrites(t, suitestest.Permitted(), test.change, ids...)
			if got := written(recording); len(got) != test.writes {
				t.Errorf("writes %q, want %d", got, test.writes)
			}
			var outcomes []string
			found := false
			for _, f := range suitestest.Judged(t, contract, recording) {
				if f.Requirement == test.requirement {
					outcomes = append(outcomes, fmt.Sprintf("%s: %s", f.Outcome, f.Reason))
					found = found || f.Outcome == test.outcome && strings.Contains(f.Reason, test.reason)
				}
			}
			if !found {
				t.Errorf("%s is %q, want %s: %s", test.requirement, slices.Compact(slices.Sorted(slices.Values(outcomes))), test.outcome, test.reason)
			}
		})
	}
}

// A question is asked again until it is answered, and no longer.
func TestAskedUntilTold(t *testing.T) {
	looks := func(change func(*http.Request, *httptest.ResponseRecorder)) (asked int, last string) {
		for _, x := range suitestest.RecordWrites(t, suitestest.Permitted(), change, "lifecycle.running.has-no-result-yet").Exchanges {
			if strings.Contains(x.Probe.Path, "own.stop.asked") {
				asked, last = asked+1, string(x.Response.Body)
			}
		}
		return asked, last
	}
	if asked, last := looks(suitestest.Unchanged); asked < 2 || asked > 10 || strings.Contains(last, `"finish_time": null`) {
		t.Errorf("it is asked %d times, at last answered %s", asked, last)
	}
	forbid := func(r *http.Request, w *httptest.ResponseRecorder) {
		if strings.Contains(w.Body.String(), `"stop"`) {
			suitestest.Rewrite(w, 403, `{"forbidden": {"code": 403, "message": "no"}}`)
		}
	}
	if asked, _ := looks(forbid); asked != 1 {
		t.Errorf("it is asked %d times though that is forbidden", asked)
	}
	// What is broken stays so, and an error may pass.
	for name, test := range map[string]struct {
		status int
		edit   func(string) string
		want   int
	}{
		"another success":       {203, strings.Clone, 1},
		"no action":             {200, func(string) string { return `{"instanceAction": null, "was": "stop"}` }, 1},
		"not JSON":              {200, func(string) string { return `<p>` }, 1},
		"a redirect":            {302, strings.Clone, 1},
		"a bad request":         {400, func(string) string { return `{"badRequest": {"code": 400, "message": "no"}}` }, 1},
		"no events":             {200, func(s string) string { return strings.ReplaceAll(s, `"events"`, `"steps"`) }, 1},
		"events without an end": {200, func(s string) string { return strings.ReplaceAll(s, `"finish_time"`, `"end_time"`) }, 1},
		"not found":             {404, func(string) string { return `{"itemNotFound": {"code": 404, "message": "no"}}` }, 11},
		"a failure":             {500, func(string) string { return `{"computeFault": {"code": 500, "message": "no"}}` }, 36},
		"no end": {200, func(s string) string {
			return regexp.MustCompile(`"finish_time": "[^"]*"`).ReplaceAllString(s, `"finish_time": null`)
		}, cast.MaxPolls},
	} {
		change := func(_ *http.Request, w *httptest.ResponseRecorder) {
			if strings.Contains(w.Body.String(), `"stop"`) {
				suitestest.Rewrite(w, test.status, test.edit(w.Body.String()))
			}
		}
		if asked, last := looks(change); asked != test.want {
			t.Errorf("%s: it is asked %d times, want %d; %s", name, asked, test.want, last)
		}
	}
}

// Servers that another run has made are soon gone, so nothing is read of them.
func TestDiscoveryKeepsOffServersOfOtherRuns(t *testing.T) {
	const id = "11111111-2222-4333-8444-555555555555"
	recording := suitestest.RecordWrites(t, nil, func(r *http.Request, w *httptest.ResponseRecorder) {
		if suitestest.IsFor(r, "GET", "") && r.URL.RawQuery == fmt.Sprintf("limit=%d", cast.ServersRead) {
			suitestest.Rewrite(w, 200, strings.Replace(w.Body.String(), `"servers": [`, `"servers": [{"id": "`+id+`", "name": "osact-another-run-pair-1"}, `, 1))
		}
	}, "show.status.is-200")
	listed := false
	for _, x := range recording.Exchanges {
		listed = listed || strings.Contains(string(x.Response.Body), id)
		if strings.Contains(x.Request.URL, id) {
			t.Errorf("%s is asked about a server of another run", x.Probe)
		}
	}
	if !listed {
		t.Error("no server of another run was listed")
	}
}
