package play

import "net/http"

// connections keeps connections for what asks for no change, and gives each
// request that may change something one of its own: a server may close a kept
// one without a word just as a request goes out on it, and whether that was
// read, nobody can tell. Some servers do so after each request that has no
// answer's body, such as a DELETE.
type connections struct {
	kept, own http.RoundTripper
}

func (c connections) RoundTrip(r *http.Request) (*http.Response, error) {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions: // RFC 9110 section 9.2.1
		return c.kept.RoundTrip(r)
	}
	return c.own.RoundTrip(r)
}
