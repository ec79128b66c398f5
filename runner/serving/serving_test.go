package serving

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// oneClient is a listener to which a single client comes.
type oneClient struct{ conn chan net.Conn }

func (l oneClient) Accept() (net.Conn, error) {
	if conn, ok := <-l.conn; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}
func (oneClient) Close() error   { return nil }
func (oneClient) Addr() net.Addr { return &net.TCPAddr{} }

// A client may leave a request or a connection unfinished, and is let go. What
// takes long to be answered is answered.
func TestServerIsBounded(t *testing.T) {
	for name, test := range map[string]struct {
		sends string
		takes time.Duration // for the answer
		body  string        // of the answer; empty: it does not matter
	}{
		"no request":                  {sends: ""},
		"half a header":               {sends: "POST / HTTP/1.1\r\nHost"},
		"half a body":                 {sends: "POST / HTTP/1.1\r\nHost: cloud\r\nContent-Length: 10\r\n\r\nhalf"},
		"a body":                      {sends: "POST / HTTP/1.1\r\nHost: cloud\r\nContent-Length: 4\r\n\r\nbody", takes: 2 * time.Minute, body: "read 4: true"},
		"what another cloud may take": {sends: "GET / HTTP/1.1\r\nHost: cloud\r\n\r\n", takes: 2 * time.Minute, body: "read 0: true"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, conn := net.Pipe()
				listener := oneClient{make(chan net.Conn, 1)}
				listener.conn <- conn
				server := bounded()
				server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					body, err := io.ReadAll(r.Body)
					select {
					case <-time.After(test.takes):
						fmt.Fprintf(w, "read %d: %t", len(body), err == nil)
					case <-r.Context().Done():
					}
				})
				ended := make(chan error)
				go func() { ended <- server.Serve(listener) }()
				go io.WriteString(client, test.sends) // its end is the server's to see
				began := time.Now()
				answers := bufio.NewReader(client)
				if test.body != "" {
					answer, err := http.ReadResponse(answers, nil)
					if err != nil {
						t.Fatal(err)
					}
					if body, err := io.ReadAll(answer.Body); string(body) != test.body {
						t.Errorf("answered %q, %v; want %q", body, err, test.body)
					}
				}
				if _, err := io.Copy(io.Discard, answers); err != nil || time.Since(began) > 10*time.Minute {
					t.Errorf("it was let go after %s, %v", time.Since(began), err)
				}
				close(listener.conn)
				if err := <-ended; err != net.ErrClosed {
					t.Error(err)
				}
			})
		})
	}
}
