package match

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
)

// HaveStatus demands one of the given statuses of every answer.
func HaveStatus(statuses ...int) Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		return wrongStatus(a, statuses...)
	})
}

// HaveEqualStatuses demands the status of the first answer of all the others.
func HaveEqualStatuses() Check {
	return func(s *Scene) []openapi.Violation {
		var wrong []openapi.Violation
		for _, a := range s.Answers[1:] {
			wrong = append(wrong, anotherStatus(s.Answers[0], a)...)
		}
		return wrong
	}
}

// anotherStatus refuses an answer whose status is not that of the first. It
// does not say that the first is right: there it may be the one that is wrong.
func anotherStatus(first, a *Answer) []openapi.Violation {
	wrong := wrongStatus(a, first.Response.Status)
	for i := range wrong {
		wrong[i].Want = fmt.Sprintf("the same status as to %s: %s", first.Exchange.Probe, wrong[i].Want)
	}
	return wrong
}

func wrongStatus(a *Answer, statuses ...int) []openapi.Violation {
	if slices.Contains(statuses, a.Response.Status) {
		return nil
	}
	names := make([]string, len(statuses))
	for i, s := range statuses {
		names[i] = strconv.Itoa(s)
	}
	return []openapi.Violation{{
		Kind: "status", At: "status",
		Want: strings.Join(names, " or "), Got: strconv.Itoa(a.Response.Status),
	}}
}
