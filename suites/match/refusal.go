package match

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
)

// BeRefused demands a status from 400 to 499 of every answer, and that it
// shows no action.
func BeRefused() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		return append(notRefused(a), actionIn(a)...)
	})
}

// HaveNoRoute demands that each answer is 404 or 405, or of what stands in front of the
// API, which sends no request id, any status from 400 to 499: a firewall may let some
// methods alone pass.
func HaveNoRoute() Check {
	own, anyone := HaveStatus(http.StatusNotFound, http.StatusMethodNotAllowed), BeRefused()
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		one := *s
		one.Answers = []*Answer{a}
		if len(a.Response.Header.Values(computeRequestID)) == 0 {
			return anyone(&one)
		}
		return own(&one)
	})
}

// BeRefusedWithoutTrace demands of answers between two lists that each is refused,
// and that the second list has the actions of the first and no others.
func BeRefusedWithoutTrace() Check {
	nothing, refused := HaveRecordedNothing(), BeRefused()
	return func(s *Scene) []openapi.Violation {
		between := *s
		between.Answers = s.Answers[1 : len(s.Answers)-1]
		return append(refused(&between), nothing(s)...)
	}
}

// BeRefusedOrHaveEqualBodies demands of two answers that the second is refused, or
// else holds what the first does or redirects to it: whatever leads to the second, it
// leads nowhere else.
func BeRefusedOrHaveEqualBodies() Check {
	refused, same, lists := BeRefused(), HaveEqualBodies(), HaveEqualLists()
	return func(s *Scene) []openapi.Violation {
		second := *s
		second.Answers = s.Answers[1:]
		switch {
		case s.Answers[1].Response.Status == http.StatusOK && Listed()(s.Answers[0]):
			return lists(s)
		case s.Answers[1].Response.Status == http.StatusOK:
			return same(s)
		case redirects(s.Answers[1], s.Answers[0]):
			return nil
		}
		return refused(&second)
	}
}

// redirects reports that an answer leads to the address at which another was given.
func redirects(a, to *Answer) bool {
	asked, err1 := url.Parse(a.Exchange.Request.URL)
	lead, err2 := url.Parse(a.Response.Header.Get("Location"))
	want, err3 := url.Parse(to.Exchange.Request.URL)
	if status := a.Response.Status; status < 300 || status > 399 || errors.Join(err1, err2, err3) != nil {
		return false
	}
	return belowVersion(asked.ResolveReference(lead).Path) == belowVersion(want.Path)
}

// BeRefusedOrShowServerAsked demands that each answer is refused, or else shows the server
// in the path of the question, and no action.
func BeRefusedOrShowServerAsked() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		if server := a.ShownObject("server"); server != nil && server["id"] == any(a.ServerAsked()) {
			return actionIn(a)
		}
		return append(notRefused(a), actionIn(a)...)
	})
}

// BeRefusedBeforeLookup demands that no answer is the fault itemNotFound and names
// one of the ids: that would show that something was looked for.
func BeRefusedBeforeLookup(ids ...string) Check {
	const at = "/itemNotFound/message"
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		doc, _ := a.Document()
		var wrong []openapi.Violation
		for _, p := range find(doc, at) {
			message, _ := p.value.(string)
			for _, id := range ids {
				id, err := s.Bindings.Fill(id)
				if err == nil && strings.Contains(message, id) {
					wrong = append(wrong, openapi.Violation{
						Kind: "value", At: at, Want: "a text that does not name " + id, Got: openapi.Excerpt(message),
					})
				}
			}
		}
		return wrong
	})
}

// HaveRouterFault demands the form of the layers in front of the API: a code
// that is a text and begins with the status, a message and a title.
func HaveRouterFault(status int) Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		all := wrongStatus(a, status)
		d := a.decode()
		if d.Syntax != nil {
			return append(all, *d.Syntax)
		}
		fault, _ := d.Value.(map[string]any)
		for _, key := range []string{"code", "message", "title"} {
			want := ""
			if key == "code" {
				want = strconv.Itoa(status) + " "
			}
			if text, ok := fault[key].(string); !ok || !strings.HasPrefix(text, want) {
				all = append(all, openapi.Violation{
					Kind: "value", At: "/" + key, Want: fmt.Sprintf("a text that begins with %q", want), Got: showAt(fault, key),
				})
			}
		}
		return all
	})
}

func showAt(object map[string]any, key string) string {
	value, ok := object[key]
	if !ok {
		return "nothing"
	}
	return openapi.Excerpt(value)
}

// notRefused reports an answer that is no refusal. Who does not know a method may say
// 501 (RFC 9110 section 15.6.2), as gateways do, which send no request id.
func notRefused(a *Answer) []openapi.Violation {
	method := a.Exchange.Request.Method
	unknown := a.Response.Status == http.StatusNotImplemented && method != "" && method != http.MethodGet && len(a.Response.Header.Values(computeRequestID)) == 0
	if status := a.Response.Status; (status < 400 || status > 499) && !unknown {
		return []openapi.Violation{{Kind: "status", At: "status", Want: "400 to 499", Got: strconv.Itoa(status)}}
	}
	return nil
}

// actionIn reports an action in an answer that must not show one.
func actionIn(a *Answer) []openapi.Violation {
	doc, _ := a.Document()
	for _, at := range []string{"/instanceAction", "/instanceActions"} {
		for _, p := range find(doc, at) {
			return []openapi.Violation{{Kind: "presence", At: at, Want: "nothing", Got: openapi.Excerpt(p.value)}}
		}
	}
	return nil
}
