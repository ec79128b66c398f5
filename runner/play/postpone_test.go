package play_test

import (
	"fmt"
	"net/http"
	"strings"
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
		if strings.Contains(left[0], "\r\n\r\n") {
			return reply(r, "HTTP/1.1 "+left[0])
		}
		return reply(r, "HTTP/1.1 "+left[0]+"\r\nContent-Length: 0\r\n\r\n")
	}
	return ok(r)
}

// Whoever limits how often it is asked is left alone by the whole run, and then asked at
// half the rate.
func TestPostponing(t *testing.T) {
	const tooMany, unavailable = "429 Too Many Requests", "503 Service Unavailable"
	const overLimit = "413 Request Entity Too Large\r\nContent-Length: 17\r\n\r\n{\"overLimit\": {}}"
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
		"after seconds":          {[]string{after(tooMany, "5")}, 0, []string{"/a at 0s", "/a at 5s", "/b at 5.1s"}, 1, 200},
		"at once":                {[]string{after(tooMany, "0")}, 0, []string{"/a at 0s", "/a at 0s", "/b at 100ms"}, 1, 200},
		"when unavailable":       {[]string{after(unavailable, "5")}, 0, []string{"/a at 0s", "/a at 5s", "/b at 5.1s"}, 1, 200},
		"until a date":           {[]string{after(tooMany, date(7))}, 0, []string{"/a at 0s", "/a at 7s", "/b at 7.1s"}, 1, 200},
		"until a date gone by":   {[]string{after(tooMany, date(-7))}, 0, []string{"/a at 0s", "/a at 0s", "/b at 100ms"}, 1, 200},
		"a minute at most":       {[]string{after(tooMany, "3600")}, 0, []string{"/a at 0s", "/a at 1m0s", "/b at 1m0.1s"}, 1, 200},
		"a minute at most, date": {[]string{after(tooMany, date(3600))}, 0, []string{"/a at 0s", "/a at 1m0s", "/b at 1m0.1s"}, 1, 200},
		"not beyond the end":     {[]string{after(tooMany, "30")}, 20 * time.Second, []string{"/a at 0s", "/b at 0s"}, 0, 429},
		"twice": {
			[]string{after(tooMany, "5"), after(unavailable, "10")},
			0,
			[]string{"/a at 0s", "/a at 5s", "/a at 15s", "/b at 15.1s"},
			2, 200,
		},
		"seven times, and it gives up": {
			[]string{tooMany, tooMany, tooMany, tooMany, tooMany, tooMany, tooMany},
			0,
			[]string{"/a at 0s", "/a at 1s", "/a at 2s", "/a at 4s", "/a at 8s", "/a at 16s", "/a at 32s", "/b at 32.1s"},
			6, 429,
		},
		"three minutes in vain": {
			[]string{after(tooMany, "60"), after(tooMany, "60"), after(tooMany, "60"), after(tooMany, "60")},
			0,
			[]string{"/a at 0s", "/a at 1m0s", "/a at 2m0s", "/a at 3m0s", "/b at 3m0.1s"},
			3, 429,
		},
		"without Retry-After": {[]string{tooMany, tooMany}, 0, []string{"/a at 0s", "/a at 1s", "/a at 2s", "/b at 2.1s"}, 2, 200},
		"not a time":          {[]string{after(tooMany, "soon")}, 0, []string{"/a at 0s", "/a at 1s", "/b at 1.1s"}, 1, 200},
		"a negative time":     {[]string{after(tooMany, "-5")}, 0, []string{"/a at 0s", "/a at 1s", "/b at 1.1s"}, 1, 200},
		"as early OpenStack":  {[]string{overLimit}, 0, []string{"/a at 0s", "/a at 1s", "/b at 1.1s"}, 1, 200},
		"too large a request": {[]string{"413 Request Entity Too Large"}, 0, []string{"/a at 0s", "/b at 0s"}, 0, 413},
		"another status":      {[]string{after("500 Internal Server Error", "5")}, 0, []string{"/a at 0s", "/b at 0s"}, 0, 500},

		// What an intermediary had no answer to is asked again for itself.
		"a bad gateway": {[]string{"502 Bad Gateway"}, 0, []string{"/a at 0s", "/b at 0s", "/a at 1s"}, 1, 200},
		"nobody there for a while": {
			[]string{unavailable, "504 Gateway Timeout"}, 0, []string{"/a at 0s", "/b at 0s", "/a at 1s", "/a at 3s"}, 2, 200,
		},
		"a gateway that is never better": {
			[]string{"502 Bad Gateway", "502 Bad Gateway", "502 Bad Gateway", "502 Bad Gateway", "502 Bad Gateway"},
			0,
			[]string{"/a at 0s", "/b at 0s", "/a at 1s", "/a at 3s", "/a at 7s"},
			3, 502,
		},
		"a bad gateway at the end": {[]string{"502 Bad Gateway"}, time.Second, []string{"/a at 0s", "/b at 0s"}, 0, 502},
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
				want := []int{0, 1, 2, 3, 4, 5, 6}[:test.attempts+1]
				if diff := cmp.Diff(want, attempts); diff != "" {
					t.Errorf("recorded attempts differ (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// A question that may have changed something is not asked again where nobody knows
// whether it has, and is where it was refused before.
func TestAWriteIsAskedAgainOnlyWhereItWasRefused(t *testing.T) {
	for status, want := range map[string]int{"502 Bad Gateway": 1, "504 Gateway Timeout": 1, "503 Service Unavailable": 1, "429 Too Many Requests": 2} {
		synctest.Test(t, func(t *testing.T) {
			b := &busy{answers: map[string][]string{"/a": {status}}, began: time.Now()}
			q := question(exchange.Probe{As: exchange.Member, Method: http.MethodPost, Path: "/a", Body: "{}"})
			(&play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: b}).Play(t.Context(), questions(q))
			if len(b.came) != want {
				t.Errorf("%s: it was asked %d times, want %d", status, len(b.came), want)
			}
		})
	}
}

// limiter takes so many requests a second, and tells others to come back in a second.
type limiter struct {
	lock    sync.Mutex
	refusal string
	every   time.Duration
	most    int
	taken   int
	window  time.Time
	refused int
}

func (l *limiter) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(2 * time.Millisecond) // of synctest
	l.lock.Lock()
	defer l.lock.Unlock()
	if now := time.Now(); now.Sub(l.window) >= l.every {
		l.window, l.taken = now, 0
	}
	if l.taken++; l.taken > l.most {
		l.refused++
		return reply(r, "HTTP/1.1 "+l.refusal+"\r\nContent-Length: 0\r\n\r\n")
	}
	return ok(r)
}

// A run finds out how fast it may ask, and every question is answered in the end.
func TestTheRateIsLearned(t *testing.T) {
	const tooMany = "429 Too Many Requests\r\nRetry-After: 1"
	for name, test := range map[string]struct {
		refusal string
		every   time.Duration
		most    int
		refused int // at most
		takes   time.Duration
	}{
		"50 a second":                    {tooMany, time.Second, 50, 120, 80 * time.Second},
		"5 a second":                     {tooMany, time.Second, 5, 300, 10 * time.Minute},
		"200 in ten seconds":             {tooMany, 10 * time.Second, 200, 120, 5 * time.Minute},
		"50 a second, without a word":    {"429 Too Many Requests", time.Second, 50, 120, 80 * time.Second},
		"50 a second, by a web server's": {"503 Service Unavailable", time.Second, 50, 300, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &limiter{refusal: test.refusal, every: test.every, most: test.most}
				walk, began := questions(paths(1500)...), time.Now()
				var told []exchange.Note
				p := &play.Player{
					Root: parse(t, "http://cloud"), Token: token, Deadline: time.Hour, Transport: l,
					Note: func(n exchange.Note) { told = append(told, n) },
				}
				if _, ending := p.Play(t.Context(), walk); ending != exchange.Complete {
					t.Fatalf("the run is %s", ending)
				}
				for path, x := range walk.got {
					if x.Response.Status != http.StatusOK {
						t.Fatalf("%s is %d after %d attempts", path, x.Response.Status, x.Attempt)
					}
				}
				if took := time.Since(began); l.refused > test.refused || took > test.takes {
					t.Errorf("%d were refused, in %s; want %d at most, in %s", l.refused, took, test.refused, test.takes)
				}
				if len(told) != 1 || !strings.Contains(told[0].Text, "--rate") {
					t.Errorf("told is %v, want one note that names --rate", told)
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

// What may change something is never accepted: that costs a minute, and the rest is
// asked as fast as ever.
func TestAPaceOfWritesAlone(t *testing.T) {
	const tooMany = "429 Too Many Requests\r\nRetry-After: 1"
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var read, last time.Duration
		target := transport(func(r *http.Request) (*http.Response, error) {
			time.Sleep(2 * time.Millisecond) // of synctest
			if last = time.Since(began); r.Method == http.MethodPost {
				return reply(r, "HTTP/1.1 "+tooMany+"\r\nContent-Length: 0\r\n\r\n")
			}
			read = last
			return ok(r)
		})
		var asked []exchange.Question
		for i := range 400 {
			probe := exchange.Probe{As: exchange.Member, Method: http.MethodGet, Path: fmt.Sprintf("/%d", i)}
			if i%10 == 0 {
				probe.Method, probe.Body = http.MethodPost, "{}"
			}
			asked = append(asked, question(probe))
		}
		walk := questions(asked...)
		var told []exchange.Note
		p := &play.Player{
			Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Deadline: time.Hour, Transport: target,
			Note: func(n exchange.Note) { told = append(told, n) },
		}
		if _, ending := p.Play(t.Context(), walk); ending != exchange.Complete || len(walk.got) != 400 {
			t.Errorf("the run is %s with %d answers", ending, len(walk.got))
		}
		if read > 2*time.Second || last > 3*time.Minute {
			t.Errorf("the last answer came after %s, and all after %s", read, last)
		}
		if len(told) != 1 || !strings.Contains(told[0].Text, "may change something") {
			t.Errorf("told is %v", told)
		}
	})
}

// A target that is busy now and then, however fast it is asked, is asked as fast as before
// soon after.
func TestAPaceThatIsRefusedNowAndThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, asked := time.Now(), 0
		p := &play.Player{
			Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Deadline: time.Hour,
			Transport: transport(func(r *http.Request) (*http.Response, error) {
				time.Sleep(20 * time.Millisecond) // of synctest
				if asked++; asked%200 == 0 {
					return reply(r, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")
				}
				return ok(r)
			}),
		}
		if _, ending := p.Play(t.Context(), questions(paths(2000)...)); ending != exchange.Complete {
			t.Errorf("the run is %s", ending)
		}
		if took := time.Since(began); took > 4*time.Minute {
			t.Errorf("2000 questions of 20 ms each took %s", took)
		}
	})
}
