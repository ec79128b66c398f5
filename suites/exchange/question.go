package exchange

import (
	"fmt"
	"net/http"
	"strings"
)

// Question is a probe whose symbols have got their values: the request as it
// goes out, but for the token and what the connection adds.
type Question struct {
	Probe  Probe
	Method string
	Path   string // from the root of the compute service, with the query
	Header http.Header
	Body   string
	// Polls is how often it was asked before without being told what it is for.
	// Where it is not 0 there is a pause before it is asked again.
	Polls int
}

// Ask turns the probe into a question. The headers are those that the source
// document with the legacy path asks clients to send. It fails when a symbol
// has no value or the variant is no header line.
func (p Probe) Ask(b Bindings) (Question, error) {
	filled := p
	for _, text := range []*string{&filled.Path, &filled.Version, &filled.Variant, &filled.Body} {
		var err error
		if *text, err = b.Fill(*text); err != nil {
			return Question{}, fmt.Errorf("%s: %w", p, err)
		}
	}
	header, ok := filled.header()
	if !ok {
		return Question{}, fmt.Errorf("%s: the variant must read \"Name: value\", \"Name:\" or \"Name;\"", p)
	}
	return Question{Probe: p, Method: p.Method, Path: filled.Path, Header: header, Body: filled.Body}, nil
}

// Recorded returns the headers that a recording has of the question, but for those of
// the connection: Host, where the probe does not vary it, and User-Agent.
func (q Question) Recorded() http.Header {
	header, varied := q.Header.Clone(), q.Probe.VariedHeader()
	if header == nil {
		header = http.Header{}
	}
	if q.Probe.As != Anonymous && varied != "X-Auth-Token" {
		header["X-Auth-Token"] = []string{Mark(q.Probe.As)}
	}
	return header
}

// NamedVersion returns the microversion that the probe asks for as it is
// written there, in whichever header; a symbol stays one. Empty: none.
func (p Probe) NamedVersion() string {
	header, _ := p.header()
	return AskedVersion(header)
}

// header returns the headers of the probe, whose symbols stay as they are. It
// is not ok if the variant is no header line.
func (p Probe) header() (http.Header, bool) {
	header := http.Header{
		"Accept":          {"application/json"},
		"Accept-Encoding": {"gzip, deflate, compress"},
		"Content-Type":    {"application/json"},
	}
	if p.Version != "" {
		header[VersionHeader] = []string{"compute " + p.Version}
	}
	if p.Variant == "" {
		return header, true
	}
	name, value, ok := strings.Cut(p.Variant, ":")
	name, empty := strings.CutSuffix(name, ";")
	if ok == empty || strings.TrimSpace(name) == "" {
		return header, false
	}
	name = http.CanonicalHeaderKey(strings.TrimSpace(name))
	if strings.EqualFold(name, VersionHeader) {
		name = VersionHeader
	}
	delete(header, name)
	if value = strings.TrimSpace(value); value != "" || empty {
		header[name] = []string{value}
	}
	return header, true
}
