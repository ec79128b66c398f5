package play

import (
	"net/http"
	"net/http/httptrace"

	"github.com/osact/osact/suites/exchange"
)

// connections reuses connections as far as that is safe. A server may close a kept
// connection just as a request goes out on it, and then it is not known whether the
// request was read. Some servers do so after each answer without a body. So a
// request that may change something gets a connection of its own. A request that
// only reads is sent once more, on a connection of its own, if a used connection
// broke (RFC 9112 section 9.3.1); a server that hangs up on the question does so
// there, too.
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
