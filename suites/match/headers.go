package match

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// The headers in which an answer names its own request. The first is as old
// as the API, the second came with 2.46.
const (
	computeRequestID = "X-Compute-Request-Id"
	requestID        = "X-Openstack-Request-Id"
)

// HaveVersionEcho demands that each answer says in both version headers which
// microversion it was asked for.
func HaveVersionEcho() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		return append(
			wrongHeader(a, exchange.VersionHeader, "compute "+a.Version),
			wrongHeader(a, exchange.OlderVersionHeader, a.Version)...)
	})
}

// HaveNoVersionHeaders demands that no answer names a microversion, nor says that it
// depends on one.
func HaveNoVersionHeaders() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		var wrong []openapi.Violation
		for _, name := range []string{exchange.VersionHeader, exchange.OlderVersionHeader} {
			if got := a.Response.Header.Values(name); len(got) > 0 {
				wrong = append(wrong, openapi.Violation{
					Kind: "header", At: "header " + name, Want: "nothing", Got: openapi.Printable(strings.Join(got, ", ")),
				})
			}
			if vary := strings.Join(a.Response.Header.Values("Vary"), ", "); listed(vary, name) {
				wrong = append(wrong, openapi.Violation{
					Kind: "header", At: "header Vary", Want: "nothing about " + name, Got: openapi.Printable(vary),
				})
			}
		}
		return wrong
	})
}

// HaveVersionVary demands that each answer says in Vary that it depends on both
// version headers, or on whatever a request brings (RFC 9110 section 12.5.5).
func HaveVersionVary() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		vary := strings.Join(a.Response.Header.Values("Vary"), ", ")
		if listed(vary, "*") || listed(vary, exchange.VersionHeader) && listed(vary, exchange.OlderVersionHeader) {
			return nil
		}
		return []openapi.Violation{{
			Kind: "header", At: "header Vary", Want: exchange.VersionHeader + ", " + exchange.OlderVersionHeader, Got: openapi.Printable(cmp.Or(vary, "nothing")),
		}}
	})
}

// listed reports whether a header's list holds an element, in whichever case.
func listed(list, element string) bool {
	for entry := range strings.SplitSeq(list, ",") {
		if strings.EqualFold(strings.TrimSpace(entry), element) {
			return true
		}
	}
	return false
}

// HaveHeader demands that each answer has a header.
func HaveHeader(name string) Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		if len(a.Response.Header.Values(name)) > 0 {
			return nil
		}
		return []openapi.Violation{{Kind: "header", At: "header " + name, Want: "this header", Got: "nothing"}}
	})
}

// HaveOneRequestID demands that each answer names its request in both
// headers, and the same one.
func HaveOneRequestID() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		want := cmp.Or(a.Response.Header.Get(computeRequestID), "the id in "+computeRequestID+", which is missing")
		return wrongHeader(a, requestID, want)
	})
}

// HaveFreshRequestIDs demands that no answer names as its request, in either
// header, one of the given ids, which may be symbols.
func HaveFreshRequestIDs(taken ...string) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		var wrong []openapi.Violation
		for _, text := range taken {
			id, err := s.Bindings.Fill(text)
			if err != nil {
				continue // the symbol is nothing that this run knows: there is nothing to compare with
			}
			for _, name := range []string{computeRequestID, requestID} {
				if slices.Contains(a.Response.Header.Values(name), id) {
					wrong = append(wrong, openapi.Violation{Kind: "header", At: "header " + name, Want: "an id of its own", Got: openapi.Printable(id)})
				}
			}
		}
		return wrong
	})
}

// maxRecurrences bounds how many answers with an id that another one has are
// named.
const maxRecurrences = 20

// HaveUniqueRequestIDs demands that no two answers of the whole run name the
// same request.
func HaveUniqueRequestIDs() Check {
	return func(s *Scene) []openapi.Violation {
		first := map[string]*Answer{}
		var wrong []openapi.Violation
		for _, a := range s.Heard {
			id := a.Response.Header.Get(computeRequestID)
			if id == "" || len(wrong) == maxRecurrences {
				continue
			}
			if other, ok := first[id]; ok {
				wrong = append(wrong, openapi.Violation{
					Kind: "header", At: "header " + computeRequestID,
					Want: fmt.Sprintf("an id that no other answer has, to %s", a.Exchange.Probe),
					Got:  fmt.Sprintf("%s, as to %s", openapi.Printable(id), other.Exchange.Probe),
				})
				continue
			}
			first[id] = a
		}
		return wrong
	}
}

// HaveAnnouncedLength demands that each body is as long as Content-Length
// says, where it is sent (RFC 9110 section 8.6).
func HaveAnnouncedLength() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		r := a.Response
		short := a.Exchange.Failure != nil && a.Exchange.Failure.Kind == exchange.Short
		if !short && (r.Length < 0 || r.Length == r.Wire) {
			return nil
		}
		return []openapi.Violation{{
			Kind: "header", At: "header Content-Length",
			Want: fmt.Sprintf("%d bytes of body, as announced", r.Length), Got: fmt.Sprintf("%d bytes", r.Wire),
		}}
	})
}

// ContainNoToken demands that no answer holds a token of an actor.
func ContainNoToken() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		var wrong []openapi.Violation
		for _, actor := range exchange.Actors() {
			mark := exchange.Mark(actor)
			got := openapi.Violation{Kind: "secret", Want: "no token", Got: "the token of " + string(actor)}
			if bytes.Contains(a.Response.Body, []byte(mark)) {
				got.At = ""
				wrong = append(wrong, got)
			}
			for name, values := range a.Response.Header {
				if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, mark) }) {
					got.At = "header " + name
					wrong = append(wrong, got)
				}
			}
		}
		slices.SortFunc(wrong, func(a, b openapi.Violation) int {
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Got, b.Got))
		})
		return wrong
	})
}

// wrongHeader reports a header that is not what is wanted, which is not empty.
func wrongHeader(a *Answer, name, want string) []openapi.Violation {
	got := strings.Join(a.Response.Header.Values(name), ", ")
	if got == want {
		return nil
	}
	return []openapi.Violation{{Kind: "header", At: "header " + name, Want: openapi.Printable(want), Got: openapi.Printable(cmp.Or(got, "nothing"))}}
}
