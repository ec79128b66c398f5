package match

import (
	"net/url"

	"github.com/osact/osact/openapi"
)

// HaveServerAsked demands that every text at a JSON pointer of a 200 is the id of
// the server in the path of the question. "*" stands for every element of a list.
func HaveServerAsked(pattern string) Check {
	return haveAsked(pattern, func(a *Answer) string { return a.ServerAsked() })
}

// HaveActionAsked demands that the text at a JSON pointer of a 200 is the request
// id in the path of the question.
func HaveActionAsked(pattern string) Check {
	return haveAsked(pattern, func(a *Answer) string { return a.ActionAsked()[1] })
}

func haveAsked(pattern string, asked func(*Answer) string) Check {
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		want := asked(a)
		if id, err := url.PathUnescape(want); err == nil {
			want = id
		}
		var wrong []openapi.Violation
		for _, p := range find(doc, pattern) {
			if p.value != any(want) {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: openapi.Excerpt(want), Got: openapi.Excerpt(p.value)})
			}
		}
		return wrong
	})
}
