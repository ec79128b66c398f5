package connect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"

	"github.com/osact/osact/openapi"
)

// compute is the type of the service that is judged.
const compute = "compute"

// endpoint returns the address of the compute service in a catalog, for the
// region and the interface that the entry names. Without a region the catalog
// must leave no choice.
func (e entry) endpoint(catalog []tokens.CatalogEntry) (string, error) {
	reach := strings.TrimSuffix(cmp.Or(e.EndpointType, e.Interface, "public"), "URL")
	var services, offers, regions []string
	var urls []string // of the endpoints that fit
	for _, service := range catalog {
		services = append(services, service.Type)
		if service.Type != compute {
			continue
		}
		for _, at := range service.Endpoints {
			region := cmp.Or(at.Region, at.RegionID)
			offers = append(offers, at.Interface+" in "+region)
			if at.Interface != reach || e.Region != "" && e.Region != at.Region && e.Region != at.RegionID {
				continue
			}
			regions = append(regions, region)
			urls = append(urls, at.URL)
		}
	}
	regions = unique(regions)
	switch {
	case !slices.Contains(services, compute):
		return "", fmt.Errorf("the catalog has no %s service, only %s: give the service's address with --target", compute, list(services))
	case len(urls) == 0 && e.Region != "":
		return "", fmt.Errorf("the catalog has no %s endpoint with the interface %s in the region %q, only %s: correct region_name or interface, or give --target", compute, reach, e.Region, list(offers))
	case len(urls) == 0:
		return "", fmt.Errorf("the catalog has no %s endpoint with the interface %s, only %s: correct interface, or give --target", compute, reach, list(offers))
	case len(regions) > 1:
		return "", fmt.Errorf("the catalog has a %s service in the regions %s: choose one with region_name", compute, list(regions))
	}
	return urls[0], nil
}

// list writes names that a service sent, in order and without repetition, as
// far as a terminal can bear them.
func list(names []string) string {
	names = unique(names)
	if len(names) == 0 {
		return "nothing"
	}
	var shown []string
	for i, name := range names {
		if i == 20 {
			shown = append(shown, fmt.Sprintf("and %d more", len(names)-i))
			break
		}
		shown = append(shown, openapi.Printable(name))
	}
	return strings.Join(shown, ", ")
}

func unique(names []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(names)))
}
