package play_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/osact/osact/suites/exchange"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// script is a walk: a question is ready when those that it waits for are
// answered.
type script struct {
	steps []step
	asked map[int]bool
	got   map[string]exchange.Exchange // by path
	onPut func(exchange.Exchange)
	puts  int
}

type step struct {
	question exchange.Question
	after    []string // paths
}

func (s *script) Ready() []exchange.Question {
	var ready []exchange.Question
	for i, step := range s.steps {
		waits := slices.ContainsFunc(step.after, func(path string) bool {
			_, answered := s.got[path]
			return !answered
		})
		if !s.asked[i] && !waits {
			s.asked[i] = true
			ready = append(ready, step.question)
		}
	}
	return ready
}

func (s *script) Put(x exchange.Exchange) {
	s.puts++
	s.got[x.Probe.Path] = x
	if s.onPut != nil {
		s.onPut(x)
	}
}

// questions makes a walk of which everything is ready at once.
func questions(qs ...exchange.Question) *script {
	s := &script{asked: map[int]bool{}, got: map[string]exchange.Exchange{}}
	for _, q := range qs {
		s.steps = append(s.steps, step{question: q})
	}
	return s
}

// chain makes a walk in which each question waits for the one before.
func chain(qs ...exchange.Question) *script {
	s := questions(qs...)
	for i := 1; i < len(qs); i++ {
		s.steps[i].after = []string{qs[i-1].Probe.Path}
	}
	return s
}

// get is a question of the member's.
func get(path string) exchange.Question {
	return question(exchange.Probe{As: exchange.Member, Method: http.MethodGet, Path: path})
}

func question(p exchange.Probe) exchange.Question {
	q, err := p.Ask(nil)
	if err != nil {
		panic(err)
	}
	return q
}

// paths makes n questions.
func paths(n int) []exchange.Question {
	var qs []exchange.Question
	for i := range n {
		qs = append(qs, get(fmt.Sprintf("/%d", i)))
	}
	return qs
}

// token plays every actor that has an account.
func token(a exchange.Actor) (string, bool) { return "token-of-" + string(a), true }

// transport answers without a network.
type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

// reply is an answer as it comes over the wire.
func reply(r *http.Request, wire string) (*http.Response, error) {
	return http.ReadResponse(bufio.NewReader(strings.NewReader(wire)), r)
}

func ok(r *http.Request) (*http.Response, error) {
	return reply(r, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
}

// pathOf returns the path as the question had it.
func pathOf(r *http.Request) string { return r.URL.RequestURI() }

func parse(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// serve starts an HTTP server on the loopback interface and returns its root.
func serve(t testing.TB, handler http.HandlerFunc) *url.URL {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return parse(t, server.URL)
}

// listen starts a server that speaks as it likes: converse has the connection
// for itself and must return when reading from it fails.
func listen(t testing.TB, converse func(net.Conn)) *url.URL {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				converse(conn)
			}()
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return parse(t, "http://"+listener.Addr().String())
}

// say returns a conversation: one request is read, one text is sent, and the
// connection ends.
func say(answer string) func(net.Conn) {
	return func(conn net.Conn) {
		if readRequest(bufio.NewReader(conn)) == "" {
			return
		}
		_, _ = io.WriteString(conn, answer)
	}
}

// readRequest returns the head of a request, byte for byte, and its body if
// Content-Length announces one.
func readRequest(r *bufio.Reader) string {
	var head strings.Builder
	length := 0
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return ""
		}
		head.WriteString(line)
		_, _ = fmt.Sscanf(line, "Content-Length: %d", &length)
		if line == "\r\n" {
			break
		}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		return ""
	}
	return head.String() + string(body)
}
