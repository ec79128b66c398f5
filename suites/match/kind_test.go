package match_test

import (
	"net/http"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestKinds(t *testing.T) {
	refusedAs := func(text string) *Answer { return shows(status(404), body(text)) }
	variant := func(line string) *Answer {
		return shows(func(a *Answer) { a.Exchange.Probe.Variant = line })
	}
	posted := func(a *Answer) { a.Exchange.Request.Method = http.MethodPost }
	elsewhere := func(a *Answer) { a.Place.Path = "/v2.1/servers/{server_id}" }
	for _, test := range []struct {
		name string
		kind Kind
		of   map[string]*Answer
		not  map[string]*Answer
	}{
		{
			"ToShow", ToShow(),
			map[string]*Answer{"an action": shows(), "a refusal": refusal(asked("s/os-instance-actions/a")), "a breakdown": shows(status(500)), "another form": shows(body("<html>"))},
			map[string]*Answer{"a list": lists("", nil), "a change": shows(posted), "a server": shows(elsewhere)},
		},
		{
			"ToList", ToList(),
			map[string]*Answer{"a list": lists("", nil), "a page": lists("?limit=1", nil), "a refusal": lists("", nil, status(404))},
			map[string]*Answer{"an action": shows(), "a change": lists("", nil, posted), "a server": lists("", nil, elsewhere)},
		},
		{
			"OfAction", OfAction(),
			map[string]*Answer{"an action": shows(), "a change": shows(posted)},
			map[string]*Answer{"a list": lists("", nil), "a server": shows(elsewhere)},
		},
		{
			"OfActions, BelowLegacy", OfActions().BelowLegacy(),
			map[string]*Answer{"a list": lists("", nil, legacy), "a change": lists("", nil, posted, legacy)},
			map[string]*Answer{"an action": shows(legacy), "a list at a microversion": lists("", nil)},
		},
		{
			"Shown", Shown(),
			map[string]*Answer{"an action": shows(), "another form": shows(body("<html>"))},
			map[string]*Answer{"a refusal": shows(status(404)), "another success": shows(status(204)), "a list": lists("", nil)},
		},
		{
			"Listed", Listed(),
			map[string]*Answer{"a list": lists("", nil)},
			map[string]*Answer{"a refusal": lists("", nil, status(404)), "an action": shows()},
		},
		{
			"ToShow.Refused", ToShow().Refused(),
			map[string]*Answer{"a refusal": refusedAs(notFound), "the least": shows(status(400), body(`{"badRequest": {"code": 400, "message": ""}}`)), "the most": shows(status(499), body(`{"x": {"code": 499, "message": ""}}`))},
			map[string]*Answer{
				"an action":         shows(),
				"a breakdown":       shows(status(500), body(`{"computeFault": {"code": 500, "message": ""}}`)),
				"no JSON":           refusedAs("<html>"),
				"no object":         refusedAs(`["itemNotFound"]`),
				"nothing":           refusedAs(`{}`),
				"no fault":          refusedAs(`{"itemNotFound": 404}`),
				"another code":      refusedAs(`{"itemNotFound": {"code": 400, "message": "no"}}`),
				"a code as a text":  refusedAs(`{"itemNotFound": {"code": "404", "message": "no"}}`),
				"no message":        refusedAs(`{"itemNotFound": {"code": 404}}`),
				"the router's form": refusedAs(noRoute),
				"two faults":        refusedAs(`{"itemNotFound": {"code": 404, "message": "no"}, "b": {"code": 404, "message": "no"}}`),
				"a refused list":    lists("", nil, status(404), body(notFound)),
			},
		},
		{
			"ToShow.Negotiated", ToShow().Negotiated(),
			map[string]*Answer{"a refusal": shows(status(404), body(notFound), asking("2.84"))},
			map[string]*Answer{
				"no refusal": shows(asking("2.84")), "a malformed microversion": shows(status(404), body(notFound), asking("abc")), "no microversion": shows(status(404), body(notFound), asking("0.1")),
				"for want of a token": shows(status(401), body(`{"error": {"code": 401, "message": "no"}}`), asking("2.84")), "another form": shows(status(404), body("<html>"), asking("2.84")),
			},
		},
		{
			"ToShow.Unauthorized", ToShow().Unauthorized(),
			map[string]*Answer{"a 401": shows(status(401)), "another form": shows(status(401), body("<html>"))},
			map[string]*Answer{"nobody's": shows(status(401), header("X-Compute-Request-Id")), "another refusal": shows(status(403)), "a list": lists("", nil, status(401))},
		},
		{
			"To", Shown().To(exchange.Admin, exchange.Reader),
			map[string]*Answer{"the one's": shows(by(exchange.Admin)), "the other's": shows(by(exchange.Reader))},
			map[string]*Answer{"somebody else's": shows(by(exchange.Member)), "of another kind": shows(by(exchange.Admin), status(404))},
		},
		{
			"Except", ToShow().Except(Shown()),
			map[string]*Answer{"a refusal": shows(status(404))},
			map[string]*Answer{"an action": shows(), "of neither kind": lists("", nil)},
		},
		{
			"Or", Shown().Or(Listed()),
			map[string]*Answer{"of the one": shows(), "of the other": lists("", nil)},
			map[string]*Answer{"of neither": shows(status(404))},
		},
		{
			"NamingVersion", NamingVersion(),
			map[string]*Answer{
				"the header":     variant("OpenStack-API-Version: compute 2.50"),
				"the older one":  variant("X-OpenStack-Nova-API-Version: 2.50"),
				"in other cases": variant("openstack-api-VERSION: compute 2.50"),
				"empty":          variant("OpenStack-API-Version;"),
				"left out":       variant("OpenStack-API-Version:"),
			},
			map[string]*Answer{"the usual question": shows(), "another header": variant("Accept: text/html"), "its value alone": variant("X-Roles: OpenStack-API-Version")},
		},
	} {
		for what, a := range test.of {
			if !test.kind(a) {
				t.Errorf("%s: %s is not of the kind", test.name, what)
			}
		}
		for what, a := range test.not {
			if test.kind(a) {
				t.Errorf("%s: %s is of the kind", test.name, what)
			}
		}
	}
}
