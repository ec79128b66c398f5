package openapi_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"go.yaml.in/yaml/v3"
)

// TestEveryPatternRefuses: each format and pattern by which answers are judged is seen to refuse something. A typo in a
// pattern, or a format that nobody checks, would accept everything without a word.
func TestEveryPatternRefuses(t *testing.T) {
	contract := load(t)
	body := func(change func(document)) string {
		b := shown(at(2, 84), openapi.Operator)
		change(b)
		return text(t, b)
	}
	const list = "/v2.1/servers/{server_id}/os-instance-actions"
	seen := map[string]bool{}
	for _, test := range []struct {
		path   string
		status int
		body   string
		header map[string]string
	}{
		{showPath, 200, body(func(b document) { action(b)["instance_uuid"] = "aef82e69-0b3e-4056-b1b6-c37d5a27818" }), nil},
		{showPath, 200, body(func(b document) { action(b)["start_time"] = "2015-02-29T00:00:00.000000" }), nil},
		{showPath, 200, body(func(b document) { action(b)["updated_at"] = "2015-10-15T24:00:00.000000" }), nil},
		{showPath, 200, body(func(b document) { event(b, 0)["event"] = "_private" }), nil},
		{showPath, 200, body(func(b document) { event(b, 0)["hostId"] = strings.Repeat("0", 57) }), nil},
		{showPath, 200, body(func(document) {}), map[string]string{"X-Compute-Request-Id": "req-1"}},
		{showPath, 200, body(func(document) {}), map[string]string{"OpenStack-API-Version": "compute 2.84 "}},
		{showPath, 200, body(func(document) {}), map[string]string{"X-OpenStack-Nova-API-Version": "2.84.0"}},
		{showPath, 200, body(func(document) {}), map[string]string{"Vary": "none"}},
		{showPath, 200, body(func(document) {}), map[string]string{"Date": "2026-03-14T09:26:53Z"}},
		{showPath, 404, `{"code": "40 Not", "message": "m", "title": "t"}`, nil},
		{showPath, 413, `{"code": "414 Not", "message": "m", "title": "t"}`, nil},
		{showPath, 503, `{"code": "500 Not", "message": "m", "title": "t"}`, nil},
		{list, 200, `{"instanceActions": [], "links": [{"rel": "next", "href": "//"}]}`, nil},
		{"/v2.1/", 200, `{"version": {"id": "v2.1", "status": "CURRENT", "links": [], "version": "2", "min_version": "2.1 "}}`, nil},
		{"/v2.1/", 200, `{"version": {"id": "v2.1", "status": "CURRENT", "links": [{"rel": "self", "href": "//"}]}}`, nil},
	} {
		answer := answers(test.status, test.body)
		for name, value := range test.header {
			answer.Header.Set(name, value)
		}
		place := openapi.Place{Path: test.path, Method: "GET", Edition: at(2, 84), Audience: openapi.Operator}
		for _, v := range contract.Check(place, answer) {
			seen[v.Rule] = true
		}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(openapi.Embedded().Document, &root); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, section := range []string{"schemas", "headers", "responses"} {
		want = append(want, patterns(member(member(root.Content[0], "components"), section), "#/components/"+section)...)
	}
	if len(want) < 15 {
		t.Fatalf("only %v were found in the document", want)
	}
	var unseen []string
	for _, rule := range want {
		if !seen[rule] {
			unseen = append(unseen, rule)
		}
	}
	equal(t, "the formats and patterns that refused nothing", nil, unseen)
}

// patterns lists the formats and patterns below n.
func patterns(n *yaml.Node, pointer string) []string {
	var list []string
	for i, child := range n.Content {
		var name string
		switch {
		case n.Kind == yaml.SequenceNode:
			name = strconv.Itoa(i)
		case i%2 == 0:
			continue
		default:
			name = strings.NewReplacer("~", "~0", "/", "~1").Replace(n.Content[i-1].Value)
		}
		if n.Kind == yaml.MappingNode && slices.Contains([]string{"pattern", "format"}, name) && child.Kind == yaml.ScalarNode {
			list = append(list, pointer+"/"+name)
		}
		list = append(list, patterns(child, pointer+"/"+name)...)
	}
	return list
}

func member(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return &yaml.Node{}
}
