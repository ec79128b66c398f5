package match

import (
	"net/http"

	"github.com/osact/osact/openapi"
)

// OrBelowLegacy demands what the check does, and of an answer below /v2 either that or
// what the other does: what later releases settled was free there.
func (c Check) OrBelowLegacy(other Check) Check {
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		one := *s
		one.Answers = []*Answer{a}
		wrong := c(&one)
		if len(wrong) == 0 || !a.Place.Edition.IsLegacy() || len(other(&one)) > 0 {
			return wrong
		}
		return nil
	})
}

// RefuseItsMethod demands that each answer refuses the method of its question, which
// is not GET, by the status 404 or 405.
func RefuseItsMethod() Check {
	refused := HaveStatus(http.StatusNotFound, http.StatusMethodNotAllowed)
	return each(func(s *Scene, a *Answer) []openapi.Violation {
		if a.Exchange.Request.Method == http.MethodGet {
			return []openapi.Violation{{Kind: "status", At: "status", Want: "a refusal of another method than GET", Got: http.MethodGet}}
		}
		one := *s
		one.Answers = []*Answer{a}
		return refused(&one)
	})
}

// inAnyOrder are further replies to a question below /v2: where several things are
// wrong with it no document says which decides, but that nothing is said of servers to
// whom the cloud does not know.
func inAnyOrder(q openapi.Question) []openapi.Reply {
	var replies []openapi.Reply
	if q.Method != http.MethodGet {
		replies = append(replies, openapi.Reply{Status: http.StatusNotFound}, openapi.Reply{Status: http.StatusMethodNotAllowed})
	}
	known := q.Actor != "anonymous" && q.Actor != "intruder" && q.Token != "empty" && q.Token != "bearer"
	if known && (q.Server == "unknown" || q.Server == "malformed") {
		replies = append(replies, openapi.Reply{Status: http.StatusNotFound, Fault: "itemNotFound"})
	}
	if known && q.Server == "malformed" {
		replies = append(replies, openapi.Reply{Status: http.StatusBadRequest, Fault: "badRequest"})
	}
	return replies
}
