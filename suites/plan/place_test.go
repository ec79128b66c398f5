package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

func TestPlaceOf(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	known := exchange.Bindings{
		"finished.server": "web", "finished.id": "req-1", "member.project": "p-member",
		"target.newest": "2.95", "target.maximum": "2.96", "target.beyond": "2.97", "target.unheard": "2.110",
	}
	const (
		show    = "/v2.1/servers/{server_id}/os-instance-actions/{request_id}"
		project = "/v2.1/{project_id}/servers/{server_id}/os-instance-actions/{request_id}"
		legacy  = "/v2/{tenant_id}/servers/{server_id}/os-instance-actions/{request_id}"
	)
	tests := []struct {
		name          string
		ask           claim.Ask
		path, edition string
	}{
		{"no version is the oldest", claim.Show(cast.Finished), show, "2.1"},
		{"a version", claim.Show(cast.Finished).At("2.58"), show, "2.58"},
		{"a version newer than all that are known", claim.Show(cast.Finished).At("2.999"), show, "2.104"},
		{"a version older than all", claim.Show(cast.Finished).At("2.0"), show, "2.1"},
		{"a version that is none", claim.Show(cast.Finished).At("abc"), show, "2.1"},
		{"a symbol", claim.Show(cast.Finished).At("{target.newest}"), show, "2.95"},
		{"latest is what the target offers", claim.Show(cast.Finished).At("latest"), show, "2.96"},
		{"a maximum that nobody knows is the newest known", claim.Show(cast.Finished).At("{target.unheard}"), show, "2.104"},
		{"the older header", claim.Show(cast.Finished).InHeader("X-OpenStack-Nova-API-Version: 2.58"), show, "2.58"},
		{"several services", claim.Show(cast.Finished).InHeader("OpenStack-API-Version: volume 3.50, compute 2.58"), show, "2.58"},
		{"another service", claim.Show(cast.Finished).InHeader("OpenStack-API-Version: volume 3.50"), show, "2.1"},
		{"the legacy path has no version", claim.Show(cast.Finished).AtEachEdition(), legacy, "legacy"},
		{"a version on the legacy path means nothing", claim.Show(cast.Finished).AtEachEdition().At("2.58"), legacy, "legacy"},
		{"a project in the path", claim.Get("/v2.1/p/servers/web/os-instance-actions/req-1"), project, "2.1"},
		{"a query is no part of the path", claim.Get("/v2.1/servers/web/os-instance-actions/req-1?a=/b/c"), show, "2.1"},
		{"the version document", claim.Get("/v2.1/"), "/v2.1/", "2.1"},
		{"a method that is not described", claim.Show(cast.Finished).By("PUT").At("2.58"), show, "2.1"},
		{"what the contract does not know", claim.Get("/v2.1/page"), "", "2.1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			probe := test.ask.Rows(claim.Scope{Owner: exchange.Member, Editions: []openapi.Edition{openapi.Legacy()}})[0][0]
			question, err := probe.Ask(known)
			if err != nil {
				t.Fatal(err)
			}
			got := plan.PlaceOf(contract, question, known)
			edition, err := openapi.ParseEdition(test.edition)
			if err != nil {
				t.Fatal(err)
			}
			want := openapi.Place{Path: test.path, Method: probe.Method, Edition: edition}
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b openapi.Edition) bool { return a == b })); diff != "" {
				t.Errorf("place (-want +got):\n%s", diff)
			}
		})
	}
}
