package exchange_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/osact/osact/suites/exchange"
)

func TestAskSendsTheUsualHeadersButTheOneThatVaries(t *testing.T) {
	usual := func(change func(http.Header)) http.Header {
		h := http.Header{
			"Accept":          {"application/json"},
			"Accept-Encoding": {"gzip, deflate, compress"},
			"Content-Type":    {"application/json"},
		}
		change(h)
		return h
	}
	tests := map[string]struct {
		version, variant string
		want             http.Header
	}{
		"no version": {"", "", usual(func(http.Header) {})},
		"a version": {"2.62", "", usual(func(h http.Header) {
			h[exchange.VersionHeader] = []string{"compute 2.62"}
		})},
		"a malformed version": {"2.x", "", usual(func(h http.Header) {
			h[exchange.VersionHeader] = []string{"compute 2.x"}
		})},
		"another value": {"", "Accept: text/html", usual(func(h http.Header) {
			h["Accept"] = []string{"text/html"}
		})},
		"a header left out": {"", "Accept-Encoding:", usual(func(h http.Header) {
			delete(h, "Accept-Encoding")
		})},
		"a header left out in lower case":      {"", "accept:", usual(func(h http.Header) { delete(h, "Accept") })},
		"the version left out in another case": {"2.62", "OpenStack-Api-Version:", usual(func(http.Header) {})},
		"a further header": {"2.62", "X-OpenStack-Request-ID: req-1", usual(func(h http.Header) {
			h[exchange.VersionHeader] = []string{"compute 2.62"}
			h["X-Openstack-Request-Id"] = []string{"req-1"}
		})},
		"an empty header": {"", "X-Auth-Token;", usual(func(h http.Header) {
			h["X-Auth-Token"] = []string{""}
		})},
		"a name in lower case": {"", "accept: text/html", usual(func(h http.Header) {
			h["Accept"] = []string{"text/html"}
		})},
		"the version header": {"2.62", "OpenStack-API-Version: identity 3.0", usual(func(h http.Header) {
			h[exchange.VersionHeader] = []string{"identity 3.0"}
		})},
		"the version header in lower case": {"2.62", "openstack-api-version: compute 2.1", usual(func(h http.Header) {
			h[exchange.VersionHeader] = []string{"compute 2.1"}
		})},
		"the version header left out": {"2.62", "OpenStack-API-Version:", usual(func(http.Header) {})},
		"a value with colons": {"", "X-Forwarded-For: ::1", usual(func(h http.Header) {
			h["X-Forwarded-For"] = []string{"::1"}
		})},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Version: test.version, Variant: test.variant}
			q, err := p.Ask(nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, q.Header); diff != "" {
				t.Errorf("headers differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAskFillsSymbolsEverywhere(t *testing.T) {
	p := exchange.Probe{
		As:      exchange.Admin,
		Method:  "POST",
		Path:    "/v2.1/servers/{own.server}/action",
		Version: "{target.maximum}",
		Variant: "X-OpenStack-Request-ID: {own.id}",
		Body:    `{"lock":{"locked_reason":"{own.id}"}}`,
	}
	got, err := p.Ask(exchange.Bindings{"own.server": "s-1", "own.id": "req-1", "target.maximum": "2.96"})
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.Question{
		Probe:  p,
		Method: "POST",
		Path:   "/v2.1/servers/s-1/action",
		Header: http.Header{
			"Accept":                 {"application/json"},
			"Accept-Encoding":        {"gzip, deflate, compress"},
			"Content-Type":           {"application/json"},
			exchange.VersionHeader:   {"compute 2.96"},
			"X-Openstack-Request-Id": {"req-1"},
		},
		Body: `{"lock":{"locked_reason":"req-1"}}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("question differs (-want +got):\n%s", diff)
	}
}

func TestAskFails(t *testing.T) {
	tests := map[string]struct {
		probe exchange.Probe
		want  string
	}{
		"no value":            {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/{finished.id}"}, "{finished.id}"},
		"no header line":      {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Variant: "accept"}, "Name: value"},
		"no header name":      {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Variant: " : x"}, "Name: value"},
		"says which question": {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/{a}"}, "member GET /{a}"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := test.probe.Ask(nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want one that says %q", err, test.want)
			}
		})
	}
}
