package play_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// statuses maps the paths that were asked to the answers' statuses.
func statuses(exchanges []exchange.Exchange) map[string]int {
	m := map[string]int{}
	for _, x := range exchanges {
		status := 0
		if x.Response != nil {
			status = x.Response.Status
		}
		m[x.Probe.Path] = status
	}
	return m
}

func TestPlayRecordsWhatWasAskedAndAnswered(t *testing.T) {
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Compute-Request-Id", "req-1")
		w.Header().Set("X-Powered-By", "not allowed")
		w.Header().Set("Date", "Fri, 20 Nov 2026 08:30:00 GMT")
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, `{"path":%q}`, r.URL.Path)
	})
	q := question(exchange.Probe{
		As:      exchange.Member,
		Method:  "POST",
		Path:    "/servers/1/action?x=1",
		Version: "2.62",
		Variant: "X-Forwarded-For: ::1",
		Body:    `{"lock":null}`,
	})
	walk := questions(q)
	before := time.Now()
	p := &play.Player{Root: root.JoinPath("compute"), Token: token, UserAgent: "osact/1.0"}
	exchanges, ending := p.Play(t.Context(), walk)
	if ending != exchange.Complete || len(exchanges) != 1 {
		t.Fatalf("got %d exchanges, %s; want 1, complete", len(exchanges), ending)
	}
	got := exchanges[0]
	if got.Started.Before(before.Round(0).UTC()) || got.Duration <= 0 || got.Started.Location() != time.UTC {
		t.Errorf("started %s, took %s; want UTC and a time that passed", got.Started, got.Duration)
	}
	got.Started, got.Duration = time.Time{}, 0
	want := exchange.Exchange{
		Probe: q.Probe,
		Request: exchange.Request{
			Method: "POST",
			URL:    root.String() + "/compute/servers/1/action?x=1",
			Header: http.Header{
				"Accept":               {"application/json"},
				"Accept-Encoding":      {"gzip, deflate, compress"},
				"Content-Type":         {"application/json"},
				"Host":                 {root.Host},
				exchange.VersionHeader: {"compute 2.62"},
				"User-Agent":           {"osact/1.0"},
				"X-Auth-Token":         {exchange.Mark(exchange.Member)},
				"X-Forwarded-For":      {"::1"},
			},
			Body: `{"lock":null}`,
		},
		Response: &exchange.Response{
			Proto:  "HTTP/1.1",
			Status: 409,
			Reason: "Conflict",
			Header: http.Header{
				"Content-Type":         {"application/json"},
				"Content-Length":       {"36"},
				"Date":                 {"Fri, 20 Nov 2026 08:30:00 GMT"},
				"X-Compute-Request-Id": {"req-1"},
				"X-Powered-By":         {exchange.Words("not allowed")},
			},
			Body:   []byte(`{"path":"/compute/servers/1/action"}`),
			Wire:   36,
			Length: 36,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exchange differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(exchanges[0], walk.got[q.Probe.Path]); diff != "" {
		t.Errorf("the walk got something else (-recorded +got):\n%s", diff)
	}
}

func TestNothingToAskIsComplete(t *testing.T) {
	exchanges, ending := (&play.Player{Root: parse(t, "http://127.0.0.1:1")}).Play(t.Context(), questions())
	if len(exchanges) != 0 || ending != exchange.Complete {
		t.Errorf("got %d exchanges, %s; want none, complete", len(exchanges), ending)
	}
}

// A server that answers only when as many questions are in flight as may be,
// and counts them: fewer would stall it, more would be seen.
func TestAsManyInFlightAsAllowedAndNoMore(t *testing.T) {
	const room, rounds = 4, 5
	var (
		inFlight, most atomic.Int64
		lock           sync.Mutex
		waiting        int
		full           = make(chan struct{})
	)
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		now := inFlight.Add(1)
		defer inFlight.Add(-1)
		for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
		}
		lock.Lock()
		round := full
		if waiting++; waiting == room {
			waiting, full = 0, make(chan struct{})
			close(round)
		}
		lock.Unlock()
		select {
		case <-round:
		case <-r.Context().Done():
		}
	})
	p := &play.Player{Root: root, Token: token, InFlight: room}
	exchanges, _ := p.Play(t.Context(), questions(paths(room*rounds)...))
	for _, x := range exchanges {
		if x.Failure != nil {
			t.Errorf("%s: %s", x.Probe, x.Failure.Text)
		}
	}
	if len(exchanges) != room*rounds || most.Load() != room {
		t.Errorf("%d exchanges, %d in flight at most; want %d and %d", len(exchanges), most.Load(), room*rounds, room)
	}
}

func TestQuestionsGoOutInOrderAndWhenReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent []string
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Transport: transport(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, pathOf(r))
			return ok(r)
		})}
		walk := questions(get("/c"), get("/a"), get("/b"), get("/d"))
		walk.steps[0].after = []string{"/a"} // ready in the second round only
		if _, ending := p.Play(t.Context(), walk); ending != exchange.Complete {
			t.Errorf("the run is %s, want complete", ending)
		}
		if diff := cmp.Diff([]string{"/a", "/b", "/d", "/c"}, sent); diff != "" {
			t.Errorf("order differs (-want +got):\n%s", diff)
		}
	})
}

func TestPaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			lock  sync.Mutex
			sent  []string
			began = time.Now()
		)
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Rate: 2, Transport: transport(func(r *http.Request) (*http.Response, error) {
			lock.Lock()
			defer lock.Unlock()
			sent = append(sent, fmt.Sprint(pathOf(r), " at ", time.Since(began)))
			return ok(r)
		})}
		p.Play(t.Context(), questions(paths(4)...))
		if diff := cmp.Diff([]string{"/0 at 0s", "/1 at 500ms", "/2 at 1s", "/3 at 1.5s"}, sent); diff != "" {
			t.Errorf("pace differs (-want +got):\n%s", diff)
		}
	})
}

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var seen [][2]int
		p := &play.Player{
			Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Transport: transport(ok),
			Progress: func(now play.Progress) { seen = append(seen, [2]int{now.Done, now.Total}) },
		}
		walk := questions(get("/a"), get("/b"), get("/c"))
		walk.steps[2].after = []string{"/b"}
		p.Play(t.Context(), walk)
		if diff := cmp.Diff([][2]int{{0, 2}, {1, 2}, {2, 3}, {3, 3}}, slices.Compact(seen)); diff != "" {
			t.Errorf("progress differs (-want +got):\n%s", diff)
		}
	})
}

func TestACancelledRunKeepsWhatWasAnswered(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	root := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/0", "/1":
		default:
			<-r.Context().Done()
		}
	})
	walk := questions(paths(9)...)
	walk.onPut = func(exchange.Exchange) {
		if walk.puts == 2 {
			cancel()
		}
	}
	p := &play.Player{Root: root, Token: token, InFlight: 3}
	exchanges, ending := p.Play(ctx, walk)
	if ending != exchange.Interrupted {
		t.Errorf("the run is %s, want interrupted", ending)
	}
	got := statuses(exchanges)
	if got["/0"] != 200 || got["/1"] != 200 {
		t.Errorf("statuses are %v; want 200 for /0 and /1", got)
	}
	for _, x := range exchanges[2:] {
		if x.Failure == nil || x.Failure.Kind != exchange.Stopped {
			t.Errorf("%s: failure is %v, want that it was stopped", x.Probe, x.Failure)
		}
	}
	if len(exchanges) < 3 || len(exchanges) > 5 {
		t.Errorf("%d exchanges; want the two answers and what was in flight", len(exchanges))
	}
}

// The end of the context may come together with the end of a question. Which
// of the two is seen first is chance, hence the rounds.
func TestACutQuestionNeverMakesARunComplete(t *testing.T) {
	for range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
			cancel()
			return nil, r.Context().Err()
		})}
		if exchanges, ending := p.Play(ctx, questions(get("/"))); len(exchanges) != 1 || ending != exchange.Interrupted {
			t.Fatalf("got %d exchanges, %s; want 1, interrupted", len(exchanges), ending)
		}
	}
}

func TestARunThatIsCancelledWhenAllIsAnsweredIsComplete(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	walk := questions(get("/"))
	walk.onPut = func(exchange.Exchange) { cancel() }
	p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(ok)}
	if _, ending := p.Play(ctx, walk); ending != exchange.Complete {
		t.Errorf("the run is %s, want complete", ending)
	}
}

func TestARunThatIsCancelledBeforehandSendsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return ok(r)
	})}
	exchanges, ending := p.Play(ctx, questions(paths(3)...))
	if len(exchanges) != 0 || ending != exchange.Interrupted {
		t.Errorf("got %d exchanges, %s; want none, interrupted", len(exchanges), ending)
	}
}

// slowly answers after a time, unless the request ends before.
func slowly(d time.Duration) transport {
	return func(r *http.Request) (*http.Response, error) {
		select {
		case <-time.After(d):
			return ok(r)
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

func TestDeadlines(t *testing.T) {
	far := time.Hour
	tests := map[string]struct {
		timeout, deadline, parent time.Duration
		want                      []string // what became of the questions, one a line
		ending                    exchange.Ending
	}{
		"of a question": {2 * time.Second, far, far, []string{"/0 timed out", "/1 timed out"}, exchange.Complete},
		"of the run":    {far, 4 * time.Second, far, []string{"/0 200", "/1 stopped"}, exchange.OutOfTime},
		"of the caller": {far, far, 4 * time.Second, []string{"/0 200", "/1 stopped"}, exchange.OutOfTime},
		"none passes":   {far, far, far, []string{"/0 200", "/1 200"}, exchange.Complete},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), test.parent)
				defer cancel()
				p := &play.Player{
					Root: parse(t, "http://cloud"), Token: token, InFlight: 1,
					Timeout: test.timeout, Deadline: test.deadline, Transport: slowly(3 * time.Second),
				}
				exchanges, ending := p.Play(ctx, questions(paths(2)...))
				var got []string
				for _, x := range exchanges {
					if x.Failure != nil {
						got = append(got, fmt.Sprint(x.Probe.Path, " ", x.Failure.Kind))
					} else {
						got = append(got, fmt.Sprint(x.Probe.Path, " ", x.Response.Status))
					}
				}
				if diff := cmp.Diff(test.want, got); diff != "" || ending != test.ending {
					t.Errorf("the run is %s, want %s; exchanges differ (-want +got):\n%s", ending, test.ending, diff)
				}
			})
		})
	}
}

// What waits for its turn when the run ends was never sent, so it leaves
// nothing behind; but the run is not complete.
func TestAQuestionThatWasNotSentIsNotRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Rate: 0.1, Deadline: 15 * time.Second, Transport: transport(ok)}
		exchanges, ending := p.Play(t.Context(), questions(paths(3)...))
		if diff := cmp.Diff(map[string]int{"/0": 200, "/1": 200}, statuses(exchanges)); diff != "" || ending != exchange.OutOfTime {
			t.Errorf("the run is %s, want out of time; exchanges differ (-want +got):\n%s", ending, diff)
		}
	})
}

func TestATransportThatHeedsNothingCannotHoldTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Deadline: time.Minute, Transport: transport(func(*http.Request) (*http.Response, error) {
			<-release
			return nil, errors.New("late")
		})}
		exchanges, ending := p.Play(t.Context(), questions(get("/")))
		if len(exchanges) != 0 || ending != exchange.OutOfTime {
			t.Errorf("got %d exchanges, %s; want none, out of time", len(exchanges), ending)
		}
		close(release)
	})
}
