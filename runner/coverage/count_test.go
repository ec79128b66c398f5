package coverage

import (
	"net/http"
	"slices"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// narrowed is a run that asks about one requirement alone.
func narrowed(t *testing.T, contract *openapi.Contract, requirement string) exchange.Recording {
	t.Helper()
	recording, err := bench(t, contract).Record(t.Context(), requirement)
	if err != nil {
		t.Fatal(err)
	}
	return recording
}

func bench(t *testing.T, contract *openapi.Contract) *reference.Bench {
	t.Helper()
	b, err := reference.NewBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func loaded(t *testing.T) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

// An answer counts where the requirement that judged it owns the item, or where
// anybody may judge; what was only asked to find things out does not count.
func TestCountGoesByOwner(t *testing.T) {
	contract := loaded(t)
	counts, err := count(contract, narrowed(t, contract, "show.microversions.vary"))
	if err != nil {
		t.Fatal(err)
	}
	for item, counted := range map[openapi.Item]bool{
		{Operation: "showAction", Status: "200"}:                                          true,
		{Operation: "showAction", Status: "200", At: "header Vary"}:                       true,
		{Operation: "showAction", Status: "200", At: "header X-Compute-Request-Id"}:       false,
		{Operation: "showAction", Status: "200", At: "/instanceAction/action"}:            false,
		{Operation: "showAction", At: "parameter request_id"}:                             true,
		{Operation: "showAction", At: "parameter OpenStack-API-Version"}:                  true,
		{Operation: "showAction", At: "parameter X-OpenStack-Nova-API-Version"}:           false,
		{Operation: "listActions", Status: "200"}:                                         false,
		{Operation: "listVersions", Status: "200"}:                                        false,
		{Operation: "showLegacyAction", Status: "200", At: "header X-Compute-Request-Id"}: false,
	} {
		if got := counts[item] > 0; got != counted {
			t.Errorf("%s counts %d answers", item, counts[item])
		}
	}
}

func TestUses(t *testing.T) {
	x := &exchange.Exchange{Request: exchange.Request{
		URL:    "http://cloud.example/v2.1/servers/limit/os-instance-actions?marker=req-1&changes-since=",
		Header: http.Header{"Openstack-Api-Version": {"compute 2.58"}},
	}}
	for p, want := range map[openapi.Parameter]bool{
		{Name: "server_id", In: "path"}:                      true,
		{Name: "marker", In: "query"}:                        true,
		{Name: "changes-since", In: "query"}:                 true,
		{Name: "limit", In: "query"}:                         false,
		{Name: "OpenStack-API-Version", In: "header"}:        true,
		{Name: "X-OpenStack-Nova-API-Version", In: "header"}: false,
		{Name: "marker", In: "header"}:                       false,
	} {
		if got := uses(x, p); got != want {
			t.Errorf("%+v: %v", p, got)
		}
	}
}

// A fault depends on a parameter if every question at which it is reported
// gave it.
func TestGivenByEvery(t *testing.T) {
	contract := loaded(t)
	trial, err := suites.Open(contract, narrowed(t, contract, "show.microversions.none-is-oldest"))
	if err != nil {
		t.Fatal(err)
	}
	asks := trial.Claims()[0].Asks
	version := openapi.Item{Operation: "showAction", At: "parameter OpenStack-API-Version"}
	server := openapi.Item{Operation: "showAction", At: "parameter server_id"}
	if both := given(contract, trial, asks); slices.Contains(both, version) || !slices.Contains(both, server) {
		t.Errorf("asked with and without a version: %v", both)
	}
	if one := given(contract, trial, asks[1:]); !slices.Contains(one, version) || !slices.Contains(one, server) {
		t.Errorf("asked with a version: %v", one)
	}
}
