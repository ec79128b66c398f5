package play_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites/exchange"
)

// membersToken has every character that some encoding cares about.
const membersToken = `gAAAA/b+c==_d-e&f"g<h>'i~`

// echoes are the ways in which a target could send the token back. They are
// spelled out, lest the test repeat a mistake of the code.
func echoes() map[string]string {
	sextets := base64.StdEncoding.EncodeToString
	return map[string]string{
		"as it is":                   membersToken,
		"JSON":                       `gAAAA/b+c==_d-e&f\"g<h>'i~`,
		"JSON, slashes escaped":      `gAAAA\/b+c==_d-e&f\"g<h>'i~`,
		"JSON, escaped for HTML":     `gAAAA/b\u002bc\u003d\u003d_d-e\u0026f\"g\u003ch\u003e\u0027i~`,
		"JSON, in upper case":        `gAAAA/b\u002Bc\u003D\u003D_d-e\u0026f\"g\u003Ch\u003E\u0027i~`,
		"HTML":                       `gAAAA/b+c==_d-e&amp;f&#34;g&lt;h&gt;&#39;i~`,
		"a query":                    `gAAAA%2Fb%2Bc%3D%3D_d-e%26f%22g%3Ch%3E%27i~`,
		"a query in lower case":      `gAAAA%2fb%2bc%3d%3d_d-e%26f%22g%3ch%3e%27i~`,
		"a path":                     `gAAAA%2Fb+c==_d-e&f%22g%3Ch%3E%27i~`,
		"a query with the slash":     `gAAAA/b%2Bc%3D%3D_d-e%26f%22g%3Ch%3E%27i~`,
		"base64":                     sextets([]byte(membersToken)),
		"base64 without padding":     strings.TrimRight(sextets([]byte(membersToken)), "="),
		"base64 for URLs":            base64.URLEncoding.EncodeToString([]byte(membersToken)),
		"base64 for URLs, unpadded":  base64.RawURLEncoding.EncodeToString([]byte(membersToken)),
		"hex":                        hex.EncodeToString([]byte(membersToken)),
		"hex in upper case":          strings.ToUpper(hex.EncodeToString([]byte(membersToken))),
		"base64 amid other bytes, 0": sextets([]byte("abc" + membersToken + "xyz"))[4:37],
		"base64 amid other bytes, 1": sextets([]byte("user:" + membersToken + ":x"))[7:40],
		"base64 amid other bytes, 2": sextets([]byte("user" + membersToken + ":xx"))[6:38],
	}
}

// mine is the token of the member alone.
func mine(a exchange.Actor) (string, bool) { return membersToken, a == exchange.Member }

func TestNoFormOfATokenGetsThrough(t *testing.T) {
	mark := exchange.Mark(exchange.Member)
	for name, echo := range echoes() {
		t.Run(name, func(t *testing.T) {
			inHeader := strings.NewReplacer("\r", "", "\n", "").Replace(echo)
			root := listen(t, say("HTTP/1.1 200 Hello "+inHeader+"\r\n"+
				"Location: http://x/?token="+inHeader+"\r\n"+
				"Set-Cookie: session=private; t="+inHeader+"\r\n"+
				"X-Debug: private "+inHeader+"\r\n"+
				"X-Quiet: private\r\n"+
				"Vary: a\r\nVary: "+inHeader+"\r\n"+
				fmt.Sprintf("Content-Length: %d\r\n\r\n", len(echo)*2+12)+
				`{"a":"`+echo+`","`+echo+`"}.`))
			p := &play.Player{Root: root, Token: mine}
			q := exchange.Question{
				Probe:  exchange.Probe{As: exchange.Member, Method: "POST", Path: "/{x}"},
				Method: "POST",
				Path:   "/?t=" + url.PathEscape(echo),
				Header: http.Header{"Accept": {echo}},
				Body:   `{"t":"` + echo + `"}`,
			}
			if name == "as it is" || strings.HasPrefix(name, "base64") || strings.HasPrefix(name, "hex") {
				q.Path = "/?t=" + echo
			}
			exchanges, _ := p.Play(t.Context(), questions(q))
			for part, text := range parts(exchanges[0]) {
				if strings.Contains(text, echo) {
					t.Errorf("%s holds it: %s", part, text)
				}
			}
			r := exchanges[0].Response
			if want := `{"a":"` + mark + `","` + mark + `"}.`; string(r.Body) != want {
				t.Errorf("the body is %q, want %q", r.Body, want)
			}
			want := http.Header{
				"Location":       {"http://x/?token=" + mark},
				"Vary":           {"a", mark},
				"Set-Cookie":     {mark},
				"X-Debug":        {mark},
				"X-Quiet":        {exchange.Words("private")},
				"Content-Length": r.Header["Content-Length"],
			}
			if diff := cmp.Diff(want, r.Header); diff != "" {
				t.Errorf("headers differ (-want +got):\n%s", diff)
			}
			if want := "Hello " + mark; r.Reason != want {
				t.Errorf("the reason is %q, want %q", r.Reason, want)
			}
			want = http.Header{"Accept": {mark}, "Host": {root.Host}, "User-Agent": {"osact"}, "X-Auth-Token": {mark}}
			if diff := cmp.Diff(want, exchanges[0].Request.Header); diff != "" {
				t.Errorf("request headers differ (-want +got):\n%s", diff)
			}
		})
	}
}

// parts returns everything in an exchange that is text.
func parts(x exchange.Exchange) map[string]string {
	m := map[string]string{
		"the request's URL":    x.Request.URL,
		"the request's header": fmt.Sprint(x.Request.Header),
		"the request's body":   x.Request.Body,
	}
	if x.Response != nil {
		m["the reason"] = x.Response.Reason
		m["the header"] = fmt.Sprint(x.Response.Header)
		m["the body"] = string(x.Response.Body)
	}
	if x.Failure != nil {
		m["the failure"] = x.Failure.Text
	}
	return m
}

func TestATokenAmidOtherBytesInBase64(t *testing.T) {
	mark := exchange.Mark(exchange.Member)
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.SliceOfN(rapid.Byte(), 0, 7).Draw(t, "before")
		after := rapid.SliceOfN(rapid.Byte(), 0, 7).Draw(t, "after")
		alphabet := rapid.SampledFrom([]*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding}).Draw(t, "alphabet")
		echo := alphabet.EncodeToString(append(append(before, membersToken...), after...))
		p := &play.Player{Root: &url.URL{Scheme: "http", Host: "cloud"}, Token: mine, Transport: transport(func(r *http.Request) (*http.Response, error) {
			return reply(r, "HTTP/1.1 200 OK\r\n\r\n"+echo)
		})}
		exchanges, _ := p.Play(t.Context(), questions(get("/")))
		body := string(exchanges[0].Response.Body)
		if !strings.Contains(body, mark) {
			t.Fatalf("%q became %q, want it marked", echo, body)
		}
		// At either end a character may depend on the token in part.
		if rest := len(body) - len(mark); rest > alphabet.EncodedLen(len(before))+alphabet.EncodedLen(len(after))+4 {
			t.Fatalf("%q became %q: %d characters are left", echo, body, rest)
		}
	})
}

func TestTokensInFailures(t *testing.T) {
	root := listen(t, say("HTTP/1.1 2xx "+membersToken+"\r\n\r\n"))
	exchanges, _ := (&play.Player{Root: root, Token: mine}).Play(t.Context(), questions(get("/")))
	if text := exchanges[0].Failure.Text; strings.Contains(text, "gAAAA") {
		t.Errorf("the failure says %s", text)
	}
	for n := range 310 { // the end of a text that is too long falls into the token, too
		p := &play.Player{Root: root, Token: mine, Transport: transport(func(*http.Request) (*http.Response, error) {
			return nil, errors.New(strings.Repeat("x", n) + membersToken + strings.Repeat("y", 1000))
		})}
		exchanges, _ = p.Play(t.Context(), questions(get("/")))
		if text := exchanges[0].Failure.Text; strings.Contains(text, "gAAAA") || len(text) > 310 {
			t.Errorf("the failure says, in %d bytes, %s", len(text), text)
		}
	}
}

func TestATokenAtTheCutOfABody(t *testing.T) {
	mark := exchange.Mark(exchange.Member)
	for n := 8; n < len(membersToken); n++ {
		root := listen(t, say("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nbefore "+membersToken[:n]))
		exchanges, _ := (&play.Player{Root: root, Token: mine}).Play(t.Context(), questions(get("/")))
		if got, want := string(exchanges[0].Response.Body), "before "+mark; got != want {
			t.Errorf("cut after %d bytes of it, the body is %q, want %q", n, got, want)
		}
	}
}

func TestWhoseTokenItIs(t *testing.T) {
	tokens := map[exchange.Actor]string{
		exchange.Admin:    "a-common-token",
		exchange.Member:   "a-common-token-and-more",
		exchange.Reader:   "a-common-token",
		exchange.Outsider: "t0k",
	}
	token := func(a exchange.Actor) (string, bool) { t, ok := tokens[a]; return t, ok }
	p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
		return reply(r, "HTTP/1.1 200 OK\r\n\r\na-common-token-and-more a-common-token-and t0k dDBr 74306b")
	})}
	walk := questions(
		question(exchange.Probe{As: exchange.Reader, Method: "GET", Path: "/reader"}),
		question(exchange.Probe{As: exchange.Bystander, Method: "GET", Path: "/as-reader", Variant: "X-Auth-Token: a-common-token"}),
	)
	exchanges, _ := p.Play(t.Context(), walk)
	admin, member, outsider := exchange.Mark(exchange.Admin), exchange.Mark(exchange.Member), exchange.Mark(exchange.Outsider)
	want := member + " " + member + " " + outsider + " dDBr 74306b" // too short to be looked for in its encodings
	for _, x := range exchanges {
		if got := string(x.Response.Body); got != want {
			t.Errorf("the body is %q, want %q", got, want)
		}
	}
	if got := walk.got["/reader"].Request.Header.Get("X-Auth-Token"); got != exchange.Mark(exchange.Reader) {
		t.Errorf("the reader is recorded with %q", got)
	}
	if got := walk.got["/as-reader"].Request.Header.Get("X-Auth-Token"); got != admin {
		t.Errorf("a token that the probe names is recorded as %q, want %q", got, admin)
	}
}

// The intruder's token is nobody's secret, but its echo is as telling.
func TestTheIntrudersTokenIsMarkedToo(t *testing.T) {
	p := &play.Player{Root: parse(t, "http://cloud"), Transport: transport(func(r *http.Request) (*http.Response, error) {
		return reply(r, "HTTP/1.1 401 Unauthorized\r\n\r\n"+r.Header.Get("X-Auth-Token"))
	})}
	q := question(exchange.Probe{As: exchange.Intruder, Method: "GET", Path: "/"})
	exchanges, _ := p.Play(t.Context(), questions(q))
	if got, want := string(exchanges[0].Response.Body), exchange.Mark(exchange.Intruder); got != want {
		t.Errorf("the body is %q, want %q", got, want)
	}
}

// Of a header that is not kept, the hashes of its words are; of a cookie nothing is.
func TestWordsOfOtherHeaders(t *testing.T) {
	root := listen(t, say("HTTP/1.1 200 OK\r\nX-Host: ctl-01.example\r\nX-Short: a\r\nSet-Cookie: session=0123456789\r\nContent-Length: 0\r\n\r\n"))
	exchanges, _ := (&play.Player{Root: root, Token: mine}).Play(t.Context(), questions(paths(1)...))
	want := http.Header{"X-Host": {exchange.Words("ctl-01.example")}, "X-Short": {exchange.Words("a")}, "Content-Length": {"0"}}
	if diff := cmp.Diff(want, exchanges[0].Response.Header); diff != "" {
		t.Errorf("what was kept (-want +got):\n%s", diff)
	}
}

// Whatever a target does with the tokens, none is in the file.
func TestNoTokenInTheRecording(t *testing.T) {
	root := listen(t, say("HTTP/1.1 200 "+membersToken+"\r\nETag: "+membersToken+"\r\nX-Y: "+membersToken+"\r\n\r\n"+membersToken))
	exchanges, ending := (&play.Player{Root: root, Token: mine}).Play(t.Context(), questions(paths(3)...))
	recording := exchange.Recording{Ending: ending, Target: exchange.Target{Kind: exchange.Given}, Exchanges: exchanges}
	var har bytes.Buffer
	if err := recording.WriteHAR(&har); err != nil {
		t.Fatal(err)
	}
	for name, echo := range echoes() {
		if strings.Contains(har.String(), echo) {
			t.Errorf("the recording holds a token, %s", name)
		}
	}
}

// What a proxy or a service repeats of other secrets is not kept either.
func TestOtherSecrets(t *testing.T) {
	const password = "s3cret+of/the&proxy"
	basic := base64.StdEncoding.EncodeToString([]byte("scanner:" + password))
	root := listen(t, say("HTTP/1.1 200 OK\r\nX-Debug: Proxy-Authorization: Basic "+basic+"\r\nVia: 1.1 scanner:"+url.QueryEscape(password)+
		"\r\nConnection: close\r\n\r\n"+`{"sent": "Basic `+basic+`", "user": "scanner", "password": "s3cret\u002bof\/the\u0026proxy"}`))
	p := &play.Player{Root: root, Token: mine, Secrets: []secret.Secret{{Text: "scanner:" + password, Mark: exchange.PasswordMark, Whole: true}, {Text: password, Mark: exchange.PasswordMark}}}
	exchanges, _ := p.Play(t.Context(), questions(get("/")))
	r := exchanges[0].Response
	if want := `{"sent": "Basic [osact: password]", "user": "scanner", "password": "[osact: password]"}`; string(r.Body) != want {
		t.Errorf("the body is %s", r.Body)
	}
	want := http.Header{"X-Debug": {exchange.PasswordMark}, "Via": {"1.1 " + exchange.PasswordMark}}
	if diff := cmp.Diff(want, r.Header); diff != "" {
		t.Errorf("headers differ (-want +got):\n%s", diff)
	}
}
