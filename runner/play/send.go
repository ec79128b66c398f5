package play

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// sender sends one question at a time, from many goroutines.
type sender struct {
	writer
	*redactor
	transport http.RoundTripper
	ledger    Ledger // nil: there is none
	timeout   time.Duration
	maxBody   int64
	maxTotal  int64
	kept      atomic.Int64       // weight of all answers until now
	large     chan *bytes.Buffer // has the room for the large bodies that are read at once
}

// send asks a question once and returns what came of it, redacted. It goes to
// the transport, not through an http.Client: so no redirect is followed and no
// cookie kept.
func (s *sender) send(ctx context.Context, a ask) exchange.Exchange {
	began := time.Now()
	request, err := s.request(a.question)
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
		limited, cancel := context.WithTimeout(ctx, s.timeout)
		defer cancel()
		var answer *http.Response
		if answer, err = s.transport.RoundTrip(request.WithContext(limited)); err == nil {
			x.Response, err = s.read(limited, answer)
		}
		x.Duration = time.Since(began)
	}
	if err != nil {
		x.Failure = s.failure(ctx, err, x.Response != nil)
	}
	x = s.redact(x)
	if s.ledger != nil && !is[withheld](err) {
		s.ledger.Note(x)
	}
	return x
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

// read turns an answer into a response, with as much of its body as there is
// room for. When the body is incomplete, both a response and an error return.
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
	room := s.maxTotal - s.kept.Add(used)
	if room < 0 {
		answer.Reason, answer.Header = "", nil
		room = 0
	}
	var err error
	answer.Body, answer.Wire, err = readBody(ctx, r, min(s.maxBody, room), s.large)
	used = weight(answer.Body)
	full := s.kept.Add(used) > s.maxTotal // others may have taken the room meanwhile
	if full {
		s.kept.Add(-used)
		answer.Body = nil
	}
	if _, over := errors.AsType[tooLarge](err); full || room == 0 || over && room < s.maxBody {
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
