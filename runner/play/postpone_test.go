package play_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// busy answers as it is told, then 200; and notes who came when.
type busy struct {
	lock    sync.Mutex
	answers map[string][]string // by path, one for each attempt
	began   time.Time
	came    []string
}

func (b *busy) RoundTrip(r *http.Request) (*http.Response, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	path := pathOf(r)
	b.came = append(b.came, fmt.Sprint(path, " at ", time.Since(b.began)))
	if left := b.answers[path]; len(left) > 0 {
		b.answers[path] = left[1:]
		return reply(r, "HTTP/1.1 "+left[0]+"\r\nContent-Length: 0\r\n\r\n")
	}
	return ok(r)
}

func TestPostponing(t *testing.T) {
	const tooMany, unavailable = "429 Too Many Requests", "503 Service Unavailable"
	after := func(status, value string) string { return status + "\r\nRetry-After: " + value }
	date := func(s int) string { // synctest begins at 2000-01-01
		return time.Date(2000, 1, 1, 0, 0, s, 0, time.UTC).Format(http.TimeFormat)
	}
	tests := map[string]struct {
		answers  []string
		deadline time.Duration
		came     []string
		attempts int // of the exchange that the walk gets
		status   int
	}{
		"after seconds":          {[]string{after(tooMany, "5")}, 0, []string{"/a at 0s", "/b at 0s", "/a at 5s"}, 1, 200},
		"at once":                {[]string{after(tooMany, "0")}, 0, []string{"/a at 0s", "/a at 0s", "/b at 0s"}, 1, 200},
		"when unavailable":       {[]string{after(unavailable, "5")}, 0, []string{"/a at 0s", "/b at 0s", "/a at 5s"}, 1, 200},
		"until a date":           {[]string{after(tooMany, date(7))}, 0, []string{"/a at 0s", "/b at 0s", "/a at 7s"}, 1, 200},
		"until a date gone by":   {[]string{after(tooMany, date(-7))}, 0, []string{"/a at 0s", "/a at 0s", "/b at 0s"}, 1, 200},
		"a minute at most":       {[]string{after(tooMany, "3600")}, 0, []string{"/a at 0s", "/b at 0s", "/a at 1m0s"}, 1, 200},
		"a minute at most, date": {[]string{after(tooMany, date(3600))}, 0, []string{"/a at 0s", "/b at 0s", "/a at 1m0s"}, 1, 200},
		"not beyond the end":     {[]string{after(tooMany, "30")}, 20 * time.Second, []string{"/a at 0s", "/b at 0s"}, 0, 429},
		"twice": {
			[]string{after(tooMany, "5"), after(unavailable, "10")},
			0,
			[]string{"/a at 0s", "/b at 0s", "/a at 5s", "/a at 15s"},
			2, 200,
		},
		"three times at most": {
			[]string{after(tooMany, "1"), after(tooMany, "1"), after(tooMany, "1"), after(tooMany, "1"), after(tooMany, "1")},
			0,
			[]string{"/a at 0s", "/b at 0s", "/a at 1s", "/a at 2s", "/a at 3s"},
			3, 429,
		},
		"without Retry-After": {[]string{tooMany}, 0, []string{"/a at 0s", "/b at 0s"}, 0, 429},
		"not a time":          {[]string{after(tooMany, "soon")}, 0, []string{"/a at 0s", "/b at 0s"}, 0, 429},
		"a negative time":     {[]string{after(tooMany, "-5")}, 0, []string{"/a at 0s", "/b at 0s"}, 0, 429},
		"another status":      {[]string{after("500 Internal Server Error", "5")}, 0, []string{"/a at 0s", "/b at 0s"}, 0, 500},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &busy{answers: map[string][]string{"/a": test.answers}, began: time.Now()}
				p := &play.Player{Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Deadline: test.deadline, Transport: b}
				walk := questions(get("/a"), get("/b"))
				exchanges, ending := p.Play(t.Context(), walk)
				if diff := cmp.Diff(test.came, b.came); diff != "" {
					t.Errorf("requests differ (-want +got):\n%s", diff)
				}
				if walk.puts != 2 || ending != exchange.Complete {
					t.Errorf("the walk got %d answers, %s; want 2, complete", walk.puts, ending)
				}
				if got := walk.got["/a"]; got.Attempt != test.attempts || got.Response.Status != test.status {
					t.Errorf("the walk got attempt %d, status %d; want %d, %d", got.Attempt, got.Response.Status, test.attempts, test.status)
				}
				var attempts []int
				for _, x := range exchanges {
					if x.Probe.Path == "/a" {
						attempts = append(attempts, x.Attempt)
					}
				}
				want := []int{0, 1, 2, 3}[:test.attempts+1]
				if diff := cmp.Diff(want, attempts); diff != "" {
					t.Errorf("recorded attempts differ (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestAPostponedQuestionIsLeftWhenTheRunEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &busy{answers: map[string][]string{"/a": {"429 Too Many Requests\r\nRetry-After: 10"}}, began: time.Now()}
		walk := questions(get("/a"))
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Rate: 0.01, Deadline: time.Minute, Transport: b}
		exchanges, ending := p.Play(t.Context(), walk)
		if len(exchanges) != 1 || walk.puts != 0 || ending != exchange.OutOfTime {
			t.Errorf("%d exchanges, %d given to the walk, %s; want 1, 0, out of time", len(exchanges), walk.puts, ending)
		}
	})
}

func TestRetryAfterOverTheWire(t *testing.T) {
	came := 0
	root := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if came++; came == 1 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), questions(get("/")))
	if len(exchanges) != 2 || exchanges[0].Response.Status != 429 || exchanges[1].Response.Status != 200 {
		t.Errorf("got %v", exchanges)
	}
}
