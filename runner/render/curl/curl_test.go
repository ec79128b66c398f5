package curl_test

import (
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/suites/exchange"
)

func TestCurl(t *testing.T) {
	accept := http.Header{"Accept": {"application/json"}}
	with := func(name, value string) http.Header {
		h := accept.Clone()
		h[name] = []string{value}
		return h
	}
	mark := exchange.Mark(exchange.Outsider)
	for _, tt := range []struct {
		name string
		r    exchange.Request
		want string
	}{
		{
			"the usual question",
			exchange.Request{Method: "GET", URL: "https://c/v2.1/servers/1?x=y", Header: http.Header{
				"X-Auth-Token": {mark}, "OpenStack-API-Version": {"compute 2.62"}, "Accept": {"application/json"}, "Accept-Encoding": {"gzip"},
			}},
			`curl -sSi --compressed --url 'https://c/v2.1/servers/1?x=y' -H 'Accept: application/json' -H 'Accept-Encoding: gzip' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`,
		},
		{
			"a quote in the path",
			exchange.Request{Method: "GET", URL: "https://c/it's", Header: accept},
			`curl -sSi --url 'https://c/it'\''s' -H 'Accept: application/json'`,
		},
		{
			"no Accept header, where curl would send one",
			exchange.Request{Method: "GET", URL: "https://c/"},
			`curl -sSi --url https://c/ -H Accept:`,
		},
		{
			"an empty header",
			exchange.Request{Method: "GET", URL: "https://c/", Header: http.Header{"Accept": {""}}},
			`curl -sSi --url https://c/ -H 'Accept;'`,
		},
		{
			"two headers of one name",
			exchange.Request{Method: "GET", URL: "https://c/", Header: http.Header{"Accept": {"a", "b"}}},
			`curl -sSi --url https://c/ -H 'Accept: a' -H 'Accept: b'`,
		},
		{
			"a name that is none",
			exchange.Request{Method: "GET", URL: "https://c/", Header: with("@/etc/passwd", "x")},
			`curl -sSi --url https://c/ -H 'Accept: application/json'`,
		},
		{
			"HEAD",
			exchange.Request{Method: "HEAD", URL: "https://c/", Header: accept},
			`curl -sSi --head --url https://c/ -H 'Accept: application/json'`,
		},
		{
			"a body, and no Content-Type, where curl would send one",
			exchange.Request{Method: "POST", URL: "https://c/", Header: accept, Body: `@{"reboot": "$x"}`},
			`curl -sSi -X POST --url https://c/ -H 'Accept: application/json' -H Content-Type: --data-raw '@{"reboot": "$x"}'`,
		},
		{
			"a body with GET",
			exchange.Request{Method: "GET", URL: "https://c/", Header: with("Content-Type", "text/plain"), Body: "x"},
			`curl -sSi -X GET --url https://c/ -H 'Accept: application/json' -H 'Content-Type: text/plain' --data-raw x`,
		},
		{
			"what curl would take for a pattern or tidy up",
			exchange.Request{Method: "GET", URL: "https://c/a/../[1-9]{a}", Header: accept},
			`curl -sSi --globoff --path-as-is --url 'https://c/a/../[1-9]{a}' -H 'Accept: application/json'`,
		},
		{
			"what begins like an option",
			exchange.Request{Method: "GET", URL: "-oout", Header: accept},
			`curl -sSi --url -oout -H 'Accept: application/json'`,
		},
		{
			"a token between characters that are special in double quotes",
			exchange.Request{Method: "GET", URL: "https://c/", Header: http.Header{"Accept": {"!" + mark + "`$(id)`" + mark}}},
			"curl -sSi --url https://c/ -H 'Accept: !'\"$OS_TOKEN\"'`$(id)`'\"$OS_TOKEN\"",
		},
		{
			"a token that was never valid",
			exchange.Request{Method: "GET", URL: "https://c/", Header: with("X-Auth-Token", exchange.Mark(exchange.Intruder))},
			`curl -sSi --url https://c/ -H 'Accept: application/json' -H 'X-Auth-Token: not-a-token'`,
		},
		{
			"what does not print",
			exchange.Request{Method: "GET", URL: "https://c/\x1b[2J\n'\\\u202e\xff", Header: accept},
			"",
		},
		{
			"what only some shells could be told of",
			exchange.Request{Method: "GET", URL: "https://c/", Header: with("X-Evil", "\x01'; touch PWNED #")},
			"",
		},
		{
			"the same beside a token",
			exchange.Request{Method: "GET", URL: "https://c/", Header: with("X-Evil", mark+"\n$(id)"+mark)},
			"",
		},
		{
			"a method that does not print",
			exchange.Request{Method: "GET\a", URL: "https://c/", Header: accept},
			"",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, curl.Command(exchange.Exchange{Request: tt.r})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What every question has is left out of a command that is shown; what the question
// is about is not.
func TestAShownCommandHasTheHeadersThatMatter(t *testing.T) {
	plain := &exchange.Response{Header: http.Header{}}
	coded := &exchange.Response{Header: http.Header{"Content-Encoding": {"gzip"}}}
	const begins = "curl -sSi "
	for _, tt := range []struct {
		name, variant, body string
		change              [2]string
		answer              *exchange.Response
		want                string
	}{
		{name: "the usual question", answer: plain, want: `--url https://c/x -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`},
		{name: "an answer that came coded", answer: coded, want: `--compressed --url https://c/x -H 'Accept-Encoding: gzip' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`},
		{name: "no answer", want: `--compressed --url https://c/x -H 'Accept-Encoding: gzip' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`},
		{name: "another host", answer: plain, change: [2]string{"Host", "d"}, want: `--url https://c/x -H 'Host: d' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`},
		{name: "another Accept", answer: plain, change: [2]string{"Accept", "text/html"}, want: `--url https://c/x -H 'Accept: text/html' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`},
		{name: "what the probe is about", answer: plain, variant: "Accept: application/json", want: `--url https://c/x -H 'Accept: application/json' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN"`},
		{name: "a body", answer: plain, body: "{}", want: `-X GET --url https://c/x -H 'Content-Type: application/json' -H 'OpenStack-API-Version: compute 2.62' -H "X-Auth-Token: $OS_TOKEN" --data-raw '{}'`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := http.Header{
				"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "Content-Type": {"application/json"}, "Host": {"c"},
				"OpenStack-API-Version": {"compute 2.62"}, "User-Agent": {"osact/1.2"}, "X-Auth-Token": {exchange.Mark(exchange.Member)},
			}
			if tt.change[0] != "" {
				h[tt.change[0]] = []string{tt.change[1]}
			}
			x := exchange.Exchange{
				Probe:    exchange.Probe{Variant: tt.variant},
				Request:  exchange.Request{Method: "GET", URL: "https://c/x", Header: h, Body: tt.body},
				Response: tt.answer,
			}
			if diff := cmp.Diff(begins+tt.want, curl.Short(x)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAShellGivesCurlWhatWasAsked lets a real shell take the command apart.
func TestAShellGivesCurlWhatWasAsked(t *testing.T) {
	nasty := "'\"`id`$(id)${HOME}\\'; echo pwned #!*?[a]{b,c}~&|<>\u00e9 \\"
	mark := exchange.Mark(exchange.Member)
	command := curl.Command(exchange.Exchange{Request: exchange.Request{
		Method: "PUT" + nasty, URL: "https://c/" + nasty, Body: nasty + mark,
		Header: http.Header{"Accept": {nasty + mark + nasty}, "X-Auth-Token": {mark}, "Content-Type": {"a"}},
	}})
	shell := exec.CommandContext(t.Context(), "sh", "-c", `curl() { printf '%s\n' "$@"; }; `+command)
	const token = `t'o"k$e n*`
	shell.Env = append(os.Environ(), "OS_TOKEN="+token)
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := strings.Join([]string{
		"-sSi", "-X", "PUT" + nasty, "--globoff", "--url", "https://c/" + nasty,
		"-H", "Accept: " + nasty + token + nasty, "-H", "Content-Type: a", "-H", "X-Auth-Token: " + token,
		"--data-raw", nasty + token, "",
	}, "\n")
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Error(diff)
	}
}
