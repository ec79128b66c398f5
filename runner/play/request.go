package play

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

const tokenHeader = "X-Auth-Token"

// writer turns questions into requests.
type writer struct {
	root      *url.URL
	proxy     func(*http.Request) (*url.URL, error)
	userAgent string
}

// unsent says why a question cannot be sent at all.
type unsent struct{ err error }

func (e unsent) Error() string { return e.err.Error() }

// request returns the question as it goes out. The error is of type unsent.
// The request is complete enough to be recorded even then.
func (w writer) request(a ask, t tokens) (*http.Request, error) {
	q := a.question
	r := &http.Request{
		Method: q.Method,
		Header: q.Header.Clone(),
		Host:   w.root.Host,
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
		r.Header.Del("Host")
	}
	if a.name != "" {
		r.Header[exchange.RequestIDHeader] = []string{a.name}
	}
	varied := q.Probe.VariedHeader()
	if _, set := r.Header["User-Agent"]; !set {
		r.Header["User-Agent"] = []string{w.userAgent}
		if varied == "User-Agent" {
			r.Header["User-Agent"] = []string{""} // net/http then sends none
		}
	}
	setBody(r, q.Body)
	target, err := t.sent(w.target(q), url.QueryEscape)
	for _, values := range r.Header {
		for i := range values {
			if err == nil {
				values[i], err = t.sent(values[i], asItIs)
			}
		}
	}
	if err == nil && varied != tokenHeader {
		err = t.set(r.Header, q.Probe.As)
	}
	if err == nil {
		err = sendable(r.Method, target, r.Header)
	}
	if err == nil {
		err = w.setURL(r, target)
	}
	if err != nil {
		return r, unsent{err}
	}
	return r, nil
}

// target returns path and query as they stand in the request line.
func (w writer) target(q exchange.Question) string {
	base := strings.TrimSuffix(w.root.EscapedPath(), "/")
	if base != "" && base[0] != '/' { // as url.URL.String puts it, too
		base = "/" + base
	}
	return base + q.Path
}

// url returns the address that the question asks, for the record.
func (w writer) url(q exchange.Question) string {
	return w.root.Scheme + "://" + w.root.Host + w.target(q)
}

// setURL makes net/http send the target byte for byte: Opaque is not parsed,
// cleaned or escaped. Opaque may not begin with two slashes, which would make
// it an authority; an escaped path may.
func (w writer) setURL(r *http.Request, target string) error {
	r.URL = &url.URL{Scheme: w.root.Scheme, Host: w.root.Host}
	if strings.HasPrefix(target, "//") {
		path, query, asked := strings.Cut(target, "?")
		r.URL.RawPath, r.URL.RawQuery, r.URL.ForceQuery = path, query, asked
		var err error
		if r.URL.Path, err = url.PathUnescape(path); err != nil || r.URL.EscapedPath() != path {
			return fmt.Errorf("the path %q begins with two slashes and is not properly escaped", path)
		}
		return nil
	}
	r.URL.Opaque = target
	if w.proxy == nil || r.URL.Scheme != "http" {
		return nil
	}
	// A proxy for plain HTTP is asked for a whole URL (RFC 9112, section 3.2.2).
	proxy, err := w.proxy(r)
	if err != nil {
		return fmt.Errorf("the proxy is not usable: %w", err)
	}
	if proxy != nil && (proxy.Scheme == "http" || proxy.Scheme == "https") {
		r.URL.Opaque = "//" + r.URL.Host + target
	}
	return nil
}

// set lets the actor say who asks. Anonymous says nothing.
func (t tokens) set(h http.Header, a exchange.Actor) error {
	if a == exchange.Anonymous {
		return nil
	}
	token, ok := t[a]
	if !ok {
		return errNoToken(a)
	}
	h[tokenHeader] = []string{token}
	return nil
}

// setBody gives the request its body, in a way that keeps net/http from
// sending it twice. Its Transport asks again, unseen, when a connection that
// was used before breaks: first, if nothing at all was written, which is
// harmless; second, for GET, HEAD, OPTIONS and TRACE with no body or one that
// can be read anew, if the connection ends before the first byte of the
// answer. The second is left to connections, which know when to stop. A body
// that is not nil and cannot be read anew prevents both, even an empty one;
// "identity" then says that nothing announces it, so that the bytes sent are
// those of a request without a body. Other methods are never asked again that
// way, and without a body must send Content-Length: 0.
func setBody(r *http.Request, body string) {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		if body == "" {
			r.Body = io.NopCloser(strings.NewReader(""))
			r.TransferEncoding = []string{"identity"}
			return
		}
	}
	if body != "" {
		r.Body = io.NopCloser(strings.NewReader(body))
		r.ContentLength = int64(len(body))
	}
}

// sendable refuses what net/http would refuse, or would leave out unasked.
func sendable(method, target string, h http.Header) error {
	if !isToken(method) {
		return fmt.Errorf("the method %q is not an HTTP token", method)
	}
	if strings.ContainsFunc(target, isControl) {
		return errors.New("the path holds a control character")
	}
	for name, values := range h {
		switch canonical := http.CanonicalHeaderKey(name); {
		case canonical == "Content-Length" || canonical == "Transfer-Encoding" || canonical == "Trailer":
			return fmt.Errorf("the header %s belongs to the connection and cannot be varied", name)
		case !isToken(name):
			return fmt.Errorf("the header's name %q is not an HTTP token", name)
		case strings.ContainsFunc(strings.Join(values, ""), func(r rune) bool { return isControl(r) && r != '\t' }):
			return fmt.Errorf("the header %s holds a control character", name)
		}
	}
	return nil
}

// isToken reports whether s is a token as in RFC 9110, section 5.6.2.
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }
