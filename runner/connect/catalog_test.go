package connect

import (
	"strings"
	"testing"

	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"
)

func TestEndpoint(t *testing.T) {
	t.Parallel()
	at := func(reach, region, url string) tokens.Endpoint {
		return tokens.Endpoint{Interface: reach, Region: region, RegionID: "id-" + region, URL: url}
	}
	service := func(kind string, endpoints ...tokens.Endpoint) tokens.CatalogEntry {
		return tokens.CatalogEntry{Type: kind, Endpoints: endpoints}
	}
	image := service("image", at("public", "north", "http://image"))
	one := []tokens.CatalogEntry{image, service("compute", at("internal", "north", "http://in"), at("public", "north", "http://out"))}
	two := append([]tokens.CatalogEntry{service("compute", at("public", "south", "http://south"), at("internal", "east", "http://east"))}, one...)
	var many []tokens.CatalogEntry
	for range 30 {
		many = append(many, service(strings.Repeat("x", len(many)+1)))
	}
	for name, test := range map[string]struct {
		entry   entry
		catalog []tokens.CatalogEntry
		want    string // an address, or what the error says
	}{
		"public":             {entry{}, one, "http://out"},
		"internal":           {entry{Interface: "internal"}, one, "http://in"},
		"an old interface":   {entry{EndpointType: "internalURL", Interface: "public"}, one, "http://in"},
		"in a region":        {entry{Region: "south"}, two, "http://south"},
		"in a region, by id": {entry{Region: "id-north"}, two, "http://out"},
		"the one internal":   {entry{Interface: "internal", Region: "east"}, two, "http://east"},
		"a choice": {
			entry{}, two, "the catalog has a compute service in the regions north, south: choose one with region_name",
		},
		"no such region": {
			entry{Region: "west"}, two, `the catalog has no compute endpoint with the interface public in the region "west", only internal in east, internal in north, public in north, public in south: correct region_name`,
		},
		"no such interface": {
			entry{Interface: "admin"}, one, "the catalog has no compute endpoint with the interface admin, only internal in north, public in north: correct interface",
		},
		"no compute": {
			entry{}, []tokens.CatalogEntry{image}, "the catalog has no compute service, only image: give the service's address with --target",
		},
		"no endpoint":    {entry{}, []tokens.CatalogEntry{service("compute")}, "with the interface public, only nothing:"},
		"no catalog":     {entry{}, nil, "only nothing"},
		"many services":  {entry{}, many, "and 10 more:"},
		"a long service": {entry{}, []tokens.CatalogEntry{service(strings.Repeat("y", 1000) + "hidden")}, "only " + strings.Repeat("y", 195)},
		"an escape":      {entry{}, []tokens.CatalogEntry{service("a\x1b[2J")}, `only a\x1b[2J:`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := test.entry.endpoint(test.catalog)
			if err != nil {
				got = err.Error()
			}
			if got != test.want && (err == nil || !strings.Contains(got, test.want)) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
