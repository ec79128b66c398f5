package openapi_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
)

// TestEditionsAndAudiences judges the right body of every boundary and audience at every other: it is accepted where the
// right body is the same, and nowhere else.
func TestEditionsAndAudiences(t *testing.T) {
	contract := load(t)
	strict := []openapi.Audience{openapi.Operator, openapi.Tenant}
	for _, of := range contract.Boundaries() {
		for _, seen := range strict {
			body := text(t, shown(of, seen))
			for _, at := range contract.Boundaries() {
				for _, audience := range strict {
					same := body == text(t, shown(at, audience))
					if got := contract.Check(show(at, audience), answers(200, body)); (len(got) == 0) != same {
						t.Errorf("the body of %s for %s, at %s for %s: %v", of, seen, at, audience, got)
					}
				}
				either := between(shown(at, openapi.Tenant), shown(of, seen), shown(at, openapi.Operator))
				if got := contract.Check(show(at, openapi.Either), answers(200, body)); (len(got) == 0) != either {
					t.Errorf("the body of %s for %s, at %s for either: %v", of, seen, at, got)
				}
			}
		}
	}
}

// between tells whether a body has every key that both of the others have, and none that neither has.
func between(least, body, most document) bool {
	a, b, c := keysOf(least), keysOf(body), keysOf(most)
	for key := range a {
		if c[key] && !b[key] {
			return false
		}
	}
	for key := range b {
		if !a[key] && !c[key] {
			return false
		}
	}
	return true
}

// keysOf are the keys of a body's action and events.
func keysOf(body document) map[string]bool {
	found := map[string]bool{}
	for key, value := range action(body) {
		found[key] = true
		if key != "events" {
			continue
		}
		for _, e := range value.([]any) {
			for key := range e.(document) {
				found["events/"+key] = true
			}
		}
	}
	return found
}

// TestEitherAllowsWhatOneMaySee: an operator may let tenants see more than the default, and a cloud may show an event of
// which nobody knows who may see it.
func TestEitherAllowsWhatOneMaySee(t *testing.T) {
	contract := load(t)
	body := shown(at(2, 84), openapi.Tenant)
	event(body, 0)["traceback"] = nil
	equal(t, "a traceback without host and details", nil,
		brief(contract.Check(show(at(2, 84), openapi.Either), answers(200, text(t, body)))))
}

func action(body document) document       { return body["instanceAction"].(document) }
func event(body document, i int) document { return action(body)["events"].([]any)[i].(document) }
func without(object document, key string) { delete(object, key) }
func schemaRule(component, rest string) string {
	return "#/components/schemas/" + component + "/" + rest
}

// TestMutations breaks one thing of an operator's body at 2.84.
func TestMutations(t *testing.T) {
	contract := load(t)
	const (
		shape  = "show.body.matches-contract"
		extra  = "show.body.has-no-other-keys"
		times  = "show.times.format"
		values = "show.events.vocabulary"
	)
	envelope := "#/components/responses/Show/content/application~1json/schema"
	for _, test := range []struct {
		name   string
		change func(body document)
		want   openapi.Violation
	}{
		{
			"no envelope", func(b document) { without(b, "instanceAction") },
			openapi.Violation{Kind: "required", At: "/instanceAction", Rule: envelope + "/required", Requirement: shape, Want: "this key", Got: "nothing"},
		},
		{
			"a key beside the action", func(b document) { b["a/b~c"] = 1 },
			openapi.Violation{Kind: "additionalProperties", At: "/a~1b~0c", Rule: envelope + "/additionalProperties", Requirement: extra, Want: "no such key", Got: "1"},
		},
		{
			"an action that is none", func(b document) { b["instanceAction"] = []any{} },
			openapi.Violation{Kind: "type", At: "/instanceAction", Rule: schemaRule("InstanceAction", "type"), Requirement: shape, Want: `type "object"`, Got: "[]"},
		},
		{
			"a key missing", func(b document) { without(action(b), "user_id") },
			openapi.Violation{Kind: "required", At: "/instanceAction/user_id", Rule: schemaRule("InstanceAction", "required"), Requirement: shape, Want: "this key", Got: "nothing"},
		},
		{
			"a key too many", func(b document) { action(b)["finish_time"] = nil },
			openapi.Violation{Kind: "additionalProperties", At: "/instanceAction/finish_time", Rule: schemaRule("InstanceAction", "additionalProperties"), Requirement: extra, Want: "no such key", Got: "null"},
		},
		{
			"a long user id", func(b document) { action(b)["user_id"] = strings.Repeat("日", 256) },
			openapi.Violation{Kind: "maxLength", At: "/instanceAction/user_id", Rule: schemaRule("Initiator", "maxLength"), Requirement: shape, Want: "maxLength 255", Got: `"` + strings.Repeat("日", 65) + `…"`},
		},
		{
			"a project id of another type", func(b document) { action(b)["project_id"] = 147 },
			openapi.Violation{Kind: "type", At: "/instanceAction/project_id", Rule: schemaRule("Initiator", "type"), Requirement: shape, Want: `type ["string","null"]`, Got: "147"},
		},
		{
			"a server id that is none", func(b document) { action(b)["instance_uuid"] = "aef82e69" },
			openapi.Violation{Kind: "pattern", At: "/instanceAction/instance_uuid", Rule: schemaRule("ServerId", "pattern"), Requirement: shape, Want: `pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"`, Got: `"aef82e69"`},
		},
		{
			"a start without a zone's absence", func(b document) { action(b)["start_time"] = "2026-10-15T00:40:25Z" },
			openapi.Violation{Kind: "format", At: "/instanceAction/start_time", Rule: schemaRule("Time", "format"), Requirement: times, Want: "a time of the calendar as YYYY-MM-DDThh:mm:ss.ffffff, UTC, without a zone", Got: `"2026-10-15T00:40:25Z"`},
		},
		{
			"an update that is a number", func(b document) { action(b)["updated_at"] = 1e400 * 0 },
			openapi.Violation{Kind: "type", At: "/instanceAction/updated_at", Rule: schemaRule("TimeOrNull", "type"), Requirement: times, Want: `type ["string","null"]`, Got: "0"},
		},
		{
			"events that are none", func(b document) { action(b)["events"] = nil },
			openapi.Violation{Kind: "type", At: "/instanceAction/events", Rule: schemaRule("InstanceAction", "properties/events/type"), Requirement: shape, Want: `type "array"`, Got: "null"},
		},
		{
			"an event that is none", func(b document) { action(b)["events"].([]any)[1] = "stop" },
			openapi.Violation{Kind: "type", At: "/instanceAction/events/1", Rule: schemaRule("Event", "type"), Requirement: shape, Want: `type "object"`, Got: `"stop"`},
		},
		{
			"an event without a key", func(b document) { without(event(b, 1), "details") },
			openapi.Violation{Kind: "required", At: "/instanceAction/events/1/details", Rule: schemaRule("Event", "required"), Requirement: shape, Want: "this key", Got: "nothing"},
		},
		{
			"an event with a key too many", func(b document) { event(b, 0)["id"] = "7" },
			openapi.Violation{Kind: "additionalProperties", At: "/instanceAction/events/0/id", Rule: schemaRule("Event", "additionalProperties"), Requirement: extra, Want: "no such key", Got: `"7"`},
		},
		{
			"an event with a wrong name", func(b document) { event(b, 0)["event"] = "stop\x1b[31m" },
			openapi.Violation{Kind: "pattern", At: "/instanceAction/events/0/event", Rule: schemaRule("Event", "properties/event/pattern"), Requirement: values, Want: `pattern "^[A-Za-z][A-Za-z0-9_]*$"`, Got: `"stop\x1b[31m"`},
		},
		{
			"an event with a wrong result", func(b document) { event(b, 0)["result"] = "Failure" },
			openapi.Violation{Kind: "enum", At: "/instanceAction/events/0/result", Rule: schemaRule("Event", "properties/result/enum"), Requirement: values, Want: `enum ["Success","Error",null]`, Got: `"Failure"`},
		},
		{
			"an event that never finished", func(b document) { event(b, 0)["finish_time"] = "" },
			openapi.Violation{Kind: "format", At: "/instanceAction/events/0/finish_time", Rule: schemaRule("TimeOrNull", "format"), Requirement: times, Want: "a time of the calendar as YYYY-MM-DDThh:mm:ss.ffffff, UTC, without a zone", Got: `""`},
		},
		{
			"a host id that is none", func(b document) { event(b, 1)["hostId"] = nil },
			openapi.Violation{Kind: "type", At: "/instanceAction/events/1/hostId", Rule: schemaRule("Event", "properties/hostId/type"), Requirement: shape, Want: `type "string"`, Got: "null"},
		},
	} {
		body := shown(at(2, 84), openapi.Operator)
		test.change(body)
		got := contract.Check(show(at(2, 84), openapi.Operator), answers(200, text(t, body)))
		equal(t, test.name, []openapi.Violation{test.want}, got)
	}
}

// TestEveryViolationIsReported, and in the same order each time.
func TestEveryViolationIsReported(t *testing.T) {
	contract := load(t)
	answer := answers(200, `{"instanceAction":{"action":1,"events":[{"event":"","result":7,"b":1,"a":1}],"start_time":"2026"},"z":0}`)
	answer.Header.Del("Vary")
	answer.Header.Set("Content-Type", "text/html")
	want := []string{
		"/instanceAction/action type",
		"/instanceAction/events/0/a additionalProperties",
		"/instanceAction/events/0/b additionalProperties",
		"/instanceAction/events/0/event pattern",
		"/instanceAction/events/0/finish_time required",
		"/instanceAction/events/0/result type",
		"/instanceAction/events/0/start_time required",
		"/instanceAction/instance_uuid required",
		"/instanceAction/message required",
		"/instanceAction/project_id required",
		"/instanceAction/request_id required",
		"/instanceAction/start_time format",
		"/instanceAction/user_id required",
		"/z additionalProperties",
		"header Content-Type media-type",
		"header Vary header",
	}
	for range 20 {
		equal(t, "the violations", want, brief(contract.Check(show(at(2, 1), openapi.Either), answer)))
	}
}

// TestCaps: neither the number of violations nor their texts grow with the answer.
func TestCaps(t *testing.T) {
	contract := load(t)
	body := shown(at(2, 84), openapi.Operator)
	long := strings.Repeat("\u202eé\x00", 5000)
	body[long] = document{long: []any{long, long}}
	action(body)["message"] = slices.Repeat([]any{document{long: long}}, 20)
	action(body)["events"] = slices.Repeat([]any{"x"}, 10000)
	got := contract.Check(show(at(2, 84), openapi.Operator), answers(200, text(t, body)))
	if len(got) != 100 {
		t.Errorf("%d violations; want 100", len(got))
	}
	for _, v := range got {
		for _, s := range []string{v.At, v.Want, v.Got} {
			if len(s) > 200 || !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\u202e") {
				t.Fatalf("not short and printable: %q", s)
			}
		}
	}
}

// TestCappedViolationsAreTheSame: which of many violations are reported does not depend on the order in which they are
// found, and a large value is named by its size.
func TestCappedViolationsAreTheSame(t *testing.T) {
	contract := load(t)
	body := shown(at(2, 1), openapi.Tenant)
	large := document{}
	for i := range 300 {
		large[fmt.Sprint(i)] = nil
		action(body)[fmt.Sprint("x", i)] = nil
	}
	action(body)["user_id"] = large
	answer := answers(200, text(t, body))
	want := contract.Check(show(at(2, 1), openapi.Tenant), answer)
	for range 5 {
		equal(t, "the violations", want, contract.Check(show(at(2, 1), openapi.Tenant), answer))
	}
	body = document{"instanceAction": document{"user_id": large}}
	got := contract.Check(show(at(2, 1), openapi.Tenant), answers(200, text(t, body)))
	if last := got[len(got)-1]; last.At != "/instanceAction/user_id" || last.Got != "{300 names}" {
		t.Errorf("%+v", last)
	}
}

// TestSharedBody: a body that was decoded before is not decoded again.
func TestSharedBody(t *testing.T) {
	contract := load(t)
	place, answer := show(at(2, 62), openapi.Tenant), answers(200, `{"instanceAction": null}`)
	want := contract.Check(place, answer)
	answer.Decoded = openapi.DecodeBody(answer.Body)
	answer.Body = []byte("not looked at")
	equal(t, "the violations", want, contract.Check(place, answer))
	answer.Decoded = openapi.DecodeBody([]byte("{"))
	if got := contract.Check(place, answer); len(got) != 1 || got[0].Kind != "syntax" || got[0].Rule == "" {
		t.Errorf("%v; want a violation of the syntax", got)
	}
}

func TestPlaces(t *testing.T) {
	contract := load(t)
	get := func(path string, e openapi.Edition) openapi.Place {
		return openapi.Place{Path: path, Method: "GET", Edition: e}
	}
	for _, test := range []struct {
		place openapi.Place
		want  bool
	}{
		{get(showPath, at(2, 1)), true},
		{get(showPath, at(2, 104)), true},
		{get(showProjectPath, at(2, 62)), true},
		{get(showLegacyPath, openapi.Legacy()), true},
		{get("/", openapi.Legacy()), true},
		{get("/", at(2, 1)), true},
		{get("/v2.1/", at(2, 1)), true},
		{get("/v2/", openapi.Legacy()), true},
		{get("/v2/{tenant_id}/servers/{server_id}/os-instance-actions", openapi.Legacy()), true},
		{get("/v2.1/{project_id}/servers/{server_id}/os-instance-actions", at(2, 1)), true},
		{get("/v2.1/servers/{server_id}/os-instance-actions", at(2, 1)), true},
		{get(showPath, openapi.Legacy()), false},
		{get(showLegacyPath, at(2, 1)), false},
		{get("/v2.1/", openapi.Legacy()), false},
		{get("/v2/", at(2, 1)), false},
		{get(showPath, at(2, 105)), false},
		{get(showPath, at(2, 0)), false},
		{get(showPath, openapi.Edition{}), false},
		{get("/v2.1/servers", at(2, 1)), false},
		{get("", at(2, 1)), false},
		{openapi.Place{Path: showPath, Method: "POST", Edition: at(2, 1)}, false},
		{openapi.Place{Path: showPath, Method: "GET", Edition: at(2, 1), Audience: "admin"}, false},
	} {
		if got := contract.Describes(test.place); got != test.want {
			t.Errorf("%+v is described: %v", test.place, got)
		}
		got := brief(contract.Check(test.place, openapi.Answer{Status: 999}))
		want := "status status"
		if !test.want {
			want = "place place"
		}
		equal(t, fmt.Sprint(test.place), []string{want}, got)
	}
}

// TestConcurrentChecks compiles every projection from several goroutines at once.
func TestConcurrentChecks(t *testing.T) {
	contract := load(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, e := range contract.Boundaries() {
				for _, a := range audiences {
					seen := a
					if seen == openapi.Either {
						seen = openapi.Tenant
					}
					if got := contract.Check(show(e, a), answers(200, text(t, shown(e, seen)))); len(got) > 0 {
						t.Errorf("at %s for %s: %v", e, a, got)
					}
				}
			}
		})
	}
	group.Wait()
}

func TestTemplate(t *testing.T) {
	contract := load(t)
	for path, want := range map[string]string{
		"/":                                     "/",
		"/v2.1/":                                "/v2.1/",
		"/v2/":                                  "/v2/",
		"/v2.1/servers/s/os-instance-actions":   "/v2.1/servers/{server_id}/os-instance-actions",
		"/v2.1/servers/s/os-instance-actions/r": showPath,
		"/v2.1/p/servers/s/os-instance-actions/r":  showProjectPath,
		"/v2/p/servers/s/os-instance-actions/r":    showLegacyPath,
		"/v2.1/servers/s/os-instance-actions/r%2F": showPath,
		"/v2.1/servers/s/os-instance-actions/":     "",
		"/v2.1/servers//os-instance-actions/r":     "",
		"/v2.1/servers/s/os-instance-actions/r/":   "",
		"/v2.1/servers/s/os-instance-actions/r/a":  "",
		"/v2.1/servers/s/os-interface/r":           "",
		"/v2.1":                                    "",
		"":                                         "",
		"v2.1/servers/s/os-instance-actions/r":     "",
	} {
		if got := contract.Template(path); got != want {
			t.Errorf("the template of %q is %q; want %q", path, got, want)
		}
	}
}

// TestViolationString: the line names the place, also where a message would have to guess it.
func TestViolationString(t *testing.T) {
	contract := load(t)
	answer := openapi.Answer{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte("[]")}
	for _, v := range contract.Check(openapi.Place{Path: "/", Method: "GET", Edition: at(2, 1)}, answer) {
		equal(t, "the line", `the body: type: want type "object", got [] (#/components/responses/Versions/content/application~1json/schema/type)`, v.String())
	}
}
