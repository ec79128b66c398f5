package main_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// What legacyOnly serves.
const (
	oldProject = "ad355aa6ed3e4cf5ae0fa0df652bc291"
	oldServer  = "aef82e69-0b3e-4056-b1b6-c37d5a278183"
	oldAction  = "req-bdff6b70-dede-4292-9f8f-2e9b00adf678"
	oldToken   = "c75def63cc764c50a96129a7069a3879"
)

// legacyOnly is a vendor's gateway: it serves the one path of the legacy
// document and nothing else, words its errors in its own way, and lists events
// oldest first.
type legacyOnly struct {
	message string // of the action, as JSON
	asked   atomic.Int64
	strayed atomic.Int64 // of these, questions about anything else
}

func (s *legacyOnly) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := s.asked.Add(1)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Compute-Request-Id", fmt.Sprintf("req-00000000-0000-4000-8000-%012d", id))
	refuse := func(status int, name, message string) {
		w.WriteHeader(status)
		text, _ := json.Marshal(map[string]any{name: map[string]any{"code": status, "message": message}})
		_, _ = w.Write(text)
	}
	path := strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case len(path) != 6 || path[0] != "v2" || path[2] != "servers" || path[4] != "os-instance-actions":
		s.strayed.Add(1)
		refuse(http.StatusNotFound, "notHere", "This gateway shows instance actions.")
	case r.Method != http.MethodGet:
		refuse(http.StatusMethodNotAllowed, "badMethod", "Only GET.")
	case r.Header.Get("X-Auth-Token") != oldToken:
		refuse(http.StatusUnauthorized, "unauthorized", "Who are you?")
	case path[1] != oldProject:
		refuse(http.StatusBadRequest, "badRequest", "That is another tenant.")
	case path[3] != oldServer || path[5] != oldAction:
		refuse(http.StatusNotFound, "notHere", "No such thing.")
	default:
		fmt.Fprintf(w, `{"instanceAction": {"instance_uuid": %q, "user_id": "9789b276da0643e8b88bc7d6b85cf939",
			"start_time": "2015-10-15T00:40:25.000000", "request_id": %q, "action": "create", "message": %s, "project_id": %q, "events": [
			{"event": "schedule", "start_time": "2015-10-15T00:40:25.000000", "finish_time": "2015-10-15T00:40:26.000000", "result": "Success", "traceback": ""},
			{"event": "compute_create", "start_time": "2015-10-15T00:40:27.000000", "finish_time": "2015-10-15T00:40:32.000000", "result": "Success", "traceback": ""}]}}`,
			path[3], path[5], s.message, path[1])
	}
}

// TestRunAgainstTheLegacyPathAlone gives by hand what nothing there tells.
func TestRunAgainstTheLegacyPathAlone(t *testing.T) {
	run := func(t *testing.T, gateway *legacyOnly) (outcome, verdict) {
		t.Helper()
		server := httptest.NewServer(gateway)
		t.Cleanup(server.Close)
		out := t.TempDir()
		got := call(t, []string{"OSACT_TOKEN_MEMBER=" + oldToken}, "run", "--profile", "v2", "--out", out,
			"--target", server.URL+"/v2/"+oldProject, "--server", oldServer, "--action", oldAction)
		return got, verdictIn(t, out)
	}
	t.Run("one that does what the document says", func(t *testing.T) {
		t.Parallel()
		gateway := &legacyOnly{message: "null"}
		got, v := run(t, gateway)
		// What nobody gave, as a failed action, is not applicable.
		if got.code != 0 || v.Verdict != "conformant" {
			t.Errorf("exit %d, %s: want 0, conformant\n%s%s", got.code, v.Verdict, got.stdout, got.stderr)
		}
		outcomes := map[string][]string{}
		for _, r := range v.Requirements {
			outcomes[r.Outcome] = append(outcomes[r.Outcome], r.ID)
		}
		if n := len(outcomes["satisfied"]); n < 12 || len(outcomes["violated"])+len(outcomes["inconclusive"]) > 0 {
			t.Errorf("outcomes are %v, want 12 satisfied at least, and none violated or inconclusive", outcomes)
		}
		if n := len(outcomes["untested"]); n > 0 {
			t.Errorf("%v are untested, although what was given can be judged", outcomes["untested"])
		}
		if n := gateway.strayed.Load(); n > 0 {
			t.Errorf("%d of %d questions are about something else than the path that is given", n, gateway.asked.Load())
		}
	})
	t.Run("one that shows a message of its own", func(t *testing.T) {
		t.Parallel()
		got, v := run(t, &legacyOnly{message: `"all good"`})
		if got.code != 1 {
			t.Errorf("exit %d, want 1\n%s%s", got.code, got.stdout, got.stderr)
		}
		for _, r := range v.Requirements {
			if violated := r.ID == "show.body.success-has-no-message"; violated != (r.Outcome == "violated") {
				t.Errorf("%s is %s", r.ID, r.Outcome)
			}
		}
	})
}
