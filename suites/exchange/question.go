package exchange

import (
	"fmt"
	"net/http"
	"strings"
)

// VersionHeader is the header that asks for a microversion from 2.27 on.
const VersionHeader = "OpenStack-API-Version"

// Question is a probe whose symbols have got their values: the request as it
// goes out, but for the token and what the connection adds.
type Question struct {
	Probe  Probe
	Method string
	Path   string // from the root of the compute service, with the query
	Header http.Header
	Body   string
	// Looks is how often it was asked before without being told what it is for.
	// Where it is not 0 there is a pause before it is asked again.
	Looks int
}

// Ask turns the probe into a question. The headers are those that the source
// document with the legacy path asks clients to send. It fails when a symbol
// has no value or the variant is no header line.
func (p Probe) Ask(b Bindings) (Question, error) {
	var filled [4]string
	for i, text := range []string{p.Path, p.Version, p.Variant, p.Body} {
		var err error
		if filled[i], err = b.Fill(text); err != nil {
			return Question{}, fmt.Errorf("%s: %w", p, err)
		}
	}
	path, version, variant, body := filled[0], filled[1], filled[2], filled[3]
	header := http.Header{
		"Accept":          {"application/json"},
		"Accept-Encoding": {"gzip, deflate, compress"},
		"Content-Type":    {"application/json"},
	}
	if version != "" {
		header[VersionHeader] = []string{"compute " + version}
	}
	if variant != "" {
		name, value, ok := strings.Cut(variant, ":")
		name, empty := strings.CutSuffix(name, ";")
		if ok == empty || strings.TrimSpace(name) == "" {
			return Question{}, fmt.Errorf("%s: the variant must read \"Name: value\", \"Name:\" or \"Name;\"", p)
		}
		name = http.CanonicalHeaderKey(strings.TrimSpace(name))
		if strings.EqualFold(name, VersionHeader) {
			name = VersionHeader
		}
		delete(header, name)
		if value = strings.TrimSpace(value); value != "" || empty {
			header[name] = []string{value}
		}
	}
	return Question{Probe: p, Method: p.Method, Path: path, Header: header, Body: body}, nil
}
