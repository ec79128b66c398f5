package play

import (
	"net/http"
	"net/http/httptrace"

	"github.com/osact/osact/suites/exchange"
)

// connections keeps connections, as far as that is safe: a server may close one
// without a word just as a request goes out on it, and whether that was read,
// nobody can tell. Some do so after each answer without a body. So what may
// change something has a connection of its own, and what asks for no change is
// asked once more over one of its own where a used connection broke (RFC 9112
// section 9.3.1). A server that hangs up on a question does so there, too.
type connections struct {
	kept, own http.RoundTripper
}

func (c connections) RoundTrip(r *http.Request) (*http.Response, error) {
	if !isSafe(r.Method) || r.ContentLength != 0 {
		return c.own.RoundTrip(r)
	}
	used := false
	trace := &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) { used = got.Reused }}
	answer, err := c.kept.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err == nil || !used || classify(r.Context(), err, false) != exchange.Reset {
		return answer, err
	}
	return c.own.RoundTrip(r)
}

// isSafe reports whether a method asks for no change (RFC 9110 section 9.2.1).
func isSafe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}
