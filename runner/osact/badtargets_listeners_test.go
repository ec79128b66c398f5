package main_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The ways in which an address can answer badly. Each is a handler, so that it
// can stand for a whole target or only for a part of a good one.

// answer returns a handler that gives one answer to everything.
func answer(status int, header http.Header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// fromAPI returns headers as those of the compute service.
func fromAPI() http.Header {
	return http.Header{
		"Content-Type":         {"application/json"},
		"X-Compute-Request-Id": {"req-00000000-0000-4000-8000-000000000000"},
	}
}

// silence takes the question and never says a word.
func silence(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // else nobody sees that the client is gone
	<-r.Context().Done()
}

// drip sends one byte a second of a body that is announced as long.
func drip(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "1000")
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for _, err := io.WriteString(w, "{"); err == nil; _, err = io.WriteString(w, " ") {
		_ = http.NewResponseController(w).Flush()
		select {
		case <-second.C:
		case <-r.Context().Done():
			return
		}
	}
}

// slowly is drip from the first byte of the answer on.
func slowly(c net.Conn) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for i := range endless {
		if _, err := c.Write([]byte{endless[i]}); err != nil {
			return
		}
		<-second.C
	}
}

// endless is the beginning of an answer that takes minutes, a byte a second.
const endless = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{                      "

// flood sends size bytes of JSON.
func flood(size int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(size))
		pour(w, size)
	}
}

// pour writes size bytes, as long as somebody takes them.
func pour(w io.Writer, size int) {
	const chunk = 64 << 10
	text := `[` + strings.Repeat(`"osact",`, chunk/8)
	for sent := 0; sent < size; sent += chunk {
		if _, err := io.WriteString(w, text[:min(chunk, size-sent)]); err != nil {
			return
		}
	}
}

// bomb answers with a body that is coded as often as given and becomes a GiB.
func bomb(t *testing.T, codings int) http.HandlerFunc {
	t.Helper()
	body := bytes.Repeat([]byte(" "), 1<<20)
	for i := range codings {
		var coded bytes.Buffer
		w, err := gzip.NewWriterLevel(&coded, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(body); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		body = coded.Bytes()
		if i == 0 { // members of a gzip file follow one another
			body = bytes.Repeat(body, 1<<10)
		}
	}
	header := fromAPI()
	header.Set("Content-Encoding", strings.TrimSuffix(strings.Repeat("gzip,", codings), ","))
	return answer(http.StatusOK, header, string(body))
}

// wire returns a handler that has the connection to itself.
func wire(serve func(*net.TCPConn)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return // the client is gone
		}
		defer c.Close()
		if tcp, ok := c.(*net.TCPConn); ok {
			serve(tcp)
		}
	}
}

// endlessHeaders sends headers until nobody takes them any more.
func endlessHeaders(c *net.TCPConn) {
	_, err := io.WriteString(c, "HTTP/1.1 200 OK\r\n")
	line := strings.Repeat("X-Osact-Endless: "+strings.Repeat("e", 1000)+"\r\n", 16)
	for err == nil {
		_, err = io.WriteString(c, line)
	}
}

// switching sends a status that is not final, and keeps the connection until the
// client closes it. It names a protocol to go on with, unless that is empty.
func switching(status, protocol string) func(*net.TCPConn) {
	return func(c *net.TCPConn) {
		head := "HTTP/1.1 " + status + "\r\n"
		if protocol != "" {
			head += "Upgrade: " + protocol + "\r\nConnection: Upgrade\r\n"
		}
		_, _ = io.WriteString(c, head+"\r\n")
		_, _ = io.Copy(io.Discard, c)
	}
}

// hints sends such a status until nobody takes it any more.
func hints(c *net.TCPConn) {
	var err error
	for err == nil {
		_, err = io.WriteString(c, strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 1000))
	}
}

// truncated ends the body before its announced end, and the connection cleanly.
func truncated(c *net.TCPConn) { begin(c, "200 OK") }

// reset breaks the connection within the body.
func reset(c *net.TCPConn) {
	begin(c, "200 OK")
	_ = c.SetLinger(0) // so that closing resets
}

// begin sends the beginning of an answer of the compute service.
func begin(w io.Writer, status string) {
	_, _ = io.WriteString(w, "HTTP/1.1 "+status+"\r\nContent-Type: application/json\r\n"+
		"X-Compute-Request-Id: req-00000000-0000-4000-8000-000000000000\r\n"+
		"Content-Length: 1000\r\n\r\n"+`{"instanceAction": {"action": "st`)
}

// everywhere returns the root of a target that has but one answer.
func everywhere(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// onShows lets h answer in the place of a good target where an action is shown.
func onShows(h http.HandlerFunc) func(http.Handler) http.Handler {
	return instead(h, func(r *http.Request) bool {
		return strings.Contains(r.URL.Path, "/os-instance-actions/")
	})
}

// onAllButTheNewest does the same where it is shown at any microversion but the
// newest. By the newest the actions are chosen that are asked about.
func onAllButTheNewest(h http.HandlerFunc) func(http.Handler) http.Handler {
	return instead(h, func(r *http.Request) bool {
		return r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/os-instance-actions/") && r.Header.Get("OpenStack-API-Version") != "compute 2.104"
	})
}

// instead lets h answer the requests that it is about.
func instead(h http.HandlerFunc, about func(*http.Request) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if about(r) {
				h(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// bare returns the address of a listener that hands over each connection.
func bare(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c)
			}()
		}
	}()
	return listener.Addr().String()
}

// mute reads whatever comes and answers nothing.
func mute(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// foreign greets as another protocol does.
func foreign(c net.Conn) {
	_, _ = io.WriteString(c, "SSH-2.0-OpenSSH_9.6\r\n")
	mute(c)
}

// elsewhere redirects to a listener at another address, and returns what makes
// sure that nobody followed.
func elsewhere(t *testing.T, status int) (h http.HandlerFunc, nobodyCame func(*testing.T)) {
	t.Helper()
	var came atomic.Int32
	other := bare(t, func(net.Conn) { came.Add(1) })
	redirect := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+other+r.URL.Path, status)
	}
	return redirect, func(t *testing.T) {
		if n := came.Load(); n != 0 {
			t.Errorf("%d connections came to where the redirects lead", n)
		}
	}
}

// again redirects to where it is.
func again(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.URL.Path, http.StatusMovedPermanently)
}
