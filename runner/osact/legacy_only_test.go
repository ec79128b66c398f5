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

	otherProject  = "5d0f6f3b8a1d4c0c9b7e2f4a6d8c1b35"
	oldAdmin      = "b1f86c0a92d94e51a37d6e20c4f8a915" // in the same project
	oldsOtherUser = "7e2d0c94a6b84f1db3c5e8f7a9d01b62" // in another one
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
	project := map[string]string{oldToken: oldProject, oldAdmin: oldProject, oldsOtherUser: otherProject}[r.Header.Get("X-Auth-Token")]
	path := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	switch {
	case len(path) != 6 || path[0] != "v2" || path[2] != "servers" || path[4] != "os-instance-actions":
		s.strayed.Add(1)
		refuse(http.StatusNotFound, "notHere", "This gateway shows instance actions.")
	case r.Method != http.MethodGet:
		refuse(http.StatusMethodNotAllowed, "badMethod", "Only GET.")
	case project == "":
		w.Header().Set("WWW-Authenticate", `Keystone uri="https://identity.example.org/v2.0"`)
		refuse(http.StatusUnauthorized, "unauthorized", "Who are you?")
	case path[1] != project:
		refuse(http.StatusBadRequest, "badRequest", "That is another tenant.")
	case path[3] != oldServer || path[5] != oldAction || project != oldProject:
		refuse(http.StatusNotFound, "itemNotFound", "No such thing.")
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
	t.Parallel()
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

// TestRunEveryActorAgainstTheLegacyPathAlone: with three tokens, and the one project that
// nothing there tells, all that is known of the legacy API is judged.
func TestRunEveryActorAgainstTheLegacyPathAlone(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]struct {
		code    int
		verdict string
	}{"null": {0, "conformant"}, `"all good"`: {1, "nonconformant"}} {
		t.Run(want.verdict, func(t *testing.T) {
			t.Parallel()
			gateway := &legacyOnly{message: message}
			server := httptest.NewServer(gateway)
			t.Cleanup(server.Close)
			out := t.TempDir()
			got := call(t, []string{"OSACT_TOKEN_MEMBER=" + oldToken, "OSACT_TOKEN_ADMIN=" + oldAdmin, "OSACT_TOKEN_OUTSIDER=" + oldsOtherUser},
				"run", "--profile", "legacy", "--out", out, "--project", "outsider="+otherProject,
				"--target", server.URL+"/v2/"+oldProject, "--server", oldServer, "--action", oldAction)
			if v := verdictIn(t, out); got.code != want.code || v.Verdict != want.verdict {
				t.Errorf("exit %d, %s: want %d, %s\n%s%s", got.code, v.Verdict, want.code, want.verdict, got.stdout, got.stderr)
			}
			if n := gateway.strayed.Load(); n > 0 {
				t.Errorf("%d of %d questions are about something else than the path that is given", n, gateway.asked.Load())
			}
		})
	}
}

// TestNoProfileFailsByHand: whichever the profile, there is a verdict: what cannot be
// asked is untested or not applicable.
func TestNoProfileFailsByHand(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"tenant", "operator", "full", "smoke", "lifecycle", "legacy", "v2", "v2-external", "v2-internal"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(&legacyOnly{message: "null"})
			t.Cleanup(server.Close)
			got := call(t, []string{"OSACT_TOKEN_MEMBER=" + oldToken}, "run", "--profile", profile, "--out", t.TempDir(),
				"--target", server.URL+"/v2/"+oldProject, "--server", oldServer, "--action", oldAction)
			// Profiles that ask below /v2.1 too demand the version documents, which are not there.
			if got.code != 0 && got.code != 1 && got.code != 3 {
				t.Errorf("exit %d, want a verdict\n%s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}
