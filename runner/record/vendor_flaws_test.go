package record_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/suites/claim"
)

// A flaw is one thing that is wrong with a vendor's gateway, and the requirement that
// reports it.
type flaw struct {
	name, requirement string
	change            func(asked, *reply)
}

// TestVendorsFlaws: each single fault of a gateway that shows one action is reported,
// with all that there is given by hand.
func TestVendorsFlaws(t *testing.T) {
	for _, f := range slices.Concat(flawsOfBodies(), flawsOfEvents(), flawsOfRefusals(), flawsOfRights(), flawsOfHeaders(), flawsOnTheWire()) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			v := judgeVendor(t, &vendor{change: f.change})
			if got := outcomes(v); v.Exit != 1 || !slices.Contains(got[claim.Violated], f.requirement) {
				t.Errorf("%s (%s), violated are %v, inconclusive %v; want %s among those violated", v.Verdict, v.Reason, got[claim.Violated], got[claim.Inconclusive], f.requirement)
			}
		})
	}
}

// edited changes the action that is shown.
func edited(change func(action map[string]any)) func(asked, *reply) {
	return whenShown(func(_ asked, r *reply) {
		var doc map[string]map[string]any
		if json.Unmarshal(r.body, &doc) != nil {
			panic("the vendor shows no action")
		}
		change(doc["instanceAction"])
		r.body, _ = json.Marshal(doc)
	})
}

// replaced changes the text of the action that is shown.
func replaced(old, with string) func(asked, *reply) {
	return whenShown(func(_ asked, r *reply) {
		if !bytes.Contains(r.body, []byte(old)) {
			panic("the vendor shows no " + old)
		}
		r.body = bytes.ReplaceAll(r.body, []byte(old), []byte(with))
	})
}

func whenShown(change func(asked, *reply)) func(asked, *reply) {
	return whenStatus(http.StatusOK, change)
}

func whenStatus(status int, change func(asked, *reply)) func(asked, *reply) {
	return func(a asked, r *reply) {
		if r.status == status {
			change(a, r)
		}
	}
}

// eachEvent changes the events of the action that is shown.
func eachEvent(change func(event map[string]any)) func(asked, *reply) {
	return edited(func(action map[string]any) {
		for _, e := range action["events"].([]any) {
			change(e.(map[string]any))
		}
	})
}

func set(key string, value any) func(map[string]any) {
	return func(object map[string]any) { object[key] = value }
}

func without(key string) func(map[string]any) {
	return func(object map[string]any) { delete(object, key) }
}

// header sets a header of every answer.
func header(name, value string) func(asked, *reply) {
	return func(_ asked, r *reply) { r.header.Set(name, value) }
}

// instead answers with another reply.
func (r *reply) instead(other *reply) {
	id := r.header.Get("X-Compute-Request-Id")
	*r = *other
	r.header.Set("X-Compute-Request-Id", id)
}

func flawsOfBodies() []flaw {
	const matches, times, keys, one = "show.body.matches-contract", "show.times.format", "show.body.has-no-other-keys", "show.body.is-one-json-document"
	return []flaw{
		{"a number for a user", matches, edited(set("user_id", 789))},
		{"a number for a project", matches, edited(set("project_id", 147))},
		{"an empty project", matches, edited(set("project_id", ""))},
		{"a boolean message", matches, edited(set("message", false))},
		{"no message", matches, edited(without("message"))},
		{"no start", matches, edited(without("start_time"))},
		{"a null action", matches, edited(set("action", nil))},
		{"a null request id", matches, edited(set("request_id", nil))},
		{"a null start", times, edited(set("start_time", nil))},
		{"events that are an object", matches, edited(set("events", map[string]any{}))},
		{"null events", matches, edited(set("events", nil))},
		{"an action in a list", matches, whenShown(func(_ asked, r *reply) { r.body = slices.Concat([]byte("["), r.body, []byte("]")) })},
		{"another envelope", matches, replaced(`"instanceAction"`, `"instance_action"`)},
		{"a time with a space", times, replaced("T00:40:25", " 00:40:25")},
		{"a time with a zone", times, replaced("25.000000", "25.000000Z")},
		{"a time in milliseconds", times, replaced("25.000000", "25.000")},
		{"a time without a fraction", times, replaced("25.000000", "25")},
		{"a time of no calendar", times, replaced("2015-10-15", "2015-02-30")},
		{"a time as a number", times, edited(set("start_time", 1444869625))},
		{"a key beside the action", keys, replaced(`{"instanceAction"`, `{"request": 1, "instanceAction"`)},
		{"a key of a later edition", keys, edited(set("updated_at", "2015-10-15T00:40:32.000000"))},
		{"a key of the database", keys, edited(set("id", 17))},
		{"a message of success", "show.body.success-has-no-message", edited(set("message", "all good"))},
		{"null as a word", "show.body.null-is-no-word", edited(set("project_id", "None"))},
		{"another server's id", "show.body.echoes-server-id", edited(set("instance_uuid", "3f0a8d5c-6b1e-4c52-9a47-0d2f6e9b7c11"))},
		{"another request's id", "show.body.echoes-request-id", edited(set("request_id", "req-5e9c2b40-7a36-4d18-8f5b-c3d1a0e94f27"))},
		{"a byte order mark", one, whenShown(func(_ asked, r *reply) { r.body = append([]byte("\ufeff"), r.body...) })},
		{"a body twice", one, whenShown(func(_ asked, r *reply) { r.body = append(r.body, r.body...) })},
		{"a key twice", one, replaced(`"message":null`, `"message":null,"message":null`)},
		{"a body that is cut short", one, whenShown(func(_ asked, r *reply) { r.body = r.body[:len(r.body)-2] })},
		{"no body", one, whenShown(func(_ asked, r *reply) { r.body = nil })},
		{"bytes of Latin 1", one, replaced("create", "cr\xe9ate")},
		{"an answer that changes", "show.body.is-stable", whenShown(func(a asked, r *reply) {
			r.body = bytes.Replace(r.body, []byte(vendorUser), []byte(fmt.Sprintf("%032d", a.nth)), 1)
		})},
		{"a user who depends on who asks", "show.initiator.same-for-both-audiences", whenShown(func(a asked, r *reply) {
			if a.who == "admin" {
				r.body = bytes.Replace(r.body, []byte(vendorUser), []byte("e1e2bce071c540469f99a8bd0819dc96"), 1)
			}
		})},
		{"the project of who asks", "show.initiator.same-for-both-audiences", whenShown(func(a asked, r *reply) {
			r.body = bytes.Replace(r.body, []byte(vendorProject), []byte(a.projectOfWho), 1)
		})},
	}
}

func flawsOfEvents() []flaw {
	const matches, times, order = "show.body.matches-contract", "show.times.format", "show.times.in-order"
	return []flaw{
		{"an event without a result", matches, eachEvent(without("result"))},
		{"an event without an end", matches, eachEvent(without("finish_time"))},
		{"a key of a later event", "show.body.has-no-other-keys", eachEvent(set("host", "cmp-01"))},
		{"an empty end", times, eachEvent(set("finish_time", ""))},
		{"a doubled fraction", times, replaced("32.000000", "32.000000.000000")},
		{"an event that starts before its action", order, eachEvent(set("start_time", "2015-10-14T00:40:25.000000"))},
		{"an event that ends before it starts", order, eachEvent(set("finish_time", "2015-10-15T00:40:01.000000"))},
		{"a result in lower case", "show.events.vocabulary", eachEvent(set("result", "success"))},
		{"a name with a space", "show.events.vocabulary", eachEvent(set("event", "compute create"))},
		{"a result before the end", "show.events.unfinished-has-no-result", eachEvent(set("finish_time", nil))},
		{"an end without a result", "show.events.unfinished-has-no-result", eachEvent(set("result", nil))},
		{"a traceback of success", "show.events.only-failures-are-explained", eachEvent(set("traceback", `  File "a.py", line 1`))},
		{"a failure without a traceback", "show.events.failures-are-traced", eachEvent(set("result", "Error"))},
		{"events twice", "show.events.finished-is-shown-once", edited(func(action map[string]any) {
			action["events"] = slices.Concat(action["events"].([]any), action["events"].([]any))
		})},
		{"events of who asks", "show.complete.answers-agree", whenShown(func(a asked, r *reply) {
			if a.who == "member" {
				r.body = bytes.ReplaceAll(r.body, []byte("schedule"), []byte("scheduled"))
			}
		})},
	}
}

func flawsOfRefusals() []flaw {
	const contract, action, server = "show.errors.match-contract", "show.errors.unknown-action-is-404", "show.errors.unknown-server-is-404"
	told := func(what string, other func(asked) *reply) func(asked, *reply) {
		return whenStatus(http.StatusNotFound, func(a asked, r *reply) {
			if strings.Contains(string(r.body), what) {
				r.instead(other(a))
			}
		})
	}
	as := func(status int, name string) func(asked) *reply {
		return func(asked) *reply { return refusal(status, name, "It is not there.") }
	}
	inHTML := func(asked) *reply { return page(http.StatusNotFound) }
	shown := func(a asked) *reply {
		doc := creation(a)
		doc["request_id"], doc["instance_uuid"] = a.id, a.server
		return answerOf(http.StatusOK, map[string]any{"instanceAction": doc})
	}
	missing := whenStatus(http.StatusNotFound, func(_ asked, r *reply) {
		r.body = bytes.Replace(r.body, []byte(`,"message"`), []byte(`,"error"`), 1)
	})
	text := func(old, with string) func(asked, *reply) {
		return whenStatus(http.StatusNotFound, func(_ asked, r *reply) { r.body = bytes.ReplaceAll(r.body, []byte(old), []byte(with)) })
	}
	return []flaw{
		{"an unknown action is shown", action, told("Action", shown)},
		{"an unknown action is 500", action, told("Action", as(500, "computeFault"))},
		{"an unknown action is 400", action, told("Action", as(400, "badRequest"))},
		{"an unknown action is 204", action, told("Action", func(asked) *reply { return &reply{status: 204, header: http.Header{}} })},
		{"an unknown action is an empty object", action, told("Action", func(asked) *reply { return answerOf(200, map[string]any{}) })},
		{"an unknown server is shown", server, told("Instance", shown)},
		{"an unknown server is 500", server, told("Instance", as(500, "computeFault"))},
		{"an unknown server is 403", server, told("Instance", as(403, "forbidden"))},
		{"404 in HTML", action, told("", inHTML)},
		{"an unknown action in HTML", action, told("Action", inHTML)},
		{"an unknown server in HTML", server, told("Instance", inHTML)},
		{"404 in plain text", action, told("", func(asked) *reply {
			return &reply{status: http.StatusNotFound, header: http.Header{"Content-Type": {"text/plain"}}, body: []byte("not found")}
		})},
		{"404 without a body", action, told("", func(asked) *reply { return &reply{status: 404, header: http.Header{}} })},
		{"404 with another code", contract, text(`"code":404`, `"code":400`)},
		{"404 with a code in text", contract, text(`"code":404`, `"code":"404"`)},
		{"404 in another wrapper", contract, text(`"itemNotFound"`, `"notFound"`)},
		{"404 in two wrappers", contract, text(`{"itemNotFound"`, `{"error":{},"itemNotFound"`)},
		{"404 without a wrapper", action, told("", func(asked) *reply {
			return answerOf(http.StatusNotFound, map[string]any{"code": 404, "message": "It is not there."})
		})},
		{"404 without a message", action, missing},
		{"404 with details", contract, text(`"message"`, `"details":"none","message"`)},
		{"404 with a stack trace", "show.errors.tell-no-internals", text(`could not be found`, `Traceback (most recent call last):\n  File \"/usr/lib/python2.7/nova/api.py\", line 7`)},
		{"404 with an action", "show.errors.tell-no-internals", text(`{"itemNotFound"`, `{"instanceAction":{},"itemNotFound"`)},
		{"404 that names another server", "show.errors.name-no-other-id", text("Instance ", "Instance 3f0a8d5c-6b1e-4c52-9a47-0d2f6e9b7c11 or ")},
		{"a mismatch with another code", "show.tenancy.mismatch-is-400", whenStatus(400, func(_ asked, r *reply) {
			r.body = bytes.Replace(r.body, []byte(`"code":400`), []byte(`"code":404`), 1)
		})},
		{"a mismatch in HTML", "show.tenancy.mismatch-is-400", whenStatus(400, func(a asked, r *reply) {
			if a.project == "00000000000040008000000000000000" && a.server == vendorServer {
				r.instead(&reply{status: 400, header: http.Header{"Content-Type": {"text/html"}}, body: []byte("<h1>Bad Request</h1>")})
			}
		})},
	}
}

func flawsOfRights() []flaw {
	show := func(a asked, r *reply) {
		r.instead(answerOf(http.StatusOK, map[string]any{"instanceAction": creation(a)}))
	}
	mine := func(a asked) bool { return a.server == vendorServer && a.id == vendorAction }
	return []flaw{
		{"a foreign server is shown", "show.tenancy.outsider-gets-404", func(a asked, r *reply) {
			if a.who == "outsider" && a.project == a.projectOfWho && mine(a) {
				show(a, r)
			}
		}},
		{"a foreign server is 403", "show.tenancy.outsider-gets-404", func(a asked, r *reply) {
			if a.who == "outsider" && a.project == a.projectOfWho && a.server == vendorServer {
				r.instead(refusal(403, "forbidden", "Policy doesn't allow compute_extension:instance_actions to be performed."))
			}
		}},
		{"an action tells of a foreign server", "show.tenancy.foreign-is-as-unknown", func(a asked, r *reply) {
			if a.who == "outsider" && a.project == a.projectOfWho && a.server == vendorServer {
				r.instead(refusal(404, "itemNotFound", "Action "+a.id+" not found"))
			}
		}},
		{"another tenant's path is served", "show.tenancy.mismatch-is-400", whenStatus(400, func(a asked, r *reply) {
			if a.who == "member" && mine(a) {
				show(a, r)
			}
		})},
		{"another tenant's path is served to an admin", "show.tenancy.mismatch-is-400", whenStatus(400, func(a asked, r *reply) {
			if a.who == "admin" && mine(a) {
				show(a, r)
			}
		})},
		{"an outsider is served in the path of the owner", "show.tenancy.mismatch-is-400", whenStatus(400, func(a asked, r *reply) {
			if a.who == "outsider" && a.project == vendorProject && mine(a) {
				show(a, r)
			}
		})},
		{"another tenant's path is 404", "show.tenancy.mismatch-is-400", whenStatus(400, func(a asked, r *reply) {
			if mine(a) {
				r.instead(refusal(404, "itemNotFound", "The resource could not be found."))
			}
		})},
		{"another tenant's path is 403", "show.tenancy.mismatch-is-400", whenStatus(400, func(a asked, r *reply) {
			if mine(a) {
				r.instead(refusal(403, "forbidden", "No."))
			}
		})},
		{"no token is needed", "show.authentication.missing-token-is-401", whenStatus(401, func(a asked, r *reply) {
			if a.Header.Get("X-Auth-Token") == "" && mine(a) {
				show(a, r)
			}
		})},
		{"any token will do", "show.authentication.bad-token-is-401", whenStatus(401, func(a asked, r *reply) {
			if a.Header.Get("X-Auth-Token") != "" && mine(a) {
				show(a, r)
			}
		})},
		{"an empty token will do", "show.authentication.bad-token-is-401", whenStatus(401, func(a asked, r *reply) {
			if sent := a.Header.Values("X-Auth-Token"); len(sent) == 1 && sent[0] == "" && mine(a) {
				show(a, r)
			}
		})},
		{"no token is 403", "show.authentication.missing-token-is-401", whenStatus(401, func(_ asked, r *reply) {
			r.instead(refusal(403, "forbidden", "No."))
		})},
		{"a role is believed", "show.authentication.identity-headers-mean-nothing", whenStatus(401, func(a asked, r *reply) {
			if a.Header.Get("X-Roles") == "admin" && mine(a) {
				show(a, r)
			}
		})},
		{"a token in the query will do", "show.authentication.missing-token-is-401", whenStatus(401, func(a asked, r *reply) {
			if a.URL.Query().Get("auth_token") == memberToken && mine(a) {
				show(a, r)
			}
		})},
		{"DELETE is taken", "show.routing.other-methods-are-refused", func(a asked, r *reply) {
			if a.Method == http.MethodDelete && a.who != "" {
				r.instead(&reply{status: http.StatusNoContent, header: http.Header{}})
			}
		}},
		{"POST is taken for GET", "show.routing.other-methods-are-refused", func(a asked, r *reply) {
			if a.Method == http.MethodPost && a.who != "" {
				r.instead(refusal(404, "itemNotFound", "Instance "+a.server+" could not be found."))
			}
		}},
		{"PUT is 500", "show.routing.other-methods-are-refused", func(a asked, r *reply) {
			if a.Method == http.MethodPut && a.who != "" {
				r.instead(refusal(500, "computeFault", "Oops."))
			}
		}},
		{"HEAD is 500", "show.precedence.decides", func(a asked, r *reply) {
			if a.Method == http.MethodHead {
				r.status = 500
			}
		}},
		{"HEAD is 400", "show.precedence.decides", func(a asked, r *reply) {
			if a.Method == http.MethodHead && a.who != "" {
				r.status = 400
			}
		}},
		{"HEAD needs no token", "show.precedence.decides", func(a asked, r *reply) {
			if a.Method == http.MethodHead && mine(a) {
				r.status = 200
			}
		}},
	}
}

func flawsOfHeaders() []flaw {
	const echoed, cached, kind, charset = "show.safety.token-is-not-echoed", "show.caching.not-for-others", "show.headers.content-type", "show.headers.charset"
	return []flaw{
		{"203", "show.status.is-200", whenShown(func(_ asked, r *reply) { r.status = 203 })},
		{"206", "show.status.is-200", whenShown(func(_ asked, r *reply) { r.status = 206; r.header.Set("Content-Range", "bytes 0-9/10") })},
		{"302", "show.status.is-200", whenShown(func(_ asked, r *reply) { r.status = 302; r.header.Set("Location", "https://example.org/") })},
		{"500", "show.status.is-200", whenShown(func(_ asked, r *reply) { r.instead(refusal(500, "computeFault", "Oops.")) })},
		{"the token in a header", echoed, func(a asked, r *reply) { r.header.Set("X-Subject-Token", a.Header.Get("X-Auth-Token")) }},
		{"the token in a refusal", echoed, whenStatus(404, func(a asked, r *reply) {
			r.body = bytes.Replace(r.body, []byte("Action"), []byte("Action of "+a.Header.Get("X-Auth-Token")), 1)
		})},
		{"the token in a mismatch", echoed, whenStatus(400, func(a asked, r *reply) {
			r.body = bytes.Replace(r.body, []byte("Malformed"), []byte(a.Header.Get("X-Auth-Token")), 1)
		})},
		{"the bad token in a 401", echoed, whenStatus(401, func(a asked, r *reply) {
			r.body = bytes.Replace(r.body, []byte("This server"), []byte("Token "+a.Header.Get("X-Auth-Token")), 1)
		})},
		{"public", cached, header("Cache-Control", "public, max-age=3600")},
		{"an age for all", cached, whenShown(header("Cache-Control", "max-age=3600"))},
		{"an age for shared caches", cached, whenShown(header("Cache-Control", "s-maxage=60"))},
		{"an end in years", cached, whenShown(header("Expires", "Fri, 01 Jan 2100 00:00:00 GMT"))},
		{"a public refusal", cached, whenStatus(404, header("Cache-Control", "public, max-age=60"))},
		{"text", kind, whenShown(header("Content-Type", "text/plain"))},
		{"text/json", kind, whenShown(header("Content-Type", "text/json"))},
		{"no media type", kind, whenShown(func(_ asked, r *reply) { r.header["Content-Type"] = nil })},
		{"a 404 that is text", kind, whenStatus(404, header("Content-Type", "text/plain"))},
		{"Latin 1", charset, whenShown(header("Content-Type", "application/json; charset=ISO-8859-1"))},
		{"a refusal in UTF-16", charset, whenStatus(404, header("Content-Type", "application/json; charset=UTF-16"))},
		{"no request id", "show.headers.request-id", func(_ asked, r *reply) { r.header.Del("X-Compute-Request-Id") }},
		{"a refusal without a request id", "show.headers.request-id", whenStatus(404, func(_ asked, r *reply) { r.header.Del("X-Compute-Request-Id") })},
		{"a bare request id", "show.headers.request-id", func(_ asked, r *reply) {
			r.header.Set("X-Compute-Request-Id", strings.TrimPrefix(r.header.Get("X-Compute-Request-Id"), "req-"))
		}},
		{"the action's id as the request's", "show.headers.request-id-is-fresh", whenShown(header("X-Compute-Request-Id", vendorAction))},
		{"one request id for all", "show.headers.request-id-is-fresh", header("X-Compute-Request-Id", "req-00000000-0000-4000-8000-000000000000")},
		{"the caller's request id", "show.headers.request-id-is-fresh", func(a asked, r *reply) {
			if id := a.Header.Get("X-OpenStack-Request-ID"); id != "" {
				r.header.Set("X-Compute-Request-Id", id)
			}
		}},
		{"a microversion", "show.microversions.legacy-knows-none", header("OpenStack-API-Version", "compute 2.1")},
		{"a microversion that is heard", "show.microversions.legacy-knows-none", whenShown(func(a asked, r *reply) {
			if a.Header.Get("OpenStack-API-Version") == "compute 2.999" {
				r.instead(refusal(406, "computeFault", "Version 2.999 is not supported by the API."))
			}
		})},
		{"a Date of another form", "show.headers.date", header("Date", "2015-10-15T05:45:25Z")},
		{"no challenge", "show.authentication.missing-token-is-401", whenStatus(401, func(_ asked, r *reply) { r.header.Del("WWW-Authenticate") })},
		{"a query that is looked at", "show.query.ignored-at-first", whenShown(func(a asked, r *reply) {
			if a.URL.RawQuery != "" {
				r.instead(refusal(400, "badRequest", "Unknown parameter."))
			}
		})},
	}
}

func flawsOnTheWire() []flaw {
	const length, one = "show.headers.content-length", "show.body.is-one-json-document"
	compressed := func(body []byte) []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write(body)
		_ = w.Close()
		return b.Bytes()
	}
	lie := func(by int) func(asked, *reply) {
		return whenShown(func(_ asked, r *reply) {
			r.wire = r.raw("HTTP/1.1", "Content-Length: "+strconv.Itoa(len(r.body)+by))
		})
	}
	return []flaw{
		{"more bytes announced than sent", length, lie(+10)},
		{"more bytes announced than sent with 404", length, whenStatus(404, func(_ asked, r *reply) {
			r.wire = r.raw("HTTP/1.1", "Content-Length: "+strconv.Itoa(len(r.body)+10))
		})},
		{"fewer bytes announced than sent", one, lie(-10)},
		{"gzip announced and not sent", "show.headers.content-encoding", whenShown(header("Content-Encoding", "gzip"))},
		{"gzip announced and cut short", "show.headers.content-encoding", whenShown(func(_ asked, r *reply) {
			r.header.Set("Content-Encoding", "gzip")
			zipped := compressed(r.body)
			r.body = zipped[:len(zipped)-12]
		})},
		{"gzip with a wrong checksum", "show.headers.content-encoding", whenShown(func(_ asked, r *reply) {
			r.header.Set("Content-Encoding", "gzip")
			r.body = compressed(r.body)
			r.body[len(r.body)-6] ^= 0xff
		})},
		{"gzip sent and not announced", one, whenShown(func(_ asked, r *reply) { r.body = compressed(r.body) })},
		{"chunks that end in the middle", length, whenShown(func(_ asked, r *reply) {
			r.wire = slices.Concat([]byte("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nX-Compute-Request-Id: "+r.header.Get("X-Compute-Request-Id")+"\r\nConnection: close\r\n\r\n"),
				[]byte(strconv.FormatInt(int64(len(r.body)+40), 16)+"\r\n"), r.body)
		})},
	}
}
