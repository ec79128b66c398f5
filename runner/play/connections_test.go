package play

import (
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing"
)

// over is a way to send that notes what it is given.
type over struct {
	name string
	sent *[]string
	used bool
	err  error
}

func (o over) RoundTrip(r *http.Request) (*http.Response, error) {
	*o.sent = append(*o.sent, o.name)
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil {
		trace.GotConn(httptrace.GotConnInfo{Reused: o.used})
	}
	if o.err != nil {
		return nil, o.err
	}
	return &http.Response{StatusCode: http.StatusOK}, nil
}

func TestConnections(t *testing.T) {
	gone := fmt.Errorf("read: %w", syscall.ECONNRESET)
	for _, test := range []struct {
		name, method, body string
		kept               over
		want               string
	}{
		{"a question", "GET", "", over{}, "kept"},
		{"a question over a used connection", "GET", "", over{used: true}, "kept"},
		{"a question over a used connection that is gone", "GET", "", over{used: true, err: gone}, "kept own"},
		{"a question over a new connection that breaks", "GET", "", over{err: gone}, "kept"},
		{"a used connection with another trouble", "GET", "", over{used: true, err: http.ErrSchemeMismatch}, "kept"},
		{"a question with a body", "GET", "{}", over{}, "own"},
		{"what makes", "POST", "{}", over{}, "own"},
		{"what makes, without a body", "POST", "", over{}, "own"},
		{"what deletes", "DELETE", "", over{}, "own"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var sent []string
			test.kept.name, test.kept.sent = "kept", &sent
			r, err := http.NewRequestWithContext(t.Context(), test.method, "http://cloud/", strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			_, err = connections{test.kept, over{name: "own", sent: &sent}}.RoundTrip(r)
			if got := strings.Join(sent, " "); got != test.want {
				t.Errorf("sent over %s, want %s", got, test.want)
			}
			if failed := err != nil; failed != (test.kept.err != nil && test.want == "kept") {
				t.Errorf("err = %v", err)
			}
		})
	}
}
