package plan_test

import (
	"net/http"
	"testing"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// What stands in front of the API refuses in forms of its own. That is no word of the
// API, whatever the form.
func TestRefusalsOfGateways(t *testing.T) {
	const challenge, id = "Www-Authenticate", "X-Compute-Request-Id"
	for name, test := range map[string]struct {
		status   int
		body     string
		header   string
		reliable bool
	}{
		"a code and a message of its own":       {401, `{"error_code": "APIG.0301", "error_msg": "Incorrect IAM authentication"}`, challenge, false},
		"a message alone":                       {401, `{"message": "Unauthorized"}`, challenge, false},
		"a text":                                {401, `"Unauthorized"`, challenge, false},
		"nothing":                               {401, `{}`, challenge, false},
		"a problem":                             {401, `{"type": "about:blank", "title": "Unauthorized", "status": 401}`, challenge, false},
		"an error without a title":              {401, `{"error": {"code": 401, "message": "no"}}`, challenge, false},
		"an error with more":                    {401, `{"error": {"code": 401, "title": "no", "message": "no", "status": "UNAUTHENTICATED"}}`, challenge, false},
		"a fault where a token is asked for":    {401, `{"unauthorized": {"code": 401, "message": "no"}}`, challenge, false},
		"a page":                                {401, `<html>`, challenge, false},
		"no body":                               {401, ``, challenge, false},
		"the token check's":                     {401, `{"error": {"code": 401, "title": "Unauthorized", "message": "no"}}`, challenge, true},
		"no challenge":                          {401, `{"message": "Unauthorized"}`, "", true},
		"a form of its own with a request id":   {401, `{"message": "Unauthorized"}`, id, true},
		"a firewall's":                          {403, `{"message": "Forbidden"}`, "", false},
		"an error":                              {403, `{"error": {"code": 403, "message": "no"}}`, "", false},
		"a fault with a type":                   {404, `{"fault": {"code": 404, "type": "Status report", "message": "Not Found"}}`, "", false},
		"no route":                              {404, `{"message": "no Route matched with those values"}`, "", false},
		"no method":                             {405, `{"message": "Method Not Allowed"}`, "", false},
		"too large":                             {413, `{"message": "Request size limit exceeded"}`, "", false},
		"a list":                                {400, `[]`, "", false},
		"a fault":                               {404, `{"itemNotFound": {"code": 404, "message": "no"}}`, "", true},
		"a fault by another name":               {404, `{"notFound": {"code": 404, "message": "no"}}`, "", true},
		"a fault with another code":             {404, `{"itemNotFound": {"code": 400, "message": "no"}}`, "", true},
		"the router's":                          {404, `{"code": "404 Not Found", "title": "Not Found", "message": "no"}`, "", true},
		"a breakdown":                           {500, `{"message": "An unexpected error occurred"}`, "", true},
		"an answer":                             {200, `{"message": "well"}`, "", true},
		"a limit, with a request id":            {429, `{"overLimit": {"code": 429, "message": "wait"}}`, id, false},
		"an old limit, with a request id":       {413, `{"overLimit": {"code": 413, "message": "wait"}}`, id, false},
		"a limit of size, with a request id":    {413, `{"tooLarge": {"code": 413, "message": "too much"}}`, id, true},
		"a service that is down, with an id":    {503, `{"serviceUnavailable": {"code": 503, "message": "wait"}}`, id, false},
		"a limit of size that says no more":     {413, `{"code": "413 Request Entity Too Large", "title": "no", "message": "no"}`, "", true},
		"a token check's where none is due":     {403, `{"error": {"code": 403, "title": "no", "message": "no"}}`, "", false},
		"a refusal of the policy without an id": {403, `{"forbidden": {"code": 403, "message": "no"}}`, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{}
			if test.header != "" {
				header.Set(test.header, "x")
			}
			x := exchange.Exchange{Probe: exchange.Probe{Method: http.MethodGet}, Response: &exchange.Response{Status: test.status, Header: header, Body: []byte(test.body)}}
			if why := plan.Unreliable(&x); (why == "") != test.reliable {
				t.Errorf("unreliable = %q, want reliable %v", why, test.reliable)
			}
		})
	}
}

// Questions that need not get as far as the API may be refused in front of it in any
// form, the API's too.
func TestRefusalsOfWhatNeedNotPass(t *testing.T) {
	get := exchange.Probe{Method: http.MethodGet}
	claiming, posting := get, get
	claiming.Variant, posting.Method = "X-Roles: admin", http.MethodPost
	for name, test := range map[string]struct {
		probe    exchange.Probe
		status   int
		id       string
		reliable bool
	}{
		"any question":                               {get, 400, "", true},
		"who says who asks":                          {claiming, 400, "", false},
		"who says who asks, with a request id":       {claiming, 400, "req-1", true},
		"who says who asks, and is answered":         {claiming, 200, "", true},
		"another method":                             {posting, 405, "", false},
		"another method, with a request id":          {posting, 405, "req-1", true},
		"another method that nobody knows":           {posting, 501, "", false},
		"another method, broken down":                {posting, 500, "", true},
		"another method that is answered":            {posting, 202, "", true},
		"another method nobody knows, with an id":    {posting, 501, "req-1", true},
		"a question that nobody knows how to answer": {get, 501, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			x := exchange.Exchange{Probe: test.probe, Response: &exchange.Response{Status: test.status, Header: http.Header{}, Body: []byte(`{"badRequest": {"code": 400, "message": "no"}}`)}}
			if test.id != "" {
				x.Response.Header.Set("X-Compute-Request-Id", test.id)
			}
			if why := plan.Unreliable(&x); (why == "") != test.reliable {
				t.Errorf("unreliable = %q, want reliable %v", why, test.reliable)
			}
		})
	}
}
