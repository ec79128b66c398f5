package exchange_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/osact/osact/suites/exchange"
	"pgregory.net/rapid"
)

// sample is a recording with an answer, a broken answer and no answer.
func sample() exchange.Recording {
	at := time.Date(2026, 11, 20, 8, 30, 0, 123456789, time.UTC)
	request := exchange.Request{
		Method: "GET",
		URL:    "https://cloud.example:8774/v2.1/servers?limit=1&name=a%20b&flag",
		Header: http.Header{
			"X-Auth-Token":           {exchange.Mark(exchange.Member)},
			exchange.VersionHeader:   {"compute 2.62"},
			"X-Openstack-Request-Id": {"req-1", "req-2"},
		},
	}
	return exchange.Recording{
		Suite:    "1.0.0",
		Contract: "sha256:abc",
		Profile:  "tenant",
		Only:     []string{"show.status.is-200"},
		Started:  at,
		Ended:    at.Add(time.Second),
		Ending:   exchange.Interrupted,
		Target:   exchange.Target{Kind: exchange.Given, URL: "https://cloud.example:8774"},
		Actors: map[exchange.Actor]exchange.Identity{
			exchange.Member: {Origin: "OSACT_TOKEN_MEMBER", User: "u", Project: "p", Roles: []string{"member"}},
		},
		Bindings: []exchange.Binding{{Symbol: "finished.id", Value: "req-9", Origin: "--action"}},
		Notes:    []exchange.Note{{At: at, Text: "it was asked more slowly"}},
		Exchanges: []exchange.Exchange{
			{
				Probe:    exchange.Probe{As: exchange.Member, Method: "GET", Path: "/v2.1/servers?limit=1&name=a%20b&flag", Version: "2.62"},
				Request:  request,
				Started:  at,
				Duration: 12345678 * time.Nanosecond,
				Response: &exchange.Response{
					Proto:  "HTTP/1.1",
					Status: 200,
					Reason: "OK",
					Header: http.Header{"Content-Type": {"application/json"}, "Vary": {"OpenStack-API-Version", "X-OpenStack-Nova-API-Version"}},
					Body:   []byte(`{"name":"<é>"}`),
					Wire:   15,
					Length: 15,
				},
			},
			{
				Probe:   exchange.Probe{As: exchange.Admin, Method: "POST", Path: "/", Body: "{}", Nth: exchange.Last},
				Attempt: 1,
				Request: exchange.Request{
					Method: "POST",
					URL:    "https://cloud.example:8774/",
					Header: http.Header{"Content-Type": {"application/json"}},
					Body:   "{}",
				},
				Started: at,
				Response: &exchange.Response{
					Proto:  "HTTP/1.1",
					Status: 302,
					Header: http.Header{"Content-Type": {"text/html"}, "Location": {"https://elsewhere.example/"}},
					Body:   []byte("\x00\xff"),
					Wire:   2,
					Length: 3,
				},
				Failure: &exchange.Failure{Kind: exchange.Short, Text: "the body ended early"},
			},
			{
				Probe:   exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/"},
				Request: exchange.Request{Method: "GET", URL: "https://cloud.example:8774/"},
				Started: at,
				Failure: &exchange.Failure{Kind: exchange.Refused, Text: "nobody listens"},
			},
		},
	}
}

func written(t testing.TB, r exchange.Recording) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteHAR(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHARHasWhatOtherViewersNeed(t *testing.T) {
	var got any
	if err := json.Unmarshal(written(t, sample()), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"log.version":         "1.2",
		"log.creator.name":    "osact",
		"log.creator.version": "1.0.0",

		"log.entries.0.startedDateTime":      "2026-11-20T08:30:00.123456789Z",
		"log.entries.0.time":                 12.345678,
		"log.entries.0.cache":                map[string]any{},
		"log.entries.0.timings":              map[string]any{"send": 0.0, "wait": 12.345678, "receive": 0.0},
		"log.entries.0.request.method":       "GET",
		"log.entries.0.request.url":          "https://cloud.example:8774/v2.1/servers?limit=1&name=a%20b&flag",
		"log.entries.0.request.httpVersion":  "HTTP/1.1",
		"log.entries.0.request.cookies":      []any{},
		"log.entries.0.request.headersSize":  -1.0,
		"log.entries.0.request.bodySize":     0.0,
		"log.entries.0.request.queryString":  pairs("limit", "1", "name", "a b", "flag", ""),
		"log.entries.0.request.headers":      pairs(exchange.VersionHeader, "compute 2.62", "X-Auth-Token", "[osact: token of member]", "X-Openstack-Request-Id", "req-1", "X-Openstack-Request-Id", "req-2"),
		"log.entries.0.response.status":      200.0,
		"log.entries.0.response.statusText":  "OK",
		"log.entries.0.response.httpVersion": "HTTP/1.1",
		"log.entries.0.response.cookies":     []any{},
		"log.entries.0.response.redirectURL": "",
		"log.entries.0.response.headersSize": -1.0,
		"log.entries.0.response.bodySize":    15.0,
		"log.entries.0.response.content":     map[string]any{"size": 15.0, "mimeType": "application/json", "text": `{"name":"<é>"}`},
		"log.entries.0.response.headers":     pairs("Content-Type", "application/json", "Vary", "OpenStack-API-Version", "Vary", "X-OpenStack-Nova-API-Version"),

		"log.entries.1.request.postData":     map[string]any{"mimeType": "application/json", "text": "{}"},
		"log.entries.1.request.bodySize":     2.0,
		"log.entries.1.response.redirectURL": "https://elsewhere.example/",
		"log.entries.1.response.content":     map[string]any{"size": 2.0, "mimeType": "text/html", "text": "AP8=", "encoding": "base64"},

		"log.entries.2.request.headers":      []any{},
		"log.entries.2.request.queryString":  []any{},
		"log.entries.2.response.status":      0.0,
		"log.entries.2.response.statusText":  "",
		"log.entries.2.response.httpVersion": "",
		"log.entries.2.response.headers":     []any{},
		"log.entries.2.response.cookies":     []any{},
		"log.entries.2.response.content":     map[string]any{"size": 0.0, "mimeType": ""},
		"log.entries.2.response.redirectURL": "",
		"log.entries.2.response.headersSize": -1.0,
		"log.entries.2.response.bodySize":    -1.0,
	}
	for path, value := range want {
		if diff := cmp.Diff(value, lookUp(got, path)); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", path, diff)
		}
	}
}

// lookUp follows member names and positions, joined by dots.
func lookUp(v any, path string) any {
	for step := range strings.SplitSeq(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[step]
		case []any:
			v = at[step[0]-'0']
		}
	}
	return v
}

func pairs(namesAndValues ...string) []any {
	var out []any
	for i := 0; i < len(namesAndValues); i += 2 {
		out = append(out, map[string]any{"name": namesAndValues[i], "value": namesAndValues[i+1]})
	}
	return out
}

func TestHARIsReadable(t *testing.T) {
	if har := string(written(t, sample())); !strings.Contains(har, `{\"name\":\"<é>\"}`) {
		t.Errorf("the body does not stand there as text:\n%s", har)
	}
}

func TestHARIsOneExchangeALine(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(string(written(t, sample())), "\n"), "\n")
	if want := 4 + len(sample().Exchanges) + 2; len(lines) != want {
		t.Errorf("the HAR has %d lines, want %d", len(lines), want)
	}
}

// whole says that two recordings hold the same. No header and none of
// anything are the same.
var whole = cmpopts.EquateEmpty()

func TestHARRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := recordings().Draw(t, "recording")
		var first bytes.Buffer
		if err := r.WriteHAR(&first); err != nil {
			t.Fatal(err)
		}
		read, err := exchange.ReadHAR(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("%v in\n%s", err, first.Bytes())
		}
		if diff := cmp.Diff(r, read, whole); diff != "" {
			t.Fatalf("what was read differs (-written +read):\n%s", diff)
		}
		var second bytes.Buffer
		if err := read.WriteHAR(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("equal recordings gave different bytes:\n%s\n%s", first.Bytes(), second.Bytes())
		}
	})
}

func recordings() *rapid.Generator[exchange.Recording] {
	return rapid.Custom(func(t *rapid.T) exchange.Recording {
		return exchange.Recording{
			Suite:    rapid.String().Draw(t, "suite"),
			Contract: rapid.String().Draw(t, "contract"),
			Profile:  rapid.String().Draw(t, "profile"),
			Only:     rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "only"),
			Started:  times().Draw(t, "started"),
			Ended:    times().Draw(t, "ended"),
			Ending:   rapid.SampledFrom([]exchange.Ending{exchange.Complete, exchange.Interrupted, exchange.OutOfTime}).Draw(t, "ending"),
			Target: exchange.Target{
				Kind:     rapid.SampledFrom([]exchange.Kind{exchange.Embedded, exchange.Given}).Draw(t, "kind"),
				URL:      rapid.String().Draw(t, "target"),
				Insecure: rapid.Bool().Draw(t, "insecure"),
			},
			Actors:    rapid.MapOfN(rapid.SampledFrom(exchange.Actors()), identities(), 0, 3).Draw(t, "actors"),
			Bindings:  rapid.SliceOfN(bindings(), 0, 3).Draw(t, "bindings"),
			Exchanges: rapid.SliceOfN(exchanges(), 0, 4).Draw(t, "exchanges"),
		}
	})
}

func identities() *rapid.Generator[exchange.Identity] {
	return rapid.Custom(func(t *rapid.T) exchange.Identity {
		return exchange.Identity{
			Origin:  rapid.String().Draw(t, "origin"),
			User:    rapid.String().Draw(t, "user"),
			Project: rapid.String().Draw(t, "project"),
			Roles:   rapid.SliceOfN(rapid.String(), 0, 2).Draw(t, "roles"),
		}
	})
}

func bindings() *rapid.Generator[exchange.Binding] {
	return rapid.Custom(func(t *rapid.T) exchange.Binding {
		return exchange.Binding{
			Symbol: anyText().Draw(t, "symbol"),
			Value:  anyText().Draw(t, "value"),
			Origin: anyText().Draw(t, "origin"),
		}
	})
}

func exchanges() *rapid.Generator[exchange.Exchange] {
	return rapid.Custom(func(t *rapid.T) exchange.Exchange {
		x := exchange.Exchange{
			Probe: exchange.Probe{
				As:      rapid.SampledFrom(exchange.Actors()).Draw(t, "actor"),
				Method:  anyText().Draw(t, "method"),
				Path:    anyText().Draw(t, "path"),
				Version: anyText().Draw(t, "version"),
				Variant: anyText().Draw(t, "variant"),
				Body:    anyText().Draw(t, "body"),
				Nth:     rapid.IntRange(exchange.Last, 1000).Draw(t, "nth"),
			},
			Attempt: rapid.IntRange(0, 10).Draw(t, "attempt"),
			Resent:  rapid.IntRange(0, 10).Draw(t, "resent"),
			Request: exchange.Request{
				Method: anyText().Draw(t, "method"),
				URL:    anyText().Draw(t, "url"),
				Header: headers().Draw(t, "header"),
				Body:   anyText().Draw(t, "body"),
			},
			Started:  times().Draw(t, "started"),
			Duration: time.Duration(rapid.Int64Range(0, 1<<51).Draw(t, "duration")),
		}
		if rapid.Bool().Draw(t, "answered") {
			x.Response = &exchange.Response{
				Proto:  anyText().Draw(t, "proto"),
				Status: rapid.IntRange(0, 999).Draw(t, "status"),
				Reason: anyText().Draw(t, "reason"),
				Header: headers().Draw(t, "header"),
				Body:   []byte(anyText().Draw(t, "body")),
				Wire:   rapid.Int64Min(0).Draw(t, "wire"),
				Length: rapid.Int64Min(-1).Draw(t, "length"),
			}
		}
		if x.Response == nil || rapid.Bool().Draw(t, "failed") {
			x.Failure = &exchange.Failure{
				Kind: exchange.FailureKind(rapid.StringN(0, 9, 20).Draw(t, "kind")),
				Text: anyText().Draw(t, "text"),
			}
		}
		return x
	})
}

// anyText draws text, text that looks like our own escape, and mere bytes.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.Just("data:;base64,/w=="),
		rapid.Just("data:;base64,!"),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
}

func headers() *rapid.Generator[http.Header] {
	return rapid.Map(
		// Those that are kept, as a request and an answer have them.
		rapid.MapOfN(rapid.SampledFrom([]string{"Content-Type", "OpenStack-API-Version", "X-Openstack-Request-Id"}), rapid.SliceOfN(anyText(), 1, 3), 0, 3),
		func(m map[string][]string) http.Header { return m },
	)
}

// times draws instants of the years 0 to 9999, to the nanosecond.
func times() *rapid.Generator[time.Time] {
	from := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	to := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC).Unix()
	return rapid.Custom(func(t *rapid.T) time.Time {
		seconds := rapid.Int64Range(from, to).Draw(t, "seconds")
		return time.Unix(seconds, rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).UTC()
	})
}
