package openapi

import (
	"cmp"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// maxViolations bounds how many violations of one answer are reported.
const maxViolations = 100

// Place is where in the document an answer belongs: an operation, as it stands in one edition for one audience.
type Place struct {
	Path     string // the document's template: "/v2.1/servers/{server_id}/os-instance-actions/{request_id}"
	Method   string // as sent: "GET"
	Edition  Edition
	Audience Audience
}

// Answer is one HTTP answer.
type Answer struct {
	Status int
	Header http.Header // under canonical names, as net/http reads them
	Body   []byte
	// Decoded is what DecodeBody made of Body, so that several checks share the work. If it is nil, Check decodes.
	Decoded *Decoded
}

// Describes tells whether the document has an operation at p.
func (c *Contract) Describes(p Place) bool {
	_, ok := c.operation(p)
	return ok
}

// Check judges one answer to the operation at p and returns every violation, sorted; of very many the 100 that it meets first. It looks at the
// status, the headers, the media type and the body. If the document does not describe p, that is the one violation, and
// it belongs to no requirement. Check never fails and may be called from many goroutines.
func (c *Contract) Check(p Place, a Answer) []Violation {
	op, ok := c.operation(p)
	if !ok {
		return []Violation{{
			Kind: kindPlace,
			At:   kindPlace,
			Rule: "#/paths",
			Want: "an operation of the document",
			Got:  Printable(fmt.Sprintf("%s %s in edition %s for %s", p.Method, p.Path, p.Edition, p.Audience)),
		}}
	}
	j := judgement{document: c.document}
	if r := op.response(a.Status); r != nil {
		j.headers(r, a.Header)
		j.body(r, a)
	} else {
		pointer := below(op.pointer, "responses")
		j.add(Violation{
			Kind: kindStatus,
			At:   kindStatus,
			Rule: "#" + pointer,
			Want: "one of " + strings.Join(slices.Sorted(maps.Keys(op.responses)), ", "),
			Got:  strconv.Itoa(a.Status),
		}, []string{pointer})
	}
	return j.result()
}

// response is what the document says about a status, or nil.
func (o *operation) response(status int) *response {
	for _, key := range []string{strconv.Itoa(status), strconv.Itoa(status/100) + "XX", "default"} {
		if r := o.responses[key]; r != nil {
			return r
		}
	}
	return nil
}

// judgement collects the violations of one answer. Those of the body are many if the body is large, so they are written
// out only after those to report have been chosen.
type judgement struct {
	*document
	violations []Violation
	failures   []failure
}

// add enters a violation with the requirement that it belongs to; keys are as in document.owner.
func (j *judgement) add(v Violation, way []string, keys ...string) {
	v.Requirement = j.owner(way, append(keys, v.Kind)...)
	j.violations = append(j.violations, v)
}

func (j *judgement) headers(r *response, got http.Header) {
	for _, h := range r.headers {
		fields := got[h.name]
		switch {
		case len(fields) > 0 && h.schema != nil:
			text := strings.Join(fields, ", ")
			j.fail(h.schema().Validate(text), subject{value: text, header: h.shown, way: h.way})
		case len(fields) == 0 && h.required:
			rule := "#" + below(h.way[0], "required")
			v := Violation{Kind: inHeader, At: atHeader(h.shown), Rule: rule, Want: "this header", Got: "none"}
			j.add(v, h.way, v.At)
		}
	}
}

func (j *judgement) body(r *response, a Answer) {
	name := mediaType(a.Header)
	m, known := r.media[name]
	if !known {
		if len(r.media) == 0 {
			if len(a.Body) > 0 {
				v := Violation{Kind: kindMediaType, Rule: "#" + r.way[0], Want: "no body", Got: Excerpt(string(a.Body))}
				j.add(v, r.way)
			}
			return
		}
		content := below(r.way[0], "content")
		v := Violation{
			Kind: kindMediaType,
			At:   atHeader("Content-Type"),
			Rule: "#" + content,
			Want: strings.Join(slices.Sorted(maps.Keys(r.media)), " or "),
			Got:  cmp.Or(Printable(strings.Join(a.Header["Content-Type"], ", ")), "none"),
		}
		j.add(v, append([]string{content}, r.way...), v.At)
		// What calls itself something else is still judged by what it should have been.
		name = jsonType
		if m, known = r.media[name]; !known {
			return
		}
	}
	if !isJSON(name) {
		if m.schema != nil {
			text := string(a.Body)
			j.fail(m.schema().Validate(text), subject{value: text, way: m.way})
		}
		return
	}
	decoded := a.Decoded
	if decoded == nil {
		decoded = DecodeBody(a.Body)
	}
	if decoded.Syntax != nil {
		v := *decoded.Syntax
		v.Rule = "#" + m.way[0]
		j.add(v, m.way, kindSyntax, inBody)
		return
	}
	if m.schema != nil {
		j.judge(m.schema(), subject{value: decoded.Value, way: m.way})
	}
}

const jsonType = "application/json"

// isJSON tells whether a media type is JSON or built on it (RFC 6839).
func isJSON(name string) bool { return name == jsonType || strings.HasSuffix(name, "+json") }

// mediaType is the one media type that the header names, in lower case and without parameters, or "".
func mediaType(h http.Header) string {
	fields := h["Content-Type"]
	if len(fields) != 1 {
		return ""
	}
	// A broken parameter does not make another type; a broken type comes back empty, which no document declares.
	name, _, _ := mime.ParseMediaType(fields[0])
	return name
}
