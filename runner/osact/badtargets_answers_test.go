package main_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
)

// badAnswer is an answer that a target gives to everything, or only where an
// action is shown.
type badAnswer struct {
	name  string
	give  http.HandlerFunc
	every []string // what is said where everything is answered so
	shows []string // what is said where the rest is good
	// violated: it is the API that answers so, and may not.
	violated bool
	// late: it never comes whole, so nobody should wait for it.
	late bool
	// large: what comes back may be more than osact keeps.
	large bool
	// often: it is also given wherever good actions are asked about.
	often bool
}

func badAnswers(t *testing.T) []badTarget {
	t.Helper()
	var rows []badTarget
	for _, b := range slices.Concat(fromIntermediaries(), cutShort(), tooMuch(t)) {
		some := badTarget{name: b.name + ", at shows", code: 3, says: b.shows, lines: mostPartly, setUp: partly(onShows(b.give))}
		every := badTarget{name: b.name, code: 3, says: b.every, setUp: always(b.give)}
		some.whole, every.whole = b.large, b.large
		if b.violated { // by the version documents, too
			some.code, some.lines = 1, mostViolated
			every.code, every.lines = 1, mostViolated
		}
		if b.late {
			every.setUp, some.setUp = impatient(every.setUp), impatient(some.setUp)
		}
		rows = append(rows, every, some)
		if b.often {
			some.name, some.setUp = b.name+", often", partly(onAllButTheNewest(b.give))
			rows = append(rows, some)
		}
	}
	return rows
}

// fromIntermediaries are answers of what stands before the API.
func fromIntermediaries() []badAnswer {
	html := http.Header{"Content-Type": {"text/html"}}
	slower := []string{"was answered 429", "ask more slowly, with --rate and --concurrency"}
	const none = "the answer is neither JSON nor carries a request id, so it is not the API's"
	return []badAnswer{
		{
			name: "HTML from a proxy", give: answer(http.StatusOK, html, "<!doctype html><title>Welcome</title><p>Log in to use this network."),
			every: []string{"was answered 200 with text/html", "no proxy or login page answers in its place"},
			shows: []string{none},
		},
		{
			name: "502 from a proxy", give: answer(http.StatusBadGateway, html, "<html><h1>502 Bad Gateway</h1>"),
			every: []string{"was answered 502", "the gateway in front of it"},
			shows: []string{"answered 502 Bad Gateway"},
		},
		{
			name: "redirect loop", give: again,
			every: []string{"was answered 301 with a redirect to /v2.1/", "give the final address as the target"},
			shows: []string{none},
		},
		{
			name: "429", give: answer(http.StatusTooManyRequests, nil, "{}"),
			every: slower, shows: []string{"answered 429"},
		},
		{
			name: "429 with Retry-After", give: answer(http.StatusTooManyRequests, http.Header{"Retry-After": {"1"}}, "{}"),
			every: slower, shows: []string{"answered 429"},
		},
		{
			name: "429 with Retry-After beyond the deadline", give: answer(http.StatusTooManyRequests, http.Header{"Retry-After": {"86400"}}, "{}"),
			every: slower, shows: []string{"answered 429"},
		},
	}
}

// cutShort are answers that do not come whole.
func cutShort() []badAnswer {
	late := []string{"no complete answer", "within 1s", "--timeout"}
	hinted := []string{"the answer is larger than osact keeps", "headers exceeded 262144 bytes"}
	broke := []string{"the connection to 127.0.0.1", "broke", "run again"}
	switched := []string{"the answer is not HTTP", "with 101 the connection is taken over"}
	return []badAnswer{
		{name: "another protocol, held open", give: wire(switching("101 Switching Protocols", "h2c")), every: switched, shows: switched},
		{name: "another protocol without its name", give: wire(switching("101 X", "")), every: switched, shows: switched},
		{name: "a hint and no answer", give: wire(switching("103 Early Hints", "")), every: late, shows: late, late: true},
		{name: "go on, and no answer", give: wire(switching("100 Continue", "")), every: late, shows: late, late: true},
		{name: "an answer in processing for ever", give: wire(hints), every: hinted, shows: hinted},
		{name: "silence after the question", give: silence, every: late, shows: late, late: true},
		{name: "one byte a second of the body", give: drip, every: late, shows: late, late: true},
		{
			name: "truncated body", give: wire(truncated), violated: true,
			every: []string{"want one JSON do", "at byte"},
			shows: []string{"MUST show.body.is-one-json-document", "at byte"},
		},
		{name: "reset within the body", give: wire(reset), every: broke, shows: broke},
	}
}

// tooMuch are answers that would eat whoever takes them whole.
func tooMuch(t *testing.T) []badAnswer {
	t.Helper()
	large := []string{"the answer is larger than osact keeps", "more than 4 MiB"}
	headers := []string{"the answer is larger than osact keeps", "headers exceeded 262144 bytes"}
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	events := func(n int) string {
		return `{"instanceAction": {"events": [{}` + strings.Repeat(", {}", n-1) + "]}}"
	}
	rows := []badAnswer{
		{name: "300 MB", give: flood(300 << 20), every: large, shows: large, often: true},
		{name: "gzip bomb", give: bomb(t, 1), every: large, shows: large, often: true},
		{name: "gzip bomb in gzip", give: bomb(t, 2), every: large, shows: large},
		{name: "endless headers", give: wire(endlessHeaders), every: headers, shows: headers},
		{
			name: "100,000 empty events", give: answer(http.StatusOK, fromAPI(), events(100_000)), often: true,
			every: []string{"the answer is larger than osact keeps", "more than 4 MiB of values"},
			shows: []string{"the answer is larger than osact keeps", "more than 4 MiB of values"},
		},
		{
			name: "5,000 empty events", give: answer(http.StatusOK, fromAPI(), events(5_000)), violated: true, often: true,
			every: []string{"the version document at /v2.1/ does not say which microversions the target offers"},
			shows: []string{"MUST show.body.matches-contract"},
		},
		{
			name: "100,000-deep JSON", give: answer(http.StatusOK, fromAPI(), nested(100_000)),
			every: []string{"the answer is larger than osact keeps", "more than 4 MiB of values"},
			shows: []string{"the answer is larger than osact keeps", "more than 4 MiB of values"},
		},
		{
			name: "20,000-deep JSON", give: answer(http.StatusOK, fromAPI(), nested(20_000)), violated: true,
			every: []string{"the version document at /v2.1/ does not say which microversions the target offers"},
			shows: []string{"MUST show.body.is-one-json-document", "at byte"},
		},
		{
			name: "20,000-deep JSON without a request id", give: answer(http.StatusOK, nil, nested(20_000)), often: true,
			every: []string{"not with the version document of a compute service"},
			shows: []string{"the answer is neither JSON nor carries a request id"},
		},
	}
	for i := range rows {
		rows[i].large = true
	}
	return rows
}

func TestRedirectsToAnotherHost(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusFound, http.StatusPermanentRedirect} {
		for _, part := range []string{"", ", at shows"} {
			b := badTarget{
				name: "redirect to another host by " + strconv.Itoa(status) + part, code: 3, lines: mostPartly,
				setUp: func(t *testing.T) attempt {
					redirect, nobodyCame := elsewhere(t, status)
					target := always(redirect)
					if part != "" {
						target = partly(onShows(redirect))
					}
					a := target(t)
					a.after = nobodyCame
					return a
				},
			}
			if part == "" {
				b.says = []string{"with a redirect to http://", "a token must not travel to another host", "give the final address as the target"}
			}
			t.Run(b.name, b.try)
		}
	}
}

// TestComingBackLater: who heeds Retry-After gets an answer. The target refuses a burst
// once, as one does whose room for them is used up.
func TestComingBackLater(t *testing.T) {
	refusing := partly(func(next http.Handler) http.Handler {
		busy := answer(http.StatusTooManyRequests, http.Header{"Retry-After": {"1"}}, "{}")
		var asked atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n := asked.Add(1); n > 50 && n <= 60 {
				busy(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	badTarget{
		name: "429 with Retry-After, ten times", code: 0, says: []string{"conformant"},
		setUp: func(t *testing.T) attempt {
			a := refusing(t)
			a.args = append(a.args, "--deadline", "90s") // all is to be answered, on a busy machine too
			return a
		},
	}.try(t)
}
