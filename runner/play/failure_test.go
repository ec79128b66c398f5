package play_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// only asks one question and returns what came of it.
func only(t *testing.T, p *play.Player) exchange.Exchange {
	t.Helper()
	p.Token = token
	exchanges, ending := p.Play(t.Context(), questions(get("/")))
	if len(exchanges) != 1 || ending != exchange.Complete {
		t.Fatalf("got %d exchanges, %s; want 1, complete", len(exchanges), ending)
	}
	return exchanges[0]
}

func TestWhatServersDoWrong(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\n"
	// patient says something and then waits until the connection ends.
	patient := func(text string) func(net.Conn) {
		return func(conn net.Conn) {
			say(text)(conn)
			_, _ = io.Copy(io.Discard, conn)
		}
	}
	long := strings.Repeat("long", 2000)
	tests := map[string]struct {
		converse func(net.Conn)
		kind     exchange.FailureKind
		body     string // of the response; "-": there must be none
	}{
		"silence":                      {patient(""), exchange.TimedOut, "-"},
		"half a head, then silence":    {patient(head), exchange.TimedOut, "-"},
		"half a body, then silence":    {patient(head + "Content-Length: 9\r\n\r\nhalf"), exchange.TimedOut, "half"},
		"much of a body, then silence": {patient(head + "Content-Length: 9000\r\n\r\n" + long), exchange.TimedOut, long[:4096]},
		"hangs up at once":             {say(""), exchange.Reset, "-"},
		"hangs up in the head":         {say(head + "Content-Type: text/plain\r\n"), exchange.Reset, "-"},
		"a body too short":             {say(head + "Content-Length: 9\r\n\r\nhalf"), exchange.Short, "half"},
		"a long body too short":        {say(head + "Content-Length: 9000\r\n\r\n" + long), exchange.Short, long},
		"a body too short by all":      {say(head + "Content-Length: 9\r\n\r\n"), exchange.Short, ""},
		"chunks without an end":        {say(head + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"), exchange.Short, "half"},
		"a short body that is coded":   {say(head + "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\n\x1f\x8b"), exchange.Short, ""},
		"no HTTP":                      {say("SSH-2.0-OpenSSH_9.6\r\n\r\n"), exchange.Malformed, "-"},
		"a status that is no number":   {say("HTTP/1.1 abc OK\r\n\r\n"), exchange.Malformed, "-"},
		"a header without a colon":     {say(head + "nonsense\r\n\r\n"), exchange.Malformed, "-"},
		"two lengths":                  {say(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), exchange.Malformed, "-"},
		"a length that is no number":   {say(head + "Content-Length: x\r\n\r\nab"), exchange.Malformed, "-"},
		"a chunk that is no chunk":     {say(head + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n"), exchange.Malformed, "half"},
		"headers without end":          {endless(head, "X-Y: "+strings.Repeat("z", 1000)+"\r\n"), exchange.TooLarge, "-"},
		"one header without end":       {endless(head+"X-Y: ", strings.Repeat("z", 1000)), exchange.TooLarge, "-"},
		"a status line without end":    {endless("HTTP/1.1 200 ", strings.Repeat("z", 1000)), exchange.TooLarge, "-"},
		"early answers without end":    {endless("", "HTTP/1.1 103 Early Hints\r\nX: "+strings.Repeat("z", 1000)+"\r\n\r\n"), exchange.TooLarge, "-"},
		"all as it should be":          {say(head + "Content-Length: 4\r\n\r\nfull"), "", "full"},
		"a body until the connection":  {say(head + "\r\nfull"), "", "full"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := &play.Player{Root: listen(t, test.converse), Timeout: 2 * time.Second}
			if test.kind == exchange.TimedOut {
				p.Timeout = 50 * time.Millisecond
			}
			expect(t, only(t, p), test.kind, test.body)
		})
	}
}

func expect(t *testing.T, x exchange.Exchange, kind exchange.FailureKind, body string) {
	t.Helper()
	var got exchange.FailureKind
	if x.Failure != nil {
		got = x.Failure.Kind
	}
	if got != kind {
		t.Errorf("failure is %v, want %q", x.Failure, kind)
	}
	gotBody := "-"
	if x.Response != nil {
		gotBody = string(x.Response.Body)
	}
	if gotBody != body {
		t.Errorf("the body is %q, want %q", gotBody, body)
	}
}

// endless says the beginning once and the rest for ever.
func endless(beginning, rest string) func(net.Conn) {
	return func(conn net.Conn) {
		if readRequest(bufio.NewReader(conn)) == "" {
			return
		}
		_, err := io.WriteString(conn, beginning)
		for err == nil {
			_, err = io.WriteString(conn, rest)
		}
	}
}

// A reset may overtake what was sent before it, so what is kept is shown
// without a network below.
func TestAResetAmidABody(t *testing.T) {
	root := listen(t, func(conn net.Conn) {
		say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")(conn)
		_ = conn.(*net.TCPConn).SetLinger(0)
	})
	x := only(t, &play.Player{Root: root})
	if x.Failure == nil || x.Failure.Kind != exchange.Reset {
		t.Errorf("failure is %v, want a broken connection", x.Failure)
	}
}

func TestNobodyListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	root := parse(t, "http://"+listener.Addr().String())
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	x := only(t, &play.Player{Root: root})
	expect(t, x, exchange.Refused, "-")
	if !strings.Contains(x.Failure.Text, root.Host) {
		t.Errorf("the text %q does not say who was asked", x.Failure.Text)
	}
}

func TestTrust(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "full")
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of our handshakes
	server.StartTLS()
	t.Cleanup(server.Close)
	root := parse(t, server.URL)
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	otherName := parse(t, "https://localhost:"+root.Port())
	plain := parse(t, strings.Replace(server.URL, "https", "http", 1))
	greeting := func(text string) *url.URL {
		return parse(t, strings.Replace(listen(t, func(conn net.Conn) {
			_, _ = io.WriteString(conn, text)
			_, _ = io.Copy(io.Discard, conn)
		}).String(), "http", "https", 1))
	}
	trusting := &tls.Config{RootCAs: pool}
	late := trusting.Clone()
	late.Time = func() time.Time { return server.Certificate().NotAfter.Add(time.Second) }
	tests := map[string]struct {
		root *url.URL
		tls  *tls.Config
		kind exchange.FailureKind
		body string
		says string
	}{
		"a known CA":            {root, trusting, "", "full", ""},
		"no questions asked":    {root, &tls.Config{InsecureSkipVerify: true}, "", "full", ""},
		"an unknown CA":         {root, nil, exchange.TLS, "-", "signed by an authority that is not trusted here"},
		"another name":          {otherName, trusting, exchange.TLS, "-", "not localhost): name the target as its certificate does"},
		"an expired one":        {root, late, exchange.TLS, "-", "has expired or is not valid yet"},
		"no common version":     {root, &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS11}, exchange.TLS, "-", "which TLS it offers"},
		"a server without TLS":  {greeting("220 mail\r\n"), nil, exchange.TLS, "-", "does not speak TLS"},
		"an answer without TLS": {greeting("HTTP/1.1 400 Bad Request\r\n\r\n"), nil, exchange.TLS, "-", ""},
		"a question without":    {plain, nil, "", "Client sent an HTTP request to an HTTPS server.\n", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x := only(t, &play.Player{Root: test.root, TLS: test.tls})
			expect(t, x, test.kind, test.body)
			if x.Failure != nil && !strings.Contains(x.Failure.Text, test.says) {
				t.Errorf("the text %q does not say %q", x.Failure.Text, test.says)
			}
		})
	}
}

func TestAProxyThatRefuses(t *testing.T) {
	proxy := listen(t, say("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))
	x := only(t, &play.Player{
		Root:  parse(t, "https://cloud.invalid"),
		Proxy: func(*http.Request) (*url.URL, error) { return proxy, nil },
	})
	expect(t, x, exchange.Refused, "-")
	if !strings.Contains(x.Failure.Text, "the proxy answered 407") {
		t.Errorf("the text %q does not blame the proxy", x.Failure.Text)
	}
}

// Errors that cannot be had on demand from a loopback interface.
func TestErrorsOfTheNetwork(t *testing.T) {
	op := func(name string, err error) error {
		return fmt.Errorf("wrapped: %w", &net.OpError{
			Op: name, Net: "tcp",
			Source: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 55555},
			Addr:   &net.TCPAddr{IP: net.IPv4(10, 0, 0, 2), Port: 80},
			Err:    err,
		})
	}
	tests := map[string]struct {
		err  error
		kind exchange.FailureKind
	}{
		"no such host":        {op("dial", &net.DNSError{Err: "no such host", Name: "cloud", Server: "10.0.0.3:53", IsNotFound: true}), exchange.NoSuch},
		"a broken resolver":   {op("dial", &net.DNSError{Err: "server misbehaving", Name: "cloud", Server: "10.0.0.3:53"}), exchange.NoSuch},
		"a slow resolver":     {op("dial", &net.DNSError{Err: "i/o timeout", Name: "cloud", IsTimeout: true}), exchange.TimedOut},
		"no route":            {op("dial", syscall.EHOSTUNREACH), exchange.Refused},
		"a dial in vain":      {op("dial", syscall.ETIMEDOUT), exchange.TimedOut},
		"no proxy":            {op("proxyconnect", op("dial", syscall.ECONNREFUSED)), exchange.Refused},
		"a nameless proxy":    {op("proxyconnect", op("dial", &net.DNSError{Err: "no such host", Name: "proxy", IsNotFound: true})), exchange.Refused},
		"a proxy in vain":     {op("proxyconnect", op("dial", syscall.ETIMEDOUT)), exchange.Refused},
		"an alert":            {op("remote error", errors.New("tls: handshake failure")), exchange.TLS},
		"a reset":             {op("read", syscall.ECONNRESET), exchange.Reset},
		"a broken pipe":       {op("write", syscall.EPIPE), exchange.Reset},
		"the question's time": {context.DeadlineExceeded, exchange.TimedOut},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x := only(t, &play.Player{Root: parse(t, "http://cloud"), Transport: transport(func(*http.Request) (*http.Response, error) {
				return nil, test.err
			})})
			expect(t, x, test.kind, "-")
			if strings.Contains(x.Failure.Text, "10.0.0.") {
				t.Errorf("the text %q holds an address of ours, which differs each time", x.Failure.Text)
			}
		})
		if test.kind != exchange.Reset && test.kind != exchange.TimedOut {
			continue
		}
		t.Run(name+" amid a body", func(t *testing.T) {
			x := only(t, &play.Player{Root: parse(t, "http://cloud"), Transport: transport(func(r *http.Request) (*http.Response, error) {
				answer, err := ok(r)
				answer.Body = io.NopCloser(io.MultiReader(strings.NewReader("half"), failing{test.err}))
				return answer, err
			})})
			expect(t, x, test.kind, "half")
		})
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
