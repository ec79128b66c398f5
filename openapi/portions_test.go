package openapi_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// TestLongArrays: an array is judged to its end, be it the only one, beside another or within another, and what is
// wrong is found where it is.
func TestLongArrays(t *testing.T) {
	contract := load(t)
	for _, i := range []int{0, 63, 64, 65, 127, 128, 199} {
		body := shown(at(2, 84), openapi.Operator)
		events := make([]any, 200)
		for k := range events {
			events[k] = maps.Clone(event(body, 0))
		}
		action(body)["events"] = events
		place := show(at(2, 84), openapi.Operator)
		equal(t, "200 events", nil, brief(contract.Check(place, answers(200, text(t, body)))))
		event(body, i)["result"] = false
		want := []string{fmt.Sprintf("/instanceAction/events/%d/result type", i)}
		equal(t, "one wrong event", want, brief(contract.Check(place, answers(200, text(t, body)))))
		action(body)["message"] = 7
		want = append(want, "/instanceAction/message type")
		equal(t, "and a wrong message", want, brief(contract.Check(place, answers(200, text(t, body)))))
	}
	root := openapi.Place{Path: "/", Method: "GET", Edition: openapi.Legacy()}
	for _, outer := range []int{2, 100, 129} {
		for _, inner := range []int{3, 64, 130} {
			versions := strings.Repeat(version("self")+",", outer) +
				version(slices.Concat(slices.Repeat([]string{"self"}, inner), []string{""}, slices.Repeat([]string{"self"}, 70))...) +
				strings.Repeat(","+version("self"), 70)
			got := contract.Check(root, answers(200, `{"versions": [`+versions+`]}`))
			equal(t, "a list in a list", []string{fmt.Sprintf("/versions/%d/links/%d/rel type", outer, inner)}, brief(got))
		}
	}
}

// version is a version document with links of these relations; "" is one that is no text.
func version(relations ...string) string {
	links := make([]string, len(relations))
	for i, rel := range relations {
		links[i] = fmt.Sprintf(`{"rel": %q, "href": "http://127.0.0.1/v2.1/"}`, rel)
		if rel == "" {
			links[i] = `{"rel": 1, "href": "http://127.0.0.1/v2.1/"}`
		}
	}
	return `{"id": "v2.1", "status": "CURRENT", "version": "2.96", "min_version": "2.1",
		"updated": "2013-07-23T11:33:21Z", "links": [` + strings.Join(links, ", ") + `]}`
}
