package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// TestItems: what only some editions have is an item, and what no edition has is none.
func TestItems(t *testing.T) {
	var all []string
	for _, item := range load(t).Items() {
		all = append(all, item.String())
	}
	for _, want := range []string{
		"listActions parameter changes-before",
		"showAction 200",
		"showAction 200 header Content-Type",
		"showAction 200 header Vary",
		"showAction 200 body",
		"showAction 200 /instanceAction",
		"showAction 200 /instanceAction/events/*",
		"showAction 200 /instanceAction/events/*/details",
		"showAction 404 /itemNotFound/code",
		"showAction 404 /title", // of the other form
		"showLegacyAction parameter tenant_id",
		"showLegacyAction 200 /instanceAction/events/*/traceback",
		"listActions 200 /links/*/href",
	} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, alien := range []string{
		"showLegacyAction parameter OpenStack-API-Version",
		"showLegacyAction 406",
		"showLegacyAction 200 header Vary",
		"showLegacyAction 200 /instanceAction/updated_at",
		"listActions 200 /instanceActions/*/events",
		"showAction parameter limit",
		"showAction 500",
	} {
		if slices.Contains(all, alien) {
			t.Errorf("%q is none", alien)
		}
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(all))); len(unique) != len(all) {
		t.Errorf("of %d items %d differ", len(all), len(unique))
	}
	if all[0] != "listVersions 200" || slices.Index(all, "showAction parameter server_id") > slices.Index(all, "showAction 200") ||
		slices.Index(all, "showAction 200 body") < slices.Index(all, "showAction 200 header Vary") {
		t.Errorf("the order is\n%s", strings.Join(all, "\n"))
	}
}

// TestEvaluate: what is there counts, and what has to be there; what another edition has does not.
func TestEvaluate(t *testing.T) {
	contract := load(t)
	evaluated := func(p openapi.Place, a openapi.Answer) map[string]string {
		found := map[string]string{}
		for _, e := range contract.Evaluate(p, a) {
			found[e.At] = strings.Join(e.Requirements, " ")
		}
		return found
	}
	const matches = "show.body.matches-contract"
	answer := answers(200, text(t, shown(at(2, 58), openapi.Operator)))
	got := evaluated(show(at(2, 58), openapi.Either), answer)
	for place, want := range map[string]string{
		"":                                "", // the status
		"/instanceAction":                 "show.body.has-no-other-keys " + matches,
		"/instanceAction/action":          matches,
		"/instanceAction/start_time":      matches + " show.times.format",
		"/instanceAction/events/*/result": matches + " show.events.vocabulary",
		"/instanceAction/updated_at":      matches + " show.times.format",
		"body":                            "show.body.has-no-other-keys show.body.is-one-json-document " + matches,
		"header Content-Type":             "show.headers.content-type",
		"header Vary":                     "show.microversions.vary",
	} {
		if have, ok := got[place]; !ok || have != want {
			t.Errorf("%q belongs to %q, %v, want %q", place, have, ok, want)
		}
	}
	for _, place := range []string{"/instanceAction/events/*/host", "/instanceAction/events/*/hostId", "header Retry-After"} {
		if _, ok := got[place]; ok {
			t.Errorf("%q is not in this answer", place)
		}
	}
	missing := evaluated(show(at(2, 84), openapi.Either), answer)
	if _, ok := missing["/instanceAction/events/*/hostId"]; !ok {
		t.Error("a hostId that has to be there is not looked for")
	}
	if _, ok := missing["/instanceAction/events/*/host"]; ok {
		t.Error("a host that need not be there is looked for")
	}
	early := answers(404, fault404)
	early.Header.Del("OpenStack-API-Version")
	one := evaluated(show(at(2, 1), openapi.Either), early)
	if _, ok := one["header OpenStack-API-Version"]; ok {
		t.Error("a header that may be missing is looked for")
	}
	if _, ok := one["header X-OpenStack-Nova-API-Version"]; !ok {
		t.Error("a header that may be missing and is there is not looked at")
	}
	if _, ok := one["/itemNotFound/message"]; !ok {
		t.Errorf("a fault's message is not looked at: %v", one)
	}
	if _, ok := one["/title"]; ok {
		t.Errorf("the form that does not hold is looked at: %v", one)
	}
	for name, a := range map[string]openapi.Answer{"no JSON": answers(200, "{"), "another type": answers(200, "{}")} {
		if name == "another type" {
			a.Header.Set("Content-Type", "text/html")
		}
		if got := evaluated(show(at(2, 1), openapi.Either), a); got["/instanceAction/action"] != "" || got["header Content-Type"] == "" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if list := contract.Evaluate(show(at(2, 1), openapi.Either), answers(500, "{}")); list != nil {
		t.Errorf("a status that the document does not have: %v", list)
	}
	if list := contract.Evaluate(openapi.Place{Path: "/v3", Method: "GET"}, answers(200, "{}")); list != nil {
		t.Errorf("a place that the document does not have: %v", list)
	}
}

// TestItemAt leads from violations to items.
func TestItemAt(t *testing.T) {
	contract := load(t)
	for _, test := range []struct {
		edition openapi.Edition
		status  int
		at      string
		want    string // "" for none
	}{
		{at(2, 1), 200, "status", "showAction 200"},
		{at(2, 1), 200, "header X-Openstack-Request-Id", "showAction 200 header X-OpenStack-Request-ID"},
		{at(2, 1), 200, "header Content-Type", "showAction 200 header Content-Type"},
		{at(2, 1), 200, "header Content-Length", ""},
		{at(2, 1), 200, "", "showAction 200 body"},
		{at(2, 1), 200, "/instanceAction/events/12/result", "showAction 200 /instanceAction/events/*/result"},
		{at(2, 1), 200, "/instanceAction/events/*/result", "showAction 200 /instanceAction/events/*/result"},
		{at(2, 1), 200, "/instanceAction/events/0/id", "showAction 200 /instanceAction/events/*"},
		{at(2, 57), 200, "/instanceAction/updated_at", "showAction 200 /instanceAction"},
		{at(2, 58), 200, "/instanceAction/updated_at", "showAction 200 /instanceAction/updated_at"},
		{at(2, 1), 200, "/count", "showAction 200 body"},
		{at(2, 1), 404, "/itemNotFound/code", "showAction 404 /itemNotFound/code"},
		{at(2, 1), 500, "status", ""},
		{openapi.Legacy(), 406, "status", ""},
	} {
		item, ok := contract.ItemAt(show(test.edition, openapi.Either), test.status, test.at)
		if got := item.String(); ok != (test.want != "") || ok && got != test.want {
			t.Errorf("%s, %d, %q: %q, %v, want %q", test.edition, test.status, test.at, got, ok, test.want)
		}
	}
	if _, ok := contract.ItemAt(openapi.Place{Path: "/v3", Method: "GET"}, 200, "status"); ok {
		t.Error("a place that the document does not have has an item")
	}
}

func TestReadGaps(t *testing.T) {
	const good = "uncovered:\n  - because: nothing is too large\n    items:\n      - showAction 413\n"
	gaps, err := openapi.ReadGaps("file", []byte(good))
	if err != nil || len(gaps) != 1 || gaps[0].Because != "nothing is too large" || !slices.Equal(gaps[0].Items, []string{"showAction 413"}) {
		t.Errorf("read as %+v, %v", gaps, err)
	}
	for _, test := range []struct{ name, old, replacement, want string }{
		{"an unknown key", "because", "why", `file:2: unknown key "why"; known are because, items`},
		{"no reason", "because: nothing is too large\n    ", "", "file:2: a group of gaps needs both"},
		{"no items", "    items:\n      - showAction 413\n", "", "file:2: a group of gaps needs both"},
		{"a number", "showAction 413", "413", "file:4: a string is needed"},
	} {
		data := []byte(good)
		edit(t, &data, test.old, test.replacement)
		if _, err := openapi.ReadGaps("file", data); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}
