package diagnose

import (
	"net/http"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

const root = "http://cloud"

// asked is an exchange: who asked, and the answer or the failure.
func asked(as exchange.Actor, path string, r *exchange.Response, f *exchange.Failure) exchange.Exchange {
	return exchange.Exchange{
		Probe:    exchange.Probe{As: as, Method: "GET", Path: path},
		Request:  exchange.Request{Method: "GET", URL: root + path},
		Response: r, Failure: f,
	}
}

func answer(status int, body string, header ...string) *exchange.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &exchange.Response{Status: status, Header: h, Body: []byte(body)}
}

func TestProblems(t *testing.T) {
	const versions = `{"version": {"version": "2.93", "min_version": "2.1"}}`
	own := []string{"X-Compute-Request-Id", "req-1", "Content-Type", "application/json"}
	fine := asked(exchange.Anonymous, "/v2.1/", answer(200, versions), nil)
	for name, test := range map[string]struct {
		exchanges []exchange.Exchange
		says      []string // of each problem, in order
	}{
		"nothing": {[]exchange.Exchange{
			fine, asked(exchange.Member, "/v2.1/servers", answer(200, "{}", own...), nil),
		}, nil},
		"nobody listens": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", nil, &exchange.Failure{Kind: exchange.Refused, Text: "connection refused; check the address"}),
		}, []string{"http://cloud/v2.1/ got no answer: connection refused; check the address"}},
		"a page": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(200, "<html>", "Content-Type", "text/html"), nil),
		}, []string{"answered 200 with text/html"}},
		"a redirect": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(302, "", "Location", "http://elsewhere/"), nil),
		}, []string{"redirect to http://elsewhere/"}},
		"a redirect without end": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(302, "", "Location", strings.Repeat("x", 9999)), nil),
		}, []string{"xx…: osact follows none"}},
		"a page of a type without end": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(200, "", "Content-Type", strings.Repeat("x", 9999)), nil),
		}, []string{"xx…, not with the version document"}},
		"too many requests": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(429, ""), nil),
		}, []string{"--rate"}},
		"a gateway's error": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(502, "<html>", "Content-Type", "text/html"), nil),
		}, []string{"answered 502"}},
		"a proxy that wants a password": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(407, ""), nil),
		}, []string{"write its user and password into HTTP_PROXY"}},
		"a gateway that wants more": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(403, ""), nil),
		}, []string{"gateway"}},
		"no version document, but the rest is there": {[]exchange.Exchange{
			asked(exchange.Anonymous, "/v2.1/", answer(404, ""), nil),
			asked(exchange.Member, "/v2/1/servers", answer(200, "{}", own...), nil),
		}, nil},
		"a stale token": {[]exchange.Exchange{
			fine,
			asked(exchange.Member, "/v2.1/servers", answer(401, "{}", own...), nil),
			asked(exchange.Member, "/v2.1/servers/1", answer(401, "{}", own...), nil),
			asked(exchange.Admin, "/v2.1/servers", answer(200, "{}", own...), nil),
		}, []string{"the token of member (OSACT_TOKEN_MEMBER) was not accepted"}},
		"a 401 among others": {[]exchange.Exchange{
			fine,
			asked(exchange.Member, "/v2.1/servers", answer(401, "{}", own...), nil),
			asked(exchange.Member, "/v2.1/servers/1", answer(200, "{}", own...), nil),
		}, nil},
		"an actor gets no answer": {[]exchange.Exchange{
			fine,
			asked(exchange.Admin, "/v2.1/servers", nil, &exchange.Failure{Kind: exchange.TimedOut, Text: "no answer within 1s"}),
		}, []string{"no answer within 1s"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := Problems(exchange.Recording{
				Exchanges: test.exchanges,
				Actors: map[exchange.Actor]exchange.Identity{
					exchange.Member: {Origin: "OSACT_TOKEN_MEMBER"}, exchange.Admin: {},
				},
			})
			if len(got) != len(test.says) {
				t.Fatalf("got %q, want %d problems", got, len(test.says))
			}
			for i, want := range test.says {
				if !strings.Contains(got[i], want) {
					t.Errorf("%q does not say %q", got[i], want)
				}
			}
		})
	}
}
