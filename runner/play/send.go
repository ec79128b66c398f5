package play

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/osact/osact/runner/neterror"
	"github.com/osact/osact/suites/exchange"
)

// sender sends one question at a time, from many goroutines.
type sender struct {
	writer
	credentials *credentials
	transport   http.RoundTripper
	ledger      Ledger // nil: there is none
	timeout     time.Duration
	maxBody     int64
	maxTotal    int64
	bodies      *bodies
	large       chan *bytes.Buffer // has the room for the large bodies that are read at once
	shown       func([][]byte)     // is called with certificates; nil: it is not
	once        sync.Once          // for that
}

// send asks a question once and returns what came of it, redacted. It goes to
// the transport, not through an http.Client: so no redirect is followed and no
// cookie kept.
// It reports whether the question was refused for a token that had ended, and is to be
// asked again.
func (s *sender) send(ctx context.Context, a ask) (exchange.Exchange, bool) {
	began := time.Now()
	tokens, redactor := s.credentials.now()
	request, err := s.request(a, tokens)
	x := exchange.Exchange{
		Probe:   a.question.Probe,
		Attempt: a.attempt,
		Request: s.recorded(request, a.question),
		Started: began.UTC().Round(0), // without the monotonic clock
	}
	if s.ledger != nil && err == nil {
		if refusal := s.ledger.Allow(a.question); refusal != nil {
			err = withheld{refusal}
		}
	}
	if err == nil {
		var connections atomic.Int64
		limited, cancel := context.WithTimeout(counting(ctx, &connections), s.timeout)
		defer cancel()
		var answer *http.Response
		if answer, err = s.transport.RoundTrip(request.WithContext(limited)); err == nil {
			err = neterror.RequireAnswer(answer)
		}
		if err == nil {
			s.show(answer.TLS)
			x.Response, err = s.read(limited, answer)
		}
		x.Duration = time.Since(began)
		x.Resent = max(int(connections.Load())-1, 0)
	}
	if err != nil {
		x.Failure = s.failure(ctx, err, x.Response != nil)
	}
	x = s.recording(x, redactor)
	if s.ledger != nil && !is[withheld](err) {
		s.ledger.Note(x)
	}
	return x, s.credentials.again(ctx, x, tokens)
}

// show hands on the certificates of the first secure connection. One with a proxy in
// front of a target that is not secure is of no interest.
func (s *sender) show(connection *tls.ConnectionState) {
	if s.shown == nil || connection == nil || s.root.Scheme != "https" {
		return
	}
	s.once.Do(func() {
		var chain [][]byte
		for _, c := range connection.PeerCertificates[:min(len(connection.PeerCertificates), exchange.MostCertificates)] {
			chain = append(chain, c.Raw)
		}
		s.shown(chain)
	})
}

// counting counts the connections that a request goes out on. net/http sends it again
// by itself where a kept one breaks, and so do connections.
func counting(ctx context.Context, n *atomic.Int64) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { n.Add(1) }})
}

// withheld says why a question may not be sent.
type withheld struct{ error }

// recorded returns the request as it will stand in the recording, but for
// redaction.
func (s *sender) recorded(r *http.Request, q exchange.Question) exchange.Request {
	header := r.Header.Clone()
	header["Host"] = []string{r.Host}
	if agent := header["User-Agent"]; len(agent) == 1 && agent[0] == "" {
		delete(header, "User-Agent")
	}
	return exchange.Request{Method: q.Method, URL: s.url(q), Header: header, Body: q.Body}
}

// recording redacts an exchange, and keeps what was answered. A body that came before,
// whole, is that one.
func (s *sender) recording(x exchange.Exchange, r *redactor) exchange.Exchange {
	if x.Response == nil || x.Failure != nil {
		return r.redact(x)
	}
	sum := sha256.Sum256(x.Response.Body)
	if known, ok := s.bodies.known(sum); ok {
		x.Response.Body = nil
		x = r.redact(x)
		x.Response.Body = known
		return x
	}
	x = r.redact(x)
	x.Response.Body = s.bodies.keep(sum, x.Response.Body)
	return x
}

// read turns an answer into a response. When the body is incomplete, or there is no
// room left for it, both a response and an error return.
func (s *sender) read(ctx context.Context, r *http.Response) (*exchange.Response, error) {
	defer func() { _ = r.Body.Close() }() // what can fail here has been read
	header := r.Header
	if len(r.TransferEncoding) > 0 { // net/http takes it out
		header = header.Clone()
		header["Transfer-Encoding"] = r.TransferEncoding
	}
	answer := &exchange.Response{
		Proto:  r.Proto,
		Status: r.StatusCode,
		Header: header,
		Length: announced(header),
	}
	_, answer.Reason, _ = strings.Cut(r.Status, " ")
	used := int64(len(answer.Reason))
	for name, values := range header {
		for _, value := range values {
			used += int64(len(name) + len(value))
		}
	}
	full := !s.bodies.take(used)
	if full {
		answer.Reason, answer.Header = "", nil
	}
	var err error
	answer.Body, answer.Wire, err = readBody(ctx, r, s.maxBody, s.large)
	if _, known := s.bodies.known(sha256.Sum256(answer.Body)); full || (err != nil || !known) && !s.bodies.take(int64(exchange.Weight(answer.Body))) {
		answer.Body = nil
		err = fmt.Errorf("all answers together: %w", tooLarge{limit: s.maxTotal})
	}
	return answer, err
}

// announced returns the value of Content-Length, or -1.
func announced(h http.Header) int64 {
	length, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil {
		return -1
	}
	return length
}
