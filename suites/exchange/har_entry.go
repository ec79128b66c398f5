package exchange

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// newEntry turns an exchange into a HAR entry. Without an answer the response
// is what browsers write then: status 0 and empty strings.
func newEntry(x Exchange) harEntry {
	took := harMillis(x.Duration)
	e := harEntry{
		Started: x.Started.UTC(),
		Time:    took,
		Request: newRequest(x.Request),
		Response: harResponse{
			Headers:     []harPair{},
			HeadersSize: -1,
			BodySize:    -1,
		},
		Timings: harTimings{Wait: took},
		Own:     &harOwn{Probe: newProbe(x.Probe), Attempt: x.Attempt, Resent: x.Resent},
	}
	if x.Response != nil {
		e.Response = newResponse(*x.Response)
		e.Own.Answer = &harAnswer{Wire: x.Response.Wire, Length: x.Response.Length}
	}
	if x.Failure != nil {
		e.Own.Failure = &harFailure{Kind: x.Failure.Kind, Text: harText(x.Failure.Text)}
	}
	return e
}

// exchange returns the exchange that newEntry was given.
func (e harEntry) exchange() (Exchange, error) {
	own := e.Own
	x := Exchange{
		Probe:    own.Probe.probe(),
		Attempt:  own.Attempt,
		Resent:   own.Resent,
		Request:  e.Request.request(),
		Started:  e.Started.UTC(),
		Duration: time.Duration(e.Time),
	}
	if !x.Probe.As.Known() {
		return Exchange{}, fmt.Errorf("the actor %q is unknown to this osact", x.Probe.As)
	}
	if year := x.Started.Year(); year < 0 || year > 9999 || x.Duration < 0 {
		return Exchange{}, errors.New("its time is out of range")
	}
	keepRequest(x.Probe, x.Request.Header)
	if own.Answer != nil {
		body, err := e.Response.Content.body()
		if err != nil {
			return Exchange{}, err
		}
		x.Response = &Response{
			Proto:  string(e.Response.HTTPVersion),
			Status: e.Response.Status,
			Reason: string(e.Response.StatusText),
			Header: toHeader(e.Response.Headers),
			Body:   body,
			Wire:   own.Answer.Wire,
			Length: own.Answer.Length,
		}
	}
	if x.Response != nil {
		keepResponse(x.Response.Header)
	}
	if own.Failure != nil {
		x.Failure = &Failure{Kind: own.Failure.Kind, Text: string(own.Failure.Text)}
	}
	if x.Response == nil && x.Failure == nil {
		return Exchange{}, errors.New("it has neither an answer nor a failure")
	}
	return x, nil
}

func newRequest(r Request) harRequest {
	h := harRequest{
		Method:      harText(r.Method),
		URL:         harText(r.URL),
		HTTPVersion: "HTTP/1.1",
		Headers:     toPairs(r.Header),
		QueryString: queryPairs(r.URL),
		HeadersSize: -1,
		BodySize:    int64(len(r.Body)),
	}
	if r.Body != "" {
		h.PostData = &harPost{MIMEType: harText(r.Header.Get("Content-Type")), Text: harText(r.Body)}
	}
	return h
}

func (h harRequest) request() Request {
	r := Request{Method: string(h.Method), URL: string(h.URL), Header: toHeader(h.Headers)}
	if h.PostData != nil {
		r.Body = string(h.PostData.Text)
	}
	return r
}

func newResponse(r Response) harResponse {
	return harResponse{
		Status:      r.Status,
		StatusText:  harText(r.Reason),
		HTTPVersion: harText(r.Proto),
		Headers:     toPairs(r.Header),
		Content:     newContent(r.Header.Get("Content-Type"), r.Body),
		RedirectURL: harText(r.Header.Get("Location")),
		HeadersSize: -1,
		BodySize:    r.Wire,
	}
}

func newProbe(p Probe) harProbe {
	return harProbe{
		As:      p.As,
		Method:  harText(p.Method),
		Path:    harText(p.Path),
		Version: harText(p.Version),
		Variant: harText(p.Variant),
		Body:    harText(p.Body),
		Nth:     p.Nth,
	}
}

func (h harProbe) probe() Probe {
	return Probe{
		As:      h.As,
		Method:  string(h.Method),
		Path:    string(h.Path),
		Version: string(h.Version),
		Variant: string(h.Variant),
		Body:    string(h.Body),
		Nth:     h.Nth,
	}
}

// toPairs lists a header by name; the values of one name keep their order.
func toPairs(h http.Header) []harPair {
	pairs := []harPair{}
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			pairs = append(pairs, harPair{harText(name), harText(value)})
		}
	}
	return pairs
}

func toHeader(pairs []harPair) http.Header {
	h := make(http.Header, len(pairs))
	for _, p := range pairs {
		h[string(p.Name)] = append(h[string(p.Name)], string(p.Value))
	}
	return h
}

// queryPairs lists the parameters of a URL's query in their order. What is not
// properly escaped stands as it is: probes ask such things on purpose.
func queryPairs(rawURL string) []harPair {
	pairs := []harPair{}
	_, query, _ := strings.Cut(rawURL, "?")
	for parameter := range strings.SplitSeq(query, "&") {
		if parameter == "" {
			continue
		}
		name, value, _ := strings.Cut(parameter, "=")
		pairs = append(pairs, harPair{unescaped(name), unescaped(value)})
	}
	return pairs
}

func unescaped(s string) harText {
	if plain, err := url.QueryUnescape(s); err == nil {
		return harText(plain)
	}
	return harText(s)
}
