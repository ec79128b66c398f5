package openapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

const (
	fault404  = `{"itemNotFound": {"code": 404, "message": "Action req-1 not found"}}`
	router404 = `{"message": "The resource could not be found.<br /><br />\n\n\n", "code": "404 Not Found", "title": "Not Found"}`
)

// TestErrors judges errors in the forms in which clouds send them, and in forms that come close.
func TestErrors(t *testing.T) {
	contract := load(t)
	for _, test := range []struct {
		status int
		body   string
		broken []string
	}{
		{400, `{"badRequest": {"code": 400, "message": "m"}}`, nil},
		{400, `{"badRequest": {"code": 404, "message": "m"}}`, []string{"/badRequest/code const"}},
		{400, `{"badRequest": {"code": 400, "message": null}}`, []string{"/badRequest/message type"}},
		{400, `{"badRequest": {"code": 400}}`, []string{"/badRequest/message required"}},
		{400, `{"badRequest": {"code": 400, "message": "m", "detail": ""}}`, []string{"/badRequest/detail additionalProperties"}},
		{400, fault404, []string{"/badRequest required", "/itemNotFound additionalProperties"}},
		{401, `{"error": {"code": 401, "title": "Unauthorized", "message": "m"}}`, nil},
		{401, `{"error": {"code": 401, "message": "m"}}`, []string{"/error/title required"}},
		{403, `{"forbidden": {"code": 403, "message": "m"}}`, nil},
		{404, fault404, nil},
		{404, router404, nil},
		// Of the two forms, the one that comes closest is the one that is reported.
		{404, `{"itemNotFound": {"code": 404}}`, []string{"/itemNotFound/message required"}},
		{404, `{"code": "405 Method Not Allowed", "message": "m", "title": "t"}`, []string{"/code pattern"}},
		{404, `{"code": "404 Not Found", "message": "m"}`, []string{"/title required"}},
		{404, `{}`, []string{"/itemNotFound required"}},
		{404, `null`, []string{" type"}},
		{406, `{"computeFault": {"code": 406, "message": "m"}}`, nil},
		{406, `{"notAcceptable": {"code": 406, "message": "m"}}`, []string{"/computeFault required", "/notAcceptable additionalProperties"}},
		{413, `{"overLimit": {"code": 413, "message": "m", "details": "d", "retryAfter": "2"}}`, nil},
		{415, `{"badMediaType": {"code": 415, "message": "m"}}`, nil},
		{500, `{"computeFault": {"code": 500, "message": "m"}}`, []string{"status status"}},
		{503, `{"serviceUnavailable": {"code": 503, "message": "m"}}`, nil},
		{503, `{"code": "503 Service Unavailable", "message": "m", "title": "t"}`, nil},
		{204, ``, []string{"status status"}},
		{405, `{"badMethod": {"code": 405, "message": "m"}}`, []string{"status status"}},
		{0, ``, []string{"status status"}},
	} {
		answer := answers(test.status, test.body)
		answer.Header.Set("Content-Type", "application/json; charset=UTF-8")
		answer.Header.Set("WWW-Authenticate", `Keystone uri="http://192.0.2.1:5000"`)
		got := contract.Check(show(at(2, 1), openapi.Either), answer)
		equal(t, test.body, test.broken, brief(got))
		owner := "show.errors.match-contract"
		if test.status == 401 {
			owner = "show.authentication.refusal-is-json"
		}
		for _, v := range got {
			if v.Requirement != owner {
				t.Errorf("%v belongs to %q, want %q", v, v.Requirement, owner)
			}
		}
	}
}

// TestHeaders takes a good answer's headers away or changes them, one at a time.
func TestHeaders(t *testing.T) {
	contract := load(t)
	const (
		newest, id = "OpenStack-API-Version", "req-6d94cb0c-d1f3-46fa-a125-21eff0dc708b"
		request    = "show.headers.request-id"
		echoed     = "show.microversions.echoed"
		vary       = "show.microversions.vary"
		content    = "show.headers.content-type"
	)
	for _, test := range []struct {
		name   string
		values []string
		want   string // place, kind and requirement; "" if it is accepted
	}{
		{"X-Compute-Request-Id", nil, "header X-Compute-Request-Id header " + request},
		{"X-Compute-Request-Id", []string{"6d94cb0c-d1f3-46fa-a125-21eff0dc708b"}, "header X-Compute-Request-Id pattern " + request},
		{"X-Compute-Request-Id", []string{id, id}, "header X-Compute-Request-Id pattern " + request},
		{"X-OpenStack-Request-ID", nil, ""},
		{"X-OpenStack-Request-ID", []string{"global"}, "header X-OpenStack-Request-ID pattern show.headers.request-ids-agree"},
		{newest, nil, "header OpenStack-API-Version header " + echoed},
		{newest, []string{"2.84"}, "header OpenStack-API-Version pattern " + echoed},
		{newest, []string{"compute latest"}, "header OpenStack-API-Version pattern " + echoed},
		{"X-OpenStack-Nova-API-Version", nil, "header X-OpenStack-Nova-API-Version header " + echoed},
		{"X-OpenStack-Nova-API-Version", []string{"compute 2.84"}, "header X-OpenStack-Nova-API-Version pattern " + echoed},
		{"Vary", nil, "header Vary header " + vary},
		{"Vary", []string{"Accept-Encoding"}, "header Vary pattern " + vary},
		{"Vary", []string{newest}, "header Vary pattern " + vary},
		{"Vary", []string{"X-OpenStack-Nova-API-Version"}, "header Vary pattern " + vary},
		{"Vary", []string{"X-" + newest + ", X-OpenStack-Nova-API-Version"}, "header Vary pattern " + vary},
		{"Vary", []string{"openstack-api-version,x-openstack-nova-api-version"}, ""},
		{"Vary", []string{"Accept-Encoding , X-OPENSTACK-NOVA-API-VERSION", "Origin, " + newest + " ,a"}, ""},
		{"Vary", []string{"*"}, ""},
		{"Vary", []string{"*" + newest}, "header Vary pattern " + vary},
		{"Content-Type", nil, "header Content-Type media-type " + content},
		{"Content-Type", []string{"text/html"}, "header Content-Type media-type " + content},
		{"Content-Type", []string{"application/json", "application/json"}, "header Content-Type media-type " + content},
		{"Content-Type", []string{"Application/JSON ; charset=utf-8"}, ""},
		{"Content-Type", []string{"application/json; charset"}, ""},
		{"X-Unknown", []string{"whatever"}, ""},
	} {
		answer := answers(200, text(t, shown(at(2, 84), openapi.Tenant)))
		answer.Header.Del(test.name)
		for _, value := range test.values {
			answer.Header.Add(test.name, value)
		}
		var got []string
		for _, v := range contract.Check(show(at(2, 84), openapi.Tenant), answer) {
			// Each of the two names that Vary lacks is a violation of its own.
			if line := v.At + " " + v.Kind + " " + v.Requirement; len(got) == 0 || got[0] != line {
				got = append(got, line)
			}
		}
		var want []string
		if test.want != "" {
			want = []string{test.want}
		}
		equal(t, test.name+": "+text(t, test.values), want, got)
	}
}

// TestHeadersByPlace: what must be sent depends on the status and the edition.
func TestHeadersByPlace(t *testing.T) {
	contract := load(t)
	bare := http.Header{"Content-Type": {"application/json"}, "X-Compute-Request-Id": {"req-6d94cb0c-d1f3-46fa-a125-21eff0dc708b"}}
	versions := []string{
		"header OpenStack-API-Version header", "header Vary header", "header X-OpenStack-Nova-API-Version header",
	}
	challenge := []string{"header WWW-Authenticate header"}
	for _, test := range []struct {
		edition openapi.Edition
		status  int
		body    string
		want    []string
	}{
		{at(2, 1), 200, text(t, shown(at(2, 1), openapi.Tenant)), versions},
		{at(2, 1), 400, `{"badRequest": {"code": 400, "message": "malformed, so that no version was known"}}`, nil},
		{at(2, 1), 401, `{"error": {"code": 401, "title": "t", "message": "m"}}`, challenge},
		{at(2, 1), 403, `{"forbidden": {"code": 403, "message": "m"}}`, versions},
		{at(2, 1), 404, router404, nil},
		{at(2, 1), 406, `{"computeFault": {"code": 406, "message": "m"}}`, versions},
		{at(2, 1), 415, `{"badMediaType": {"code": 415, "message": "m"}}`, versions},
		{openapi.Legacy(), 200, text(t, shown(openapi.Legacy(), openapi.Tenant)), nil},
		{openapi.Legacy(), 401, `{"error": {"code": 401, "title": "t", "message": "m"}}`, challenge},
		{openapi.Legacy(), 403, `{"forbidden": {"code": 403, "message": "m"}}`, nil},
		{openapi.Legacy(), 406, `{"computeFault": {"code": 406, "message": "m"}}`, []string{"status status"}},
		{openapi.Legacy(), 415, `{"badMediaType": {"code": 415, "message": "m"}}`, nil},
	} {
		got := contract.Check(show(test.edition, openapi.Either), openapi.Answer{Status: test.status, Header: bare, Body: []byte(test.body)})
		equal(t, test.edition.String()+" "+test.body, test.want, brief(got))
	}
	// Before 2016 the token check spoke plain text.
	plain := openapi.Answer{Status: 401, Body: []byte("Authentication required"), Header: bare.Clone()}
	plain.Header.Set("WWW-Authenticate", "Keystone")
	plain.Header.Set("Content-Type", "text/plain")
	equal(t, "text in the legacy edition", nil, brief(contract.Check(show(openapi.Legacy(), openapi.Either), plain)))
	equal(t, "text in 2.1", []string{" syntax", "header Content-Type media-type"},
		brief(contract.Check(show(at(2, 1), openapi.Either), plain)))
	plain.Body = nil
	equal(t, "no text", []string{" minLength"}, brief(contract.Check(show(openapi.Legacy(), openapi.Either), plain)))
}

// TestOtherOperations: lists and version documents are judged too; violations of the latter belong to no requirement so
// far.
func TestOtherOperations(t *testing.T) {
	contract := load(t)
	const list = "/v2.1/servers/{server_id}/os-instance-actions"
	item := action(shown(at(2, 50), openapi.Tenant))
	updated := action(shown(at(2, 58), openapi.Tenant))
	delete(updated, "events")
	for _, test := range []struct {
		path    string
		edition openapi.Edition
		body    any
		want    []string
	}{
		{list, at(2, 57), document{"instanceActions": []any{item, item}}, nil},
		{list, at(2, 58), document{"instanceActions": []any{item}}, []string{"/instanceActions/0/updated_at required"}},
		{list, at(2, 58), document{"instanceActions": []any{updated}, "links": []any{document{"rel": "next", "href": "https://192.0.2.1/v2.1/x?limit=1"}}}, nil},
		{list, at(2, 58), document{"instanceActions": []any{}, "links": []any{document{"rel": "next", "href": "x"}}}, []string{"/links/0/href format"}},
		{list, at(2, 58), document{"instanceActions": []any{}, "links": []any{}}, []string{"/links minItems"}},
		{list, at(2, 58), document{"instanceActions": []any{}, "links": []any{document{"rel": "prev", "href": "https://192.0.2.1/"}}}, []string{"/links/0/rel const"}},
		{list, at(2, 57), document{"instanceActions": []any{}, "links": []any{}}, []string{"/links additionalProperties"}},
		{list, at(2, 1), document{"instanceActions": []any{action(shown(at(2, 1), openapi.Operator))}}, []string{"/instanceActions/0/events additionalProperties"}},
		{list, at(2, 1), document{"instanceActions": nil}, []string{"/instanceActions type"}},
		{"/", at(2, 1), document{"versions": []any{document{"id": "v2.1", "status": "CURRENT", "version": "2.93", "min_version": "2.1", "links": []any{}}}}, nil},
		{"/", at(2, 1), document{"versions": []any{document{"id": "v2.0", "status": "SUPPORTED", "version": "", "min_version": "", "links": []any{}}}}, nil},
		{"/v2.1/", at(2, 1), document{"version": document{"id": "v2.1", "status": "CURRENT", "version": "latest", "min_version": "2.1", "links": []any{}}}, []string{"/version/version pattern"}},
	} {
		owners := map[string]string{"/": "versions.root.lists-v2-1", "/v2.1/": "versions.document.names-its-range"}
		got := contract.Check(openapi.Place{Path: test.path, Method: "GET", Edition: test.edition, Audience: openapi.Operator}, answers(200, text(t, test.body)))
		equal(t, test.path+" "+text(t, test.body), test.want, brief(got))
		for _, v := range got {
			owner := owners[test.path]
			if ofList := strings.HasPrefix(v.Requirement, "list."); ofList != (test.path == list) || !ofList && v.Requirement != owner {
				t.Errorf("%v belongs to %q", v, v.Requirement)
			}
		}
	}
}
