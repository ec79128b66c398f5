package judge_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// What goes on in a cloud while it is judged is not held against it: from one
// answer on it is another.
func TestWhatGoesOnMeanwhile(t *testing.T) {
	contract := suitestest.Contract(t)
	whole := suitestest.RecordWrites(t, nil, suitestest.Unchanged)
	bound := map[string]string{}
	for _, b := range whole.Bindings {
		bound[b.Symbol] = b.Value
	}
	const lock, unlock = `{"lock": null}`, `{"unlock": null}`
	act := func(part, body string) happening { return happening{"POST", bound[part+".server"] + "/action", body} }
	drop := func(part string) []happening {
		return []happening{act(part, unlock), {"DELETE", bound[part+".server"], ""}}
	}
	for i, test := range []struct {
		name      string
		part      string
		before    change // of what is answered at first
		meanwhile []happening
		after     change
		settled   bool // all the same
	}{
		{"a finished action goes on", "finished", each(bound["finished.id"], withoutNewest(t, whole, bound["finished.id"])), nil, suitestest.Unchanged, false},
		{"a failed action goes on", "failed", suitestest.Unchanged, nil, each(bound["failed.id"], undone), false},
		{"a running action ends", "running", suitestest.Unchanged, nil, each(bound["running.id"], ends), true},
		{"a running action fails", "running", suitestest.Unchanged, nil, each(bound["running.id"], fails), true},
		{"the server of the finished action is deleted", "finished", suitestest.Unchanged, drop("finished"), suitestest.Unchanged, false},
		{"the server of the running action is deleted", "running", suitestest.Unchanged, drop("running"), suitestest.Unchanged, false},
		{"the server of another user's action is deleted", "foreign", suitestest.Unchanged, drop("foreign"), suitestest.Unchanged, false},
		{"the actions of the deleted server are purged", "deleted", suitestest.Unchanged, nil, purged(bound["deleted.server"]), false},
		{"the list of the deleted server is emptied", "deleted", suitestest.Unchanged, nil, emptied(bound["deleted.server"]), false},
		{"the finished action's server is acted on", "finished", suitestest.Unchanged, []happening{act("finished", unlock), act("finished", lock)}, suitestest.Unchanged, true},
	} {
		if i%sparing != 0 {
			continue
		}
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			settled, server := true, bound[test.part+".server"]
			about := 0
			for _, x := range whole.Exchanges {
				if strings.Contains(x.Request.URL, server) {
					about++
				}
			}
			for _, share := range []int{5, 15, 40, 75} {
				for _, f := range suitestest.Judged(t, contract, recordMeanwhile(t, server, share*about/100, test.before, test.meanwhile, test.after)) {
					if f.Outcome == claim.Violated {
						t.Errorf("after %d%% of the answers: %s", share, judge.Explain(f))
					}
					settled = settled && f.Outcome != claim.Inconclusive
				}
			}
			if settled != test.settled {
				t.Errorf("all settled: %t, want %t", settled, test.settled)
			}
		})
	}
}

// What goes on excuses what it changes, and nothing else.
func TestWhatNothingMeanwhileExcuses(t *testing.T) {
	contract := suitestest.Contract(t)
	bound := map[string]string{}
	whole := suitestest.RecordWrites(t, nil, suitestest.Unchanged, "show.status.is-200")
	for _, b := range whole.Bindings {
		bound[b.Symbol] = b.Value
	}
	server := bound["finished.server"]
	tells := func(r *http.Request, w *httptest.ResponseRecorder) {
		if strings.Contains(r.URL.Path, server) && w.Code == http.StatusNotFound {
			edit(w, "Instance "+server, "Somebody's instance "+server)
		}
	}
	first := "" // the token of who asks first: the member, who discovers
	remembered := func(r *http.Request, _ *httptest.ResponseRecorder) {
		first = cmp.Or(first, r.Header.Get("X-Auth-Token"))
	}
	owned := func(r *http.Request, w *httptest.ResponseRecorder) {
		if r.Header.Get("X-Auth-Token") != first {
			each(bound["finished.id"], func(action map[string]any) { action["project_id"] = "another" })(r, w)
		}
	}
	goesOn := each(bound["finished.id"], withoutNewest(t, whole, bound["finished.id"]))
	for _, test := range []struct {
		name        string
		before      change
		meanwhile   []happening
		after       change
		requirement string
	}{
		{"an action goes on, and an outsider is told of its server", both(goesOn, tells), nil, tells, "show.tenancy.foreign-is-as-unknown"},
		{"a server is deleted, and an outsider is told of it", tells, []happening{
			{"POST", server + "/action", `{"unlock": null}`}, {"DELETE", server, ""},
		}, tells, "show.tenancy.foreign-is-as-unknown"},
		{"an action goes on, and is another project's", both(goesOn, remembered), nil, owned, "show.initiator.same-for-both-audiences"},
	} {
		t.Run(test.name, func(t *testing.T) {
			findings := suitestest.Judged(t, contract, recordMeanwhile(t, server, 20, test.before, test.meanwhile, test.after))
			if !slices.ContainsFunc(findings, func(f judge.Finding) bool { return f.Requirement == test.requirement && f.Outcome == claim.Violated }) {
				t.Errorf("%s is not violated", test.requirement)
			}
		})
	}
}

// happening is what a member does while others are asked: it asks for a path
// below /servers.
type happening struct{ method, path, body string }

// change changes an answer of the reference cloud.
type change = func(*http.Request, *httptest.ResponseRecorder)

// recordMeanwhile records the profile full on a reference cloud to which
// something happens after so many answers about a server.
func recordMeanwhile(t *testing.T, server string, answers int, before change, meanwhile []happening, after change) exchange.Recording {
	t.Helper()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	users := reference.Users()
	member := slices.IndexFunc(users, func(u cloud.User) bool { return u.Name == suitestest.Players()[exchange.Member] })
	asked, happened := 0, false
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, server) {
			asked++
		}
		if asked >= answers && !happened {
			happened = true
			for _, h := range meanwhile {
				happens := httptest.NewRequest(h.method, suitestest.RootURL+"/v2.1/servers/"+h.path, strings.NewReader(h.body))
				happens.Header.Set("X-Auth-Token", users[member].Token)
				happens.Header.Set("Content-Type", "application/json")
				done := httptest.NewRecorder()
				if reference.Compute().ServeHTTP(done, happens); done.Code >= 300 {
					t.Errorf("%v: %d %s", h, done.Code, done.Body)
				}
			}
		}
		answer := httptest.NewRecorder()
		reference.Compute().ServeHTTP(answer, r)
		if !happened {
			before(r, answer)
		} else {
			after(r, answer)
		}
		maps.Copy(w.Header(), answer.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
	return suitestest.RecordFrom(t, suitestest.Contract(t), "full", handler, users, nil)
}

// A server that is given by hand may have been deleted before.
func TestADeletedServerGivenByHand(t *testing.T) {
	contract := suitestest.Contract(t)
	given := suitestest.Permitted()
	for _, b := range suitestest.Record(t, contract, cloud.Options{}, "show.deletion.readable-later").Bindings {
		if part, ok := strings.CutPrefix(b.Symbol, "deleted."); ok {
			given = append(given, exchange.Binding{Symbol: "finished." + part, Value: b.Value, Origin: "a test"})
		}
	}
	findings := suitestest.Judged(t, contract, suitestest.RecordAs(t, contract, "tenant", cloud.Options{}, given, "show.status.is-200"))
	notAccused(t, findings)
	const reason = "the server is gone"
	if !slices.ContainsFunc(findings, func(f judge.Finding) bool { return strings.Contains(f.Reason, reason) }) {
		t.Errorf("no finding says that %s", reason)
	}
}

// An action that is given by hand was not looked at before all is asked, so
// nothing tells whether it went on.
func TestAnActionGivenByHandIsLookedAtOnce(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.microversions.hosts-come-alone"
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	given := suitestest.Permitted()
	for _, b := range good.Bindings {
		if strings.HasPrefix(b.Symbol, "finished.") {
			given = append(given, exchange.Binding{Symbol: b.Symbol, Value: b.Value, Origin: "a test"})
		}
	}
	probe := claim.Show(cast.Finished).At("2.62").Rows(suitestest.Scope())[0][0]
	byHand := suitestest.RecordAs(t, contract, "full", cloud.Options{}, given, requirement)
	bad := suitestest.Doctored(byHand, []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Body = bytes.Replace(x.Response.Body, []byte(`"Success"`), []byte(`"Error"`), 1)
	})
	if f := suitestest.Find(t, contract, bad, requirement, probe); f.Outcome != claim.Violated {
		t.Errorf("finding = %s: %s, want %s", f.Outcome, f.Reason, claim.Violated)
	}
}

// A 404 is excused by a deletion alone that went well, the last thing that was
// done to the server.
func TestOnlyADeletionExcusesNotFound(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.body.failure-has-message"
	probe, look := claim.Show(cast.Failed).At("2.57").Rows(suitestest.Scope())[0][0], cast.Finder{Scope: suitestest.Scope()}.LastServer("failed")
	good := suitestest.Doctored(suitestest.Record(t, contract, cloud.Options{}, requirement), []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Status = http.StatusNotFound
	})
	for _, test := range []struct {
		list string
		want claim.Outcome
	}{
		{`{"action": "delete", "message": null}, {"action": "create", "message": null}`, claim.Inconclusive},
		{`{"action": "delete", "message": "Error"}, {"action": "create", "message": null}`, claim.Violated},
		{`{"action": "restore", "message": null}, {"action": "delete", "message": null}`, claim.Violated},
		{``, claim.Violated},
	} {
		recording := suitestest.Doctored(good, []exchange.Probe{look}, func(x *exchange.Exchange) {
			x.Response.Body = []byte(`{"instanceActions": [` + test.list + `]}`)
		})
		if f := suitestest.Find(t, contract, recording, requirement, probe); f.Outcome != test.want {
			t.Errorf("[%s]: %s: %s, want %s", test.list, f.Outcome, f.Reason, test.want)
		}
	}
}

// An action goes on if it has what it had and more of it; anything else that
// changes is held against the target.
func TestWentOn(t *testing.T) {
	const open, over = `{"event": "a", "start_time": "1", "finish_time": null}`, `{"event": "a", "start_time": "1", "finish_time": "2"}`
	const other, again = `{"event": "b", "start_time": "1", "finish_time": "2"}`, `{"event": "a", "start_time": "2", "finish_time": "2"}`
	for _, test := range []struct {
		before, after string
		want          bool
	}{
		{open, open, false},
		{open, over, true},
		{over, over, false},
		{over, open, false},
		{over, other, false},
		{over, other + "," + over, true},
		{over, again + "," + over, true},
		{over, other + "," + again, false},
		{over + "," + other, over, false},
		{over, over + "," + other, false},
		{"", over, true},
		{"7", over, false},
	} {
		shows := func(events string) *match.Answer {
			return &match.Answer{Response: &exchange.Response{Status: http.StatusOK, Body: []byte(`{"instanceAction": {"events": [` + events + `]}}`)}}
		}
		if got := judge.WentOn(shows(test.before), shows(test.after)); got != test.want {
			t.Errorf("from [%s] to [%s]: %t, want %t", test.before, test.after, got, test.want)
		}
	}
	later := &match.Answer{Response: &exchange.Response{Status: http.StatusOK, Body: []byte(`{"instanceAction": {"events": [` + over + `]}}`)}}
	if judge.WentOn(nil, nil) || judge.WentOn(nil, later) || judge.WentOn(later, nil) {
		t.Error("an action that nobody looked at twice went on")
	}
}

// each changes an action wherever a 200 shows it, alone or among others.
func each(id string, change func(action map[string]any)) change {
	return func(r *http.Request, w *httptest.ResponseRecorder) {
		if !strings.Contains(r.URL.Path, "/os-instance-actions") || w.Code != http.StatusOK {
			return
		}
		var body map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
			return
		}
		list, _ := body["instanceActions"].([]any)
		for _, one := range append(list, body["instanceAction"]) {
			if action, _ := one.(map[string]any); action != nil && action["request_id"] == id {
				change(action)
				text, _ := json.Marshal(body)
				suitestest.Rewrite(w, w.Code, string(text))
			}
		}
	}
}

// withoutNewest takes an action of a recording back to before its newest event
// began: it was last updated when the one before had finished.
func withoutNewest(t *testing.T, recording exchange.Recording, id string) func(action map[string]any) {
	t.Helper()
	finished := ""
	for _, x := range recording.Exchanges {
		var body struct {
			InstanceAction struct {
				Events []struct {
					Finished string `json:"finish_time"`
				}
			}
		}
		if strings.HasSuffix(x.Request.URL, id) && json.Unmarshal(x.Response.Body, &body) == nil && len(body.InstanceAction.Events) > 1 {
			finished = body.InstanceAction.Events[1].Finished
		}
	}
	if finished == "" {
		t.Fatalf("no answer shows two events of %s", id)
	}
	return func(action map[string]any) {
		if events, ok := action["events"].([]any); ok {
			action["events"] = events[1:]
		}
		if _, ok := action["updated_at"]; ok {
			action["updated_at"] = finished
		}
	}
}

// ends lets the events of an action end.
func ends(action map[string]any) {
	events, _ := action["events"].([]any)
	for _, one := range events {
		if event := one.(map[string]any); event["finish_time"] == nil {
			event["finish_time"], event["result"] = later, "Success"
		}
	}
	if _, ok := action["updated_at"]; ok {
		action["updated_at"] = later
	}
}

// fails lets the events of an action end, the newest with an error.
func fails(action map[string]any) {
	ends(action)
	action["message"] = "Error"
	if events, _ := action["events"].([]any); len(events) > 0 {
		event := events[0].(map[string]any)
		event["result"] = "Error"
		if _, ok := event["traceback"]; ok {
			event["traceback"] = "Traceback"
		}
	}
}

// undone lets an action that failed be undone.
func undone(action map[string]any) {
	if events, ok := action["events"].([]any); ok {
		event := maps.Clone(events[0].(map[string]any))
		event["event"], event["start_time"], event["finish_time"], event["result"] = "compute_revert_resize", later, later, "Success"
		for _, name := range []string{"traceback", "details"} {
			if event[name] != nil {
				event[name] = nil
			}
		}
		action["events"] = slices.Insert(events, 0, any(event))
	}
	if _, ok := action["updated_at"]; ok {
		action["updated_at"] = later
	}
}

// later is a time after all those of the reference cloud.
const later = "2037-03-03T10:31:30.000000"

// emptied knows a server, and none of its actions.
func emptied(server string) change {
	return func(r *http.Request, w *httptest.ResponseRecorder) {
		switch _, rest, _ := strings.Cut(r.URL.Path, "/servers/"+server+"/os-instance-actions"); {
		case w.Code != http.StatusOK || !strings.Contains(r.URL.Path, server):
		case rest != "":
			suitestest.Rewrite(w, http.StatusNotFound, `{"itemNotFound": {"code": 404, "message": "Action`+strings.ReplaceAll(rest, "/", " ")+` could not be found."}}`)
		default:
			suitestest.Rewrite(w, http.StatusOK, `{"instanceActions": []}`)
		}
	}
}

// purged knows a server and its actions no more.
func purged(server string) change {
	return func(r *http.Request, w *httptest.ResponseRecorder) {
		if strings.Contains(r.URL.Path, "/servers/"+server+"/os-instance-actions") && w.Code == http.StatusOK {
			suitestest.Rewrite(w, http.StatusNotFound, `{"itemNotFound": {"code": 404, "message": "Instance `+server+` could not be found."}}`)
		}
	}
}
