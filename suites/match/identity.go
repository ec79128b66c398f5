package match

import (
	"regexp"
	"strings"

	"github.com/osact/osact/openapi"
)

// idForm is a UUID, as the ids of servers are.
var idForm = regexp.MustCompile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

// NameNoOtherID demands that the message of a refusal names no id but those in the
// path of the question, that of the request and that of the project of who asks: a
// refusal of another project names both.
func NameNoOtherID() Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		var wrong []openapi.Violation
		said := a.Exchange.Request.URL + " " + strings.Join(a.Response.Header.Values(computeRequestID), " ") +
			" " + s.Bindings[string(a.Exchange.Probe.As)+".project"]
		if a.Response.Status < 400 {
			return nil
		}
		message := TextIn(a.Object(a.fault()), "message")
		for _, id := range idForm.FindAllString(message, -1) {
			if !strings.Contains(said, id) {
				wrong = append(wrong, openapi.Violation{
					Kind: "value", At: "/" + a.fault() + "/message", Want: "no id but those that were asked for", Got: openapi.Excerpt(message),
				})
				break
			}
		}
		return wrong
	})
}

// HaveETagsOfBodies demands that no two answers of the run to one address have one
// strong ETag and different bodies (RFC 9110 section 8.8.1).
func HaveETagsOfBodies() Check {
	type tagged struct{ address, tag string }
	return func(s *Scene) []openapi.Violation {
		first := map[tagged]*Answer{}
		for _, a := range s.Heard {
			tag := a.Response.Header.Get("Etag")
			if tag == "" || strings.HasPrefix(tag, "W/") {
				continue
			}
			key := tagged{a.Exchange.Request.Method + " " + a.Exchange.Request.URL, tag}
			other, ok := first[key]
			if !ok {
				first[key] = a
				continue
			}
			if string(other.Response.Body) != string(a.Response.Body) {
				return []openapi.Violation{{
					Kind: "header", At: "header ETag",
					Want: "another tag than that of another body, as to " + other.Exchange.Probe.String(),
					Got:  openapi.Printable(tag) + ", to " + a.Exchange.Probe.String(),
				}}
			}
		}
		return nil
	}
}

// EndWithCreation demands that a list which nothing cuts ends with the creation of
// its server.
func EndWithCreation() Check {
	return shown(func(_ *Scene, a *Answer, _ any) []openapi.Violation {
		actions := a.List("instanceActions")
		cuts, ok := cutsOf(a)
		if !ok || len(cuts) > 0 || len(actions) == 0 || len(a.List("links")) > 0 {
			return nil
		}
		last := actions[len(actions)-1]["action"]
		if last == any("create") {
			return nil
		}
		return []openapi.Violation{{Kind: "value", At: "/instanceActions/*/action", Want: "create, as the oldest action of a server", Got: openapi.Excerpt(last)}}
	})
}

// HaveTextWith demands that a text at the places holds a part, where there is a text
// at one of them.
func HaveTextWith(pattern, part string) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, p := range find(doc, pattern) {
			text, ok := p.value.(string)
			if strings.Contains(text, part) {
				return nil
			}
			if ok {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: "a text with " + part, Got: openapi.Excerpt(text)})
			}
		}
		return wrong
	})
}
