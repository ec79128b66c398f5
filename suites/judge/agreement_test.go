package judge_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// What an action says goes forward, whoever is told; what comes and goes, or falls
// back, depends on something else than time.
func TestWhatComesAndGoesIsHeldAgainstTheTarget(t *testing.T) {
	contract := suitestest.Contract(t)
	bound := map[string]string{}
	for _, b := range suitestest.RecordWrites(t, nil, suitestest.Unchanged, "show.status.is-200").Bindings {
		bound[b.Symbol] = b.Value
	}
	only := []string{"show.complete.answers-agree", "list.complete.answers-agree", "list.complete.one-order"}
	const show, list, order = 0, 1, 2
	set := func(key string, value any) func(map[string]any) {
		return func(action map[string]any) {
			if _, ok := action[key]; ok {
				action[key] = value
			}
		}
	}
	fewer := func(action map[string]any) {
		if events, ok := action["events"].([]any); ok {
			action["events"] = events[1:]
		}
	}
	shorter := func(r *http.Request, w *httptest.ResponseRecorder) {
		if strings.HasSuffix(r.URL.Path, bound["finished.server"]+"/os-instance-actions") && r.URL.RawQuery == "" && w.Code == http.StatusOK {
			text := w.Body.String()
			if at, end := strings.Index(text, "[{"), strings.Index(text, "}, {"); at >= 0 && end > at {
				suitestest.Rewrite(w, w.Code, text[:at+1]+text[end+len("}, "):])
			}
		}
	}
	// When an answer is changed: by its number, and how many there are.
	early := func(n, all int) bool { return n < all/2 }
	late := func(n, all int) bool { return n >= all/2 }
	amid := func(n, all int) bool { return n >= all/4 && n < all*3/4 } // what is looked for has been found by then
	inTurn := func(n, _ int) bool { return n%2 == 0 }
	for _, test := range []struct {
		name     string
		change   change
		when     func(n, all int) bool
		violated []int
	}{
		{"nothing", suitestest.Unchanged, inTurn, nil},
		{"updated_at rises", each(bound["finished.id"], set("updated_at", later)), late, nil},
		{"updated_at falls back", each(bound["finished.id"], set("updated_at", later)), early, []int{show, list}},
		{"updated_at rises and falls back", each(bound["finished.id"], set("updated_at", later)), inTurn, []int{show, list}},
		{"a message comes", each(bound["finished.id"], set("message", "Error")), late, nil},
		{"a message comes, and goes", each(bound["finished.id"], set("message", "Error")), amid, []int{show, list}},
		{"a message comes and goes in turn", each(bound["finished.id"], set("message", "Error")), inTurn, []int{show, list}},
		{"an event comes", each(bound["finished.id"], fewer), early, nil},
		{"an event goes", each(bound["finished.id"], fewer), late, []int{show}},
		{"an event comes and goes", each(bound["finished.id"], fewer), inTurn, []int{show}},
		{"another name comes", each(bound["finished.id"], set("action", "rebuild")), late, []int{show, list}},
		{"a list becomes longer", shorter, early, nil},
		{"a list becomes shorter", shorter, late, []int{order}},
		{"a list becomes longer and shorter", shorter, inTurn, []int{order}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			asked, all := 0, 0
			sometimes := func(r *http.Request, w *httptest.ResponseRecorder) {
				if strings.Contains(r.URL.Path, bound["finished.server"]+"/os-instance-actions") {
					if test.when(asked, all) {
						test.change(r, w)
					}
					asked++
				}
			}
			suitestest.RecordWrites(t, nil, func(r *http.Request, _ *httptest.ResponseRecorder) { sometimes(r, httptest.NewRecorder()) }, only...)
			asked, all = 0, asked
			violated := map[int]bool{}
			for _, f := range suitestest.Judged(t, contract, suitestest.RecordWrites(t, nil, sometimes, only...)) {
				at := slices.Index(only, f.Requirement)
				if violated[at] = violated[at] || f.Outcome == claim.Violated; f.Outcome == claim.Violated && !slices.Contains(test.violated, at) {
					t.Error(judge.Explain(f))
				}
			}
			for _, at := range test.violated {
				if !violated[at] {
					t.Errorf("%s is not violated", only[at])
				}
			}
		})
	}
}

// One request can cause two actions of a server: they have its id, and nothing tells
// which of them is shown, or meant by a marker.
func TestTwoActionsOfOneRequest(t *testing.T) {
	contract := suitestest.Contract(t)
	whole := suitestest.RecordWrites(t, nil, suitestest.Unchanged, "list.paging.marker-is-left-out")
	bound := map[string]string{}
	for _, b := range whole.Bindings {
		bound[b.Symbol] = b.Value
	}
	ids := idsListed(t, whole, bound["finished.server"])
	middle := slices.Index(ids, bound["listed.marker"])
	if middle < 1 || middle+2 >= len(ids) {
		t.Fatalf("the marker is action %d of %d, want one in the middle", middle, len(ids))
	}
	for name, twins := range map[string][2]string{
		"the marker and an older one": {ids[middle], ids[middle+1]},
		"a newer one and the marker":  {ids[middle-1], ids[middle]},
		"the oldest":                  {ids[len(ids)-2], ids[len(ids)-1]},
		"the newest":                  {ids[0], ids[1]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same := func(r *http.Request, w *httptest.ResponseRecorder) {
				if strings.Contains(r.URL.Path, bound["finished.server"]) {
					edit(w, twins[0], twins[1])
				}
			}
			recording := suitestest.RecordWrites(t, nil, same)
			if got := idsListed(t, recording, bound["finished.server"]); len(slices.Compact(got)) != len(ids)-1 {
				t.Fatalf("no two actions have one id: %q", got)
			}
			notAccused(t, suitestest.Judged(t, contract, recording))
		})
	}
}

// Before 2.58 lists do not say when an action was last updated, and cut nothing: a
// target that offers no more is held to what it offers.
func TestWhatATargetDoesNotOfferYet(t *testing.T) {
	contract := suitestest.Contract(t)
	for i, maximum := range []string{"2.1", "2.20", "2.21", "2.50", "2.57", "2.58", "2.65", "2.66", "2.101"} {
		if i%sparing != 0 {
			continue
		}
		findings := suitestest.Judged(t, contract, suitestest.Record(t, contract, cloud.Options{Maximum: maximum}))
		notAccused(t, findings)
		if !slices.ContainsFunc(findings, func(f judge.Finding) bool {
			return f.Requirement == "list.complete.one-order" && f.Outcome == claim.Satisfied
		}) {
			t.Errorf("at %s no list is held against another", maximum)
		}
	}
}

// idsListed are the request ids of a server's actions, as the first whole list of a
// recording has them.
func idsListed(t *testing.T, recording exchange.Recording, server string) []string {
	t.Helper()
	for _, x := range recording.Exchanges {
		if !isAnswer(x, false) || x.Response.Status != http.StatusOK || !strings.HasSuffix(x.Request.URL, server+"/os-instance-actions") {
			continue
		}
		var body struct {
			Actions []struct {
				ID string `json:"request_id"`
			} `json:"instanceActions"`
		}
		if err := json.Unmarshal(x.Response.Body, &body); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, action := range body.Actions {
			ids = append(ids, action.ID)
		}
		return ids
	}
	t.Fatalf("no answer lists the actions of %s", server)
	return nil
}
