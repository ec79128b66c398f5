package openapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/osact/osact/openapi"
)

// TestProjections: what every boundary holds for each audience is plain and valid OpenAPI.
func TestProjections(t *testing.T) {
	contract := load(t)
	judged := 0
	for _, audience := range audiences {
		different := map[string]bool{}
		for _, edition := range contract.Boundaries() {
			projection, err := contract.Project(edition, audience)
			if err != nil {
				t.Fatal(err)
			}
			written, err := projection.YAML()
			if err != nil {
				t.Fatal(err)
			}
			if different[string(written)] {
				continue
			}
			different[string(written)] = true
			doc, err := projection.OpenAPI()
			if err != nil {
				t.Fatalf("%s for %s: %v", edition, audience, err)
			}
			if err := doc.Validate(context.Background()); err != nil {
				t.Errorf("%s for %s: %v", edition, audience, err)
			}
			for _, mark := range []string{"x-openstack", "x-audience", "x-requirement", "# ", "&list", "*list", "{}"} {
				if bytes.Contains(written, []byte(mark)) {
					t.Errorf("%s for %s still holds %q", edition, audience, mark)
				}
			}
			judged += judgeExamples(t, contract, doc, edition, audience)
			if unused := unusedComponents(doc); len(unused) > 0 {
				t.Errorf("%s for %s holds components that nothing refers to: %v", edition, audience, unused)
			}
		}
		// Legacy, and one for each microversion that changes something: 2.1, 2.21, 2.51, 2.58, 2.62, 2.66, 2.84, 2.102;
		// for an operator nothing changes at 2.51, for a tenant nothing at 2.84.
		want := map[openapi.Audience]int{openapi.Operator: 8, openapi.Tenant: 8, openapi.Either: 9}[audience]
		if len(different) != want {
			t.Errorf("%d different projections for %s; want %d", len(different), audience, want)
		}
	}
	if judged < 500 {
		t.Errorf("only %d examples were judged", judged)
	}
}

// judgeExamples makes sure that each example of a projection is an answer that the projection accepts, and counts them.
func judgeExamples(t *testing.T, contract *openapi.Contract, doc *openapi3.T, e openapi.Edition, a openapi.Audience) int {
	t.Helper()
	judged := 0
	for path, item := range doc.Paths.Map() {
		for status, response := range item.Get.Responses.Map() {
			for name, example := range response.Value.Content["application/json"].Examples {
				code, err := strconv.Atoi(status)
				if err != nil {
					t.Fatal(err)
				}
				answer := answers(code, text(t, example.Value.Value))
				answer.Header.Set("WWW-Authenticate", "Keystone")
				place := openapi.Place{Path: path, Method: "GET", Edition: e, Audience: a}
				if got := contract.Check(place, answer); len(got) > 0 {
					t.Errorf("%s in edition %s for %s, example %s: %v", path, e, a, name, got)
				}
				judged++
			}
		}
	}
	return judged
}

// unusedComponents lists the components of a document whose name occurs in no reference of it.
func unusedComponents(doc *openapi3.T) []string {
	data, err := doc.MarshalJSON()
	if err != nil {
		return []string{err.Error()}
	}
	var raw struct{ Components map[string]map[string]any }
	if err := json.Unmarshal(data, &raw); err != nil {
		return []string{err.Error()}
	}
	var unused []string
	for section, members := range raw.Components {
		for name := range members {
			if section != "securitySchemes" && !strings.Contains(string(data), fmt.Sprintf(`"#/components/%s/%s"`, section, name)) {
				unused = append(unused, section+"/"+name)
			}
		}
	}
	return unused
}

func TestProjectedProperties(t *testing.T) {
	contract := load(t)
	all := []string{"event", "start_time", "finish_time", "result", "traceback", "host", "hostId", "details"}
	for _, test := range []struct {
		edition  openapi.Edition
		audience openapi.Audience
		events   bool     // demanded of the action
		demanded []string // of an event
		allowed  []string // and these too
	}{
		{openapi.Legacy(), openapi.Operator, true, all[:5], nil},
		{openapi.Legacy(), openapi.Either, false, all[:4], all[4:5]},
		{at(2, 50), openapi.Operator, true, all[:5], nil},
		{at(2, 51), openapi.Tenant, true, all[:4], nil},
		{at(2, 61), openapi.Tenant, true, all[:4], nil},
		{at(2, 62), openapi.Tenant, true, []string{"event", "start_time", "finish_time", "result", "hostId"}, nil},
		{at(2, 83), openapi.Operator, true, all[:7], nil},
		{at(2, 84), openapi.Operator, true, all, nil},
		{at(2, 104), openapi.Either, true, []string{"event", "start_time", "finish_time", "result", "hostId"}, []string{"traceback", "host", "details"}},
	} {
		projection, err := contract.Project(test.edition, test.audience)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := projection.OpenAPI()
		if err != nil {
			t.Fatal(err)
		}
		name := test.edition.String() + " for " + test.audience.String()
		event := doc.Components.Schemas["Event"].Value
		equal(t, name+", demanded", test.demanded, event.Required)
		var allowed []string
		for property := range event.Properties {
			if !slices.Contains(event.Required, property) {
				allowed = append(allowed, property)
			}
		}
		slices.Sort(allowed)
		slices.Sort(test.allowed)
		equal(t, name+", allowed", test.allowed, allowed)
		if got := slices.Contains(doc.Components.Schemas["InstanceAction"].Value.Required, "events"); got != test.events {
			t.Errorf("%s, events are demanded: %v", name, got)
		}
	}
	// Where a tenant sees no events, nothing of them is left.
	projection, err := contract.Project(at(2, 50), openapi.Tenant)
	if err != nil {
		t.Fatal(err)
	}
	written, err := projection.YAML()
	if err != nil || strings.Contains(string(written), "traceback") {
		t.Errorf("a tenant's projection at 2.50 holds events, or %v", err)
	}
}

func TestProjectRefuses(t *testing.T) {
	contract := load(t)
	for _, e := range []openapi.Edition{{}, at(2, 0), at(2, 105), at(3, 1)} {
		if _, err := contract.Project(e, openapi.Tenant); err == nil {
			t.Errorf("edition %s was projected", e)
		}
	}
	if _, err := contract.Project(at(2, 1), "admin"); err == nil {
		t.Error("an unknown audience was projected")
	}
}

func TestEditionsAndBoundaries(t *testing.T) {
	contract := load(t)
	editions := contract.Editions()
	if len(editions) != 105 || !editions[0].IsLegacy() || editions[1] != at(2, 1) || editions[104] != at(2, 104) {
		t.Errorf("the editions are %v", editions)
	}
	var got []string
	for _, e := range contract.Boundaries() {
		got = append(got, e.String())
	}
	equal(t, "the boundaries", strings.Fields("legacy 2.1 2.20 2.21 2.50 2.51 2.57 2.58 2.61 2.62 2.65 2.66 2.83 2.84 2.101 2.102 2.104"), got)
}
