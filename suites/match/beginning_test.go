package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Of an answer that is larger than is kept, what stands whole in its beginning was told.
func TestBeginning(t *testing.T) {
	tooLarge := &exchange.Failure{Kind: exchange.TooLarge}
	for name, test := range map[string]struct {
		body    string
		failure *exchange.Failure
		want    []string
	}{
		"whole":                  {`{"servers": [{"id": "a"}, {"id": "b"}]}`, nil, []string{"a", "b"}},
		"cut, and no word of it": {`{"servers": [{"id": "a"}, {"id`, nil, nil},
		"cut in an object":       {`{"servers": [{"id": "a"}, {"id": "b"}, {"id": "c`, tooLarge, []string{"a", "b"}},
		"cut between two":        {`{"servers": [{"id": "a"},`, tooLarge, []string{"a"}},
		"behind something":       {`{"links": [1, {"a": []}], "servers": [{"id": "a"}, 5`, tooLarge, []string{"a"}},
		"another list":           {`{"links": [{"id": "a"}, {"id`, tooLarge, nil},
		"no list":                {`{"servers": {"id": "a"}`, tooLarge, nil},
		"no object":              {`[{"id": "a"}`, tooLarge, nil},
		"a page":                 {`<html>`, tooLarge, nil},
		"nothing":                {``, tooLarge, nil},
	} {
		t.Run(name, func(t *testing.T) {
			x := &exchange.Exchange{Response: &exchange.Response{Status: 200, Body: []byte(test.body)}, Failure: test.failure}
			a := &match.Answer{Exchange: x, Response: x.Response}
			var got []string
			for _, object := range a.Beginning("servers") {
				got = append(got, match.TextIn(object, "id"))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("the beginning differs (-want +got):\n%s", diff)
			}
		})
	}
}
