package record_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// A liberty is what a vendor's gateway may do in another way.
type liberty struct {
	name   string
	vendor *vendor
	given  func(*connect.Options)
}

// TestVendorsLiberties: a correct gateway that shows one action is conformant, without
// a warning, with all that there is given by hand.
func TestVendorsLiberties(t *testing.T) {
	for _, l := range slices.Concat(libertiesOfWords(), libertiesOfRights(), libertiesOnTheWire(), libertiesOfActions()) {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			var given []func(*connect.Options)
			if l.given != nil {
				given = append(given, l.given)
			}
			v := judgeVendor(t, l.vendor, given...)
			got := outcomes(v)
			if v.Exit != 0 || v.Verdict != "conformant" || len(got[claim.Violated])+len(got[claim.Untested])+len(got[claim.Inconclusive]) > 0 {
				t.Errorf("%s (%s): violated are %v, inconclusive %v, untested %v", v.Verdict, v.Reason, got[claim.Violated], got[claim.Inconclusive], got[claim.Untested])
				for _, r := range v.Requirements {
					for _, f := range r.Findings {
						if f.Outcome == claim.Violated || f.Outcome == claim.Inconclusive || f.Outcome == claim.Untested {
							t.Logf("%s by %s: %s %v", r.ID, f.Probe, f.Reason, f.Violations)
							break
						}
					}
				}
			}
			if n := len(got[claim.Satisfied]); n < 40 && l.name != "a policy that lets operators alone see" {
				t.Errorf("only %d requirements are judged", n)
			}
		})
	}
}

func changing(change ...func(asked, *reply)) *vendor {
	return &vendor{change: func(a asked, r *reply) {
		for _, c := range change {
			c(a, r)
		}
	}}
}

// acting changes the action that the vendor has.
func acting(change func(action map[string]any)) *vendor {
	return &vendor{action: func(a asked) map[string]any {
		action := creation(a)
		change(action)
		return action
	}}
}

func page(status int) *reply {
	return &reply{status: status, header: http.Header{"Content-Type": {"text/html"}}, body: []byte("<html><h1>" + http.StatusText(status) + "</h1></html>")}
}

// strayed reports that a question is about anything but an action.
func strayed(a asked) bool { return a.id == "" }

// otherMethods refuses all but GET, whoever asks.
func otherMethods(status int, other func() *reply) func(asked, *reply) {
	return func(a asked, r *reply) {
		if a.Method != http.MethodGet {
			r.instead(other())
			r.status = status
		}
	}
}

func libertiesOfWords() []liberty {
	challenge := `Keystone uri="https://identity.example.org/v2.0"`
	unauthorized := func(other *reply, lacks ...string) *vendor {
		return changing(whenStatus(401, func(_ asked, r *reply) {
			r.instead(&reply{status: 401, header: other.header.Clone(), body: other.body})
			r.header.Set("WWW-Authenticate", challenge)
			for _, name := range lacks {
				r.header.Del(name)
			}
		}))
	}
	text := &reply{header: http.Header{"Content-Type": {"text/plain"}}, body: []byte("Authentication required")}
	own := answerOf(401, map[string]any{"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information"})
	worded := whenStatus(400, func(_ asked, r *reply) {
		r.body = []byte(`{"badRequest":{"code":400,"message":"That is another tenant."}}`)
	})
	return []liberty{
		{name: "as the document has it", vendor: &vendor{}},
		{name: "401 in text", vendor: unauthorized(text)},
		{name: "401 in text of a gateway", vendor: unauthorized(text, "X-Compute-Request-Id")},
		{name: "401 in HTML of a gateway", vendor: unauthorized(page(401), "X-Compute-Request-Id")},
		{name: "401 in JSON of its own form", vendor: unauthorized(own)},
		{name: "401 in JSON of a gateway", vendor: unauthorized(own, "X-Compute-Request-Id")},
		{name: "401 without a body", vendor: unauthorized(&reply{header: http.Header{}}, "X-Compute-Request-Id")},
		{name: "401 by another scheme", vendor: changing(whenStatus(401, header("WWW-Authenticate", `Basic realm="cloud"`)))},
		{name: "nothing beside the path but HTML", vendor: changing(func(a asked, r *reply) {
			if strayed(a) {
				r.instead(page(404))
				r.header.Del("X-Compute-Request-Id")
			}
		})},
		{name: "404 for other methods", vendor: changing(otherMethods(404, func() *reply { return page(404) }))},
		{name: "405 for other methods, before the token", vendor: changing(otherMethods(405, func() *reply {
			no := refusal(405, "badMethod", "Only GET.")
			no.header.Set("Allow", "GET")
			return no
		}))},
		{name: "405 in HTML of a gateway", vendor: changing(otherMethods(405, func() *reply { return page(405) }), func(a asked, r *reply) {
			if r.status == 405 {
				r.header.Del("X-Compute-Request-Id")
			}
		})},
		{name: "other words in 404", vendor: changing(whenStatus(404, func(_ asked, r *reply) {
			r.body = []byte(`{"itemNotFound": {"message": "The resource could not be found.", "code": 404}}`)
		}))},
		{name: "other words in 400, projects given", vendor: changing(worded), given: func(o *connect.Options) {
			o.Projects = map[exchange.Actor]string{exchange.Admin: adminsProject, exchange.Outsider: outsidesProject}
		}},
		{name: "400 that tells the project of the token in its own words", vendor: changing(whenStatus(400, func(a asked, r *reply) {
			r.body = []byte(`{"badRequest":{"code":400,"message":"Tenant ` + a.project + ` is not ` + a.projectOfWho + `, which the token is for."}}`)
		}))},
		{name: "other words in 400, and an operator in the tenant", vendor: changing(worded), given: func(o *connect.Options) {
			o.Tokens[exchange.Admin] = localAdminToken
			o.Projects = map[exchange.Actor]string{exchange.Outsider: outsidesProject}
		}},
		{name: "a malformed server is 400", vendor: changing(func(a asked, r *reply) {
			if a.who != "" && a.Method == http.MethodGet && !strayed(a) && len(a.server) != 36 {
				r.instead(refusal(400, "badRequest", "server_id is no UUID."))
			}
		})},
		{name: "a missing server comes before the tenant", vendor: changing(whenStatus(400, func(a asked, r *reply) {
			if a.server != vendorServer {
				r.instead(refusal(404, "itemNotFound", "Instance "+a.server+" could not be found."))
			}
		}))},
	}
}

func libertiesOfRights() []liberty {
	return []liberty{
		{name: "events for operators alone", vendor: changing(whenShown(func(a asked, r *reply) {
			if a.who == "member" {
				edited(without("events"))(a, r)
			}
		}))},
		{name: "a policy that lets operators alone see", vendor: changing(func(a asked, r *reply) {
			if a.who == "member" && a.server == vendorServer && (r.status == 200 || r.status == 404) {
				r.instead(refusal(403, "forbidden", "Policy doesn't allow compute_extension:instance_actions to be performed."))
			}
		})},
		{name: "an operator's action", vendor: acting(func(action map[string]any) {
			action["project_id"], action["user_id"] = adminsProject, "e1e2bce071c540469f99a8bd0819dc96"
		})},
		{name: "an action of the cloud itself", vendor: acting(func(action map[string]any) { action["project_id"], action["user_id"] = nil, nil })},
		{name: "XML is refused", vendor: changing(whenShown(func(a asked, r *reply) {
			if a.Header.Get("Content-Type") == "application/xml" {
				r.instead(refusal(415, "badMediaType", "Unsupported Content-Type"))
			}
		}))},
	}
}

func libertiesOnTheWire() []liberty {
	return []liberty{
		{name: "headers of a front end", vendor: changing(func(_ asked, r *reply) {
			for name, value := range map[string]string{
				"Server": "nginx/1.10.3", "Via": "1.1 varnish", "X-Powered-By": "PHP/5.4", "Set-Cookie": "SERVERID=a1; path=/", "Strict-Transport-Security": "max-age=31536000",
				"X-Frame-Options": "DENY", "Access-Control-Allow-Origin": "*", "Vary": "Accept-Encoding", "ETag": `W/"` + strconv.Itoa(len(r.body)) + `"`,
			} {
				r.header.Set(name, value)
			}
		})},
		{name: "a charset", vendor: changing(header("Content-Type", "application/json; charset=UTF-8"))},
		{name: "a charset in small letters and a space", vendor: changing(header("Content-Type", "application/json ;charset=utf-8"))},
		{name: "not to be kept", vendor: changing(header("Cache-Control", "private, no-cache, no-store, max-age=0"))},
		{name: "both headers with the request's id", vendor: changing(func(_ asked, r *reply) { r.header.Set("X-OpenStack-Request-ID", r.header.Get("X-Compute-Request-Id")) })},
		{name: "no Date", vendor: changing(func(_ asked, r *reply) { r.header["Date"] = nil })},
		{name: "HTTP/1.0", vendor: changing(func(a asked, r *reply) {
			if a.Method != http.MethodHead {
				r.wire = r.raw("HTTP/1.0", "Content-Length: "+strconv.Itoa(len(r.body)))
			}
		})},
		{name: "the end of the connection as that of the body", vendor: changing(func(a asked, r *reply) {
			if a.Method != http.MethodHead {
				r.wire = r.raw("HTTP/1.1")
			}
		})},
		{name: "chunks with a trailer", vendor: changing(whenShown(func(a asked, r *reply) {
			if a.Method == http.MethodHead {
				return
			}
			body := r.body
			r.header.Set("Transfer-Encoding", "chunked")
			r.header.Set("Trailer", "X-Checksum")
			r.body = []byte(strconv.FormatInt(int64(len(body)), 16) + "\r\n" + string(body) + "\r\n0\r\nX-Checksum: 1\r\n\r\n")
			r.wire = r.raw("HTTP/1.1")
		}))},
		{name: "gzip where it is accepted", vendor: changing(func(a asked, r *reply) {
			if strings.Contains(a.Header.Get("Accept-Encoding"), "gzip") && len(r.body) > 0 && a.Method != http.MethodHead {
				var b bytes.Buffer
				w := gzip.NewWriter(&b)
				_, _ = w.Write(r.body)
				_ = w.Close()
				r.body = b.Bytes()
				r.header.Set("Content-Encoding", "gzip")
			}
		})},
		{name: "white space", vendor: changing(func(_ asked, r *reply) {
			var b bytes.Buffer
			if json.Indent(&b, r.body, "", "\t") == nil {
				r.body = append(b.Bytes(), "\r\n"...)
			}
		})},
		{name: "keys in another order", vendor: changing(whenShown(func(_ asked, r *reply) {
			var doc map[string]map[string]json.RawMessage
			_ = json.Unmarshal(r.body, &doc)
			var parts []string
			for key, value := range doc["instanceAction"] { // in no order, and each time in another
				parts = append(parts, `"`+key+`": `+string(value))
			}
			r.body = []byte(`{"instanceAction": {` + strings.Join(parts, ", ") + "}}")
		}))},
		{name: "escaped slashes and letters", vendor: changing(replaced("create", `cr\u0065ate`))},
	}
}

func libertiesOfActions() []liberty {
	events := func(change func(event map[string]any)) *vendor {
		return acting(func(action map[string]any) {
			for _, e := range action["events"].([]any) {
				change(e.(map[string]any))
			}
		})
	}
	return []liberty{
		{name: "empty texts for null", vendor: changing(edited(set("message", "")), eachEvent(set("traceback", "")))},
		{name: "events newest first", vendor: acting(func(action map[string]any) { slices.Reverse(action["events"].([]any)) })},
		{name: "one event", vendor: acting(func(action map[string]any) { action["events"] = action["events"].([]any)[:1] })},
		{name: "no events", vendor: acting(set("events", []any{}))},
		{name: "a name that comes twice, the second never ended", vendor: acting(func(action map[string]any) {
			again := map[string]any{"event": "schedule", "start_time": "2015-10-15T00:40:28.000000", "finish_time": nil, "result": nil, "traceback": nil}
			action["events"] = slices.Concat(action["events"].([]any), []any{again, again})
		})},
		{name: "events of one second", vendor: events(func(event map[string]any) {
			event["start_time"], event["finish_time"] = "2015-10-15T00:40:25.000000", "2015-10-15T00:40:25.000000"
		})},
		{name: "microseconds", vendor: events(set("finish_time", "2015-10-15T00:40:33.123456"))},
		{name: "names of its own", vendor: acting(func(action map[string]any) { action["action"] = "vendor-migrate" })},
		{name: "a user of a directory", vendor: acting(set("user_id", "cn=Ann Onymous,ou=people,dc=example,dc=org"))},
	}
}
