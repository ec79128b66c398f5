package match

import (
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

// HaveOneStatus demands the status of the first answer of all the others.
func HaveOneStatus() Check {
	return func(s *Scene) []openapi.Violation {
		var wrong []openapi.Violation
		for _, a := range s.Answers {
			wrong = append(wrong, wrongStatus(a, s.Answers[0].Response.Status)...)
		}
		return wrong
	}
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
