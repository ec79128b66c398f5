package play_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// wiretap answers every request and keeps it byte for byte.
type wiretap struct {
	lock     sync.Mutex
	requests []string
}

func (w *wiretap) converse(conn net.Conn) {
	for r := bufio.NewReader(conn); ; {
		request := readRequest(r)
		if request == "" {
			return
		}
		w.lock.Lock()
		w.requests = append(w.requests, request)
		w.lock.Unlock()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
	}
}

func TestRequestsGoOutByteForByte(t *testing.T) {
	tests := map[string]struct {
		probe exchange.Probe
		want  []string // lines after the Host
	}{
		"a plain question": {
			exchange.Probe{As: exchange.Member, Method: "GET", Path: "/x"},
			[]string{
				"User-Agent: osact", "Accept: application/json", "Accept-Encoding: gzip, deflate, compress",
				"Content-Type: application/json", "X-Auth-Token: token-of-member", "", "",
			},
		},
		"a version": {
			exchange.Probe{As: exchange.Member, Method: "GET", Path: "/x", Version: "2.62"},
			[]string{
				"User-Agent: osact", "Accept: application/json", "Accept-Encoding: gzip, deflate, compress",
				"Content-Type: application/json", "OpenStack-API-Version: compute 2.62", "X-Auth-Token: token-of-member", "", "",
			},
		},
		"a header and the token left out": {
			exchange.Probe{As: exchange.Anonymous, Method: "DELETE", Path: "/x", Variant: "Accept-Encoding:"},
			[]string{"User-Agent: osact", "Accept: application/json", "Content-Type: application/json", "Connection: close", "", ""},
		},
		"a body": {
			exchange.Probe{As: exchange.Anonymous, Method: "POST", Path: "/x", Variant: "Accept-Encoding:", Body: "{}"},
			[]string{"User-Agent: osact", "Content-Length: 2", "Accept: application/json", "Content-Type: application/json", "Connection: close", "", "{}"},
		},
		"a body where none is usual": {
			exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/x", Variant: "Accept-Encoding:", Body: "{}"},
			[]string{"User-Agent: osact", "Content-Length: 2", "Accept: application/json", "Content-Type: application/json", "Connection: close", "", "{}"},
		},
		"no body where one is usual": {
			exchange.Probe{As: exchange.Anonymous, Method: "POST", Path: "/x", Variant: "Accept-Encoding:"},
			[]string{"User-Agent: osact", "Content-Length: 0", "Accept: application/json", "Content-Type: application/json", "Connection: close", "", ""},
		},
		"an unknown method": {
			exchange.Probe{As: exchange.Anonymous, Method: "FROBNICATE", Path: "/x", Variant: "Accept-Encoding:"},
			[]string{"User-Agent: osact", "Accept: application/json", "Content-Type: application/json", "Connection: close", "", ""},
		},
		"another user agent": {
			exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/x", Variant: "User-Agent: other"},
			[]string{
				"User-Agent: other", "Accept: application/json", "Accept-Encoding: gzip, deflate, compress",
				"Content-Type: application/json", "", "",
			},
		},
		"no user agent": {
			exchange.Probe{As: exchange.Anonymous, Method: "OPTIONS", Path: "/x", Variant: "User-Agent:"},
			[]string{"Accept: application/json", "Accept-Encoding: gzip, deflate, compress", "Content-Type: application/json", "", ""},
		},
		"a token that the probe names": {
			exchange.Probe{As: exchange.Member, Method: "HEAD", Path: "/x", Variant: "X-Auth-Token: expired"},
			[]string{
				"User-Agent: osact", "Accept: application/json", "Accept-Encoding: gzip, deflate, compress",
				"Content-Type: application/json", "X-Auth-Token: expired", "", "",
			},
		},
		"no token though there is one": {
			exchange.Probe{As: exchange.Member, Method: "GET", Path: "/x", Variant: "x-auth-token:"},
			[]string{
				"User-Agent: osact", "Accept: application/json", "Accept-Encoding: gzip, deflate, compress",
				"Content-Type: application/json", "", "",
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := &wiretap{}
			root := listen(t, w.converse)
			(&play.Player{Root: root, Token: token}).Play(t.Context(), questions(question(test.probe)))
			want := test.probe.Method + " /x HTTP/1.1\r\nHost: " + root.Host + "\r\n" + strings.Join(test.want, "\r\n")
			if diff := cmp.Diff([]string{want}, w.requests); diff != "" {
				t.Errorf("request differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPathsArriveAsWritten(t *testing.T) {
	tests := []struct{ root, path, want string }{
		{"", "/v2.1/servers", "/v2.1/servers"},
		{"/", "/v2.1", "/v2.1"},
		{"/compute", "/v2.1", "/compute/v2.1"},
		{"/compute/", "/v2.1", "/compute/v2.1"},
		{"/a%20b", "/v2.1", "/a%20b/v2.1"},
		{"", "/servers/a%2Fb", "/servers/a%2Fb"},
		{"", "/servers/a%2fb", "/servers/a%2fb"},
		{"", "/a/../b/./c", "/a/../b/./c"},
		{"", "/a//b/", "/a//b/"},
		{"", "//a//b?x=//y", "//a//b?x=//y"},
		{"", "//a?", "//a?"},
		{"", "/%zz", "/%zz"},
		{"", "/?limit=1&limit=2&&x=%2F+%20;y", "/?limit=1&limit=2&&x=%2F+%20;y"},
		{"", "/?", "/?"},
		{"", "/a#b", "/a#b"},
		{"", "/é", "/é"},
		{"/compute", "?x", "/compute?x"},
	}
	for _, test := range tests {
		w := &wiretap{}
		root := parse(t, listen(t, w.converse).String()+test.root)
		exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), questions(get(test.path)))
		if len(w.requests) != 1 {
			t.Errorf("%q after %q was not asked: %v", test.path, test.root, exchanges[0].Failure)
			continue
		}
		line, _, _ := strings.Cut(w.requests[0], "\r\n")
		if want := "GET " + test.want + " HTTP/1.1"; line != want {
			t.Errorf("%q after %q is asked as %q, want %q", test.path, test.root, line, want)
		}
		if want := "http://" + root.Host + test.want; exchanges[0].Request.URL != want {
			t.Errorf("%q after %q is recorded as %q, want %q", test.path, test.root, exchanges[0].Request.URL, want)
		}
	}
}

func TestEachActorSendsItsOwnToken(t *testing.T) {
	var (
		lock sync.Mutex
		got  = map[string]string{}
	)
	p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
		lock.Lock()
		defer lock.Unlock()
		got[pathOf(r)] = strings.Join(r.Header["X-Auth-Token"], ",")
		return ok(r)
	})}
	var qs []exchange.Question
	for _, a := range exchange.Actors() {
		qs = append(qs, question(exchange.Probe{As: a, Method: "GET", Path: "/" + string(a)}))
	}
	exchanges, _ := p.Play(t.Context(), questions(qs...))
	if got["/intruder"] == "" {
		t.Error("the intruder sends no token")
	}
	delete(got, "/intruder")
	want := map[string]string{
		"/admin": "token-of-admin", "/member": "token-of-member", "/reader": "token-of-reader",
		"/bystander": "token-of-bystander", "/outsider": "token-of-outsider", "/anonymous": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tokens differ (-want +got):\n%s", diff)
	}
	for _, x := range exchanges {
		want := exchange.Mark(x.Probe.As)
		if x.Probe.As == exchange.Anonymous {
			want = ""
		}
		if got := x.Request.Header.Get("X-Auth-Token"); got != want {
			t.Errorf("%s is recorded with %q, want %q", x.Probe.As, got, want)
		}
	}
}

// The mark of a token is sent as the token, wherever it stands, and recorded as the
// mark.
func TestATokenElsewhere(t *testing.T) {
	const path, bearer = "/x?auth_token=", "Authorization: Bearer "
	var got []string
	p := &play.Player{
		Root: parse(t, "http://cloud"), InFlight: 1,
		Token: func(a exchange.Actor) (string, bool) { return "a+b/c==", a == exchange.Member },
		Transport: transport(func(r *http.Request) (*http.Response, error) {
			got = append(got, pathOf(r)+" "+r.Header.Get("Authorization")+" "+r.Header.Get("X-Auth-Token"))
			return ok(r)
		}),
	}
	mark, unknown := exchange.Mark(exchange.Member), exchange.Mark(exchange.Admin)
	exchanges, _ := p.Play(t.Context(), questions(
		question(exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: path + mark}),
		question(exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/x", Variant: bearer + mark}),
		question(exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: path + unknown}),
		question(exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/x", Variant: bearer + unknown}),
	))
	if diff := cmp.Diff([]string{path + "a%2Bb%2Fc%3D%3D  ", "/x Bearer a+b/c== "}, got); diff != "" {
		t.Errorf("what was sent (-want +got):\n%s", diff)
	}
	var recorded []string
	for _, x := range exchanges {
		line := x.Request.URL + " " + x.Request.Header.Get("Authorization")
		if x.Failure != nil {
			line += " " + x.Failure.Text
		}
		recorded = append(recorded, line)
	}
	const missing = " the question was not sent: there is no token for admin"
	if diff := cmp.Diff([]string{
		"http://cloud" + path + mark + " ", "http://cloud/x Bearer " + mark,
		"http://cloud" + path + unknown + " " + missing, "http://cloud/x Bearer " + unknown + missing,
	}, recorded); diff != "" {
		t.Errorf("what was recorded (-want +got):\n%s", diff)
	}
}

// Questions that cannot go out as they are do not go out in another way.
func TestWhatCannotBeSentIsSaid(t *testing.T) {
	tests := map[string]struct {
		probe exchange.Probe
		root  string
		want  string
	}{
		"no token":                   {exchange.Probe{As: exchange.Reader, Method: "GET", Path: "/"}, "", "no token for reader"},
		"no method":                  {exchange.Probe{As: exchange.Member, Method: "A B", Path: "/"}, "", `the method "A B"`},
		"a line break in a path":     {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/\r\nX: y"}, "", "control character"},
		"a line break in a header":   {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Variant: "X: a\nb"}, "", "the header X holds a control character"},
		"no header name":             {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Variant: "X Y: a"}, "", `"X Y" is not an HTTP token`},
		"a header of the connection": {exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Variant: "Content-Length: 5"}, "", "Content-Length belongs to the connection"},
		"two slashes, badly escaped": {exchange.Probe{As: exchange.Member, Method: "GET", Path: "//%zz"}, "", "not properly escaped"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := &play.Player{
				Root: parse(t, "http://cloud"),
				Token: func(a exchange.Actor) (string, bool) {
					return "token-of-member", a == exchange.Member
				},
				Transport: transport(func(r *http.Request) (*http.Response, error) {
					t.Errorf("%s was sent", r.URL)
					return ok(r)
				}),
			}
			exchanges, ending := p.Play(t.Context(), questions(question(test.probe)))
			if len(exchanges) != 1 || ending != exchange.Complete {
				t.Fatalf("got %d exchanges, %s; want 1, complete", len(exchanges), ending)
			}
			f := exchanges[0].Failure
			if f == nil || f.Kind != exchange.Malformed || !strings.Contains(f.Text, test.want) {
				t.Errorf("failure is %v, want one that says %q", f, test.want)
			}
		})
	}
}

func TestAProxyOnlyWhereAskedFor(t *testing.T) {
	w := &wiretap{}
	proxy := listen(t, w.converse)
	p := &play.Player{
		Root:  parse(t, "http://cloud.invalid/compute"),
		Token: token,
		Proxy: func(*http.Request) (*url.URL, error) { return proxy, nil },
	}
	p.Play(t.Context(), questions(get("/a%2Fb?x=1")))
	if len(w.requests) != 1 || !strings.HasPrefix(w.requests[0], "GET http://cloud.invalid/compute/a%2Fb?x=1 HTTP/1.1\r\nHost: cloud.invalid\r\n") {
		t.Errorf("the proxy got %q", w.requests)
	}
}
