package match

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// BeIndistinguishable demands that two answers about two servers cannot be told
// apart but by the server's id: not by status, body or headers. Headers that
// differ between any two answers, or belong to the connection, do not count.
// The ids may be symbols.
func BeIndistinguishable(first, second string) Check {
	return func(s *Scene) []openapi.Violation {
		a, b := s.Answers[0], s.Answers[1]
		wrong := anotherStatus(a, b)
		neutral := func(text string) string {
			for _, id := range []string{first, second} {
				if value, err := s.Bindings.Fill(id); err == nil {
					text = strings.ReplaceAll(text, value, "SERVER")
				}
			}
			return text
		}
		if x, y := neutral(inOneOrder(a)), neutral(inOneOrder(b)); x != y {
			wrong = append(wrong, openapi.Violation{Kind: "difference", At: "", Want: openapi.Printable(x), Got: openapi.Printable(y)})
		}
		for _, name := range keys(a.Response.Header, b.Response.Header) {
			if ofOneAnswer(name) || isNotKept(a, name) || isNotKept(b, name) {
				continue
			}
			x := strings.Join(a.Response.Header.Values(name), ", ")
			y := strings.Join(b.Response.Header.Values(name), ", ")
			if name == "Etag" && x != "" && y != "" {
				continue // the tag of a body, which has the server's id
			}
			if neutral(x) != neutral(y) {
				wrong = append(wrong, openapi.Violation{
					Kind: "difference", At: "header " + name,
					Want: openapi.Printable(cmp.Or(x, "nothing")), Got: openapi.Printable(cmp.Or(y, "nothing")),
				})
			}
		}
		return wrong
	}
}

// HaveHeadersInCommon demands of two refusals, each about a server, that no header is
// in every answer by which the same actor was refused the same of the one server, and in
// none of the other, nor the reverse. With less than five of each nothing is demanded.
func HaveHeadersInCommon() Check {
	return func(s *Scene) []openapi.Violation {
		var always, ever [2]map[string]bool
		for i, a := range s.Answers[:2] {
			n := 0
			always[i], ever[i] = map[string]bool{}, map[string]bool{}
			for _, other := range s.Heard {
				if !refusedAlike(a, other) {
					continue
				}
				for name := range other.Response.Header {
					ever[i][name] = true
					always[i][name] = always[i][name] || n == 0
				}
				for name := range always[i] {
					always[i][name] = always[i][name] && len(other.Response.Header[name]) > 0
				}
				n++
			}
			if n < fewest {
				return nil
			}
		}
		var wrong []openapi.Violation
		for i := range always {
			for _, name := range keys(always[i], nil) {
				if always[i][name] && !ever[1-i][name] && !ofOneAnswer(name) {
					wrong = append(wrong, openapi.Violation{
						Kind: "difference", At: "header " + name,
						Want: "a header of both or of neither", Got: fmt.Sprintf("in every answer to %s, and in none to %s", s.Answers[i].Exchange.Probe, s.Answers[1-i].Exchange.Probe),
					})
				}
			}
		}
		return wrong
	}
}

// isNotKept reports that a header is one of which only the hashes of words are known.
// It may differ between any two answers.
func isNotKept(a *Answer, name string) bool {
	return slices.ContainsFunc(a.Response.Header.Values(name), exchange.IsWords)
}

// inOneOrder is a body with its keys in one order, which is free; what is no JSON
// stays as it is.
func inOneOrder(a *Answer) string {
	doc, ok := a.Document()
	if !ok {
		return string(a.Response.Body)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return string(a.Response.Body)
	}
	return string(text)
}

// ofOneAnswer reports that a header is about one answer, or about the way that
// it took.
func ofOneAnswer(name string) bool {
	switch name {
	case computeRequestID, requestID, "Date", "Age", "Content-Length", "Transfer-Encoding", "Connection", "Server", "Via":
		return true
	}
	return false
}
