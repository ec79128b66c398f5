package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

func TestCatalogue(t *testing.T) {
	contract := load(t)
	all := contract.Requirements()
	if want := strings.Count(string(openapi.Embedded().Requirements), "\n  - id: "); len(all) != want {
		t.Errorf("the catalogue holds %d requirements, want the %d of its file", len(all), want)
	}
	for _, q := range all {
		got, ok := contract.Requirement(q.ID)
		if !ok || got.Statement != q.Statement {
			t.Errorf("Requirement(%q) = %v, %v", q.ID, got, ok)
		}
		if !strings.HasSuffix(q.Statement, ".") || strings.Contains(q.Statement, "\n") {
			t.Errorf("%s: %q is no sentence of one line", q.ID, q.Statement)
		}
	}
	if q, ok := contract.Requirement("show.status"); ok {
		t.Errorf("Requirement(show.status) = %v", q)
	}
	q, _ := contract.Requirement("show.headers.request-ids-agree")
	if q.Level != openapi.Must || q.Offered.ContainsVersion(openapi.Version{Major: 2, Minor: 45}) ||
		!q.Offered.ContainsVersion(openapi.Version{Major: 2, Minor: 46}) || !q.Asked.Contains(openapi.Legacy()) || q.WhenSeen {
		t.Errorf("read as %+v", q)
	}
	q, _ = contract.Requirement("show.visibility.events-hidden-from-tenant")
	if q.Level != openapi.Should || !q.Asked.Contains(openapi.Legacy()) || !q.Asked.Contains(at(2, 50)) || q.Asked.Contains(at(2, 51)) {
		t.Errorf("read as %+v", q)
	}
	q, _ = contract.Requirement("show.errors.unknown-action-is-404")
	if q.Tempest == "" || q.Unclaimed != "" || len(q.Sources) != 2 || q.Sources[0] != (openapi.Source{Name: "seed2", Place: "response codes"}) {
		t.Errorf("read as %+v", q)
	}
	q, _ = contract.Requirement("show.events.failure-has-an-error")
	if !q.WhenSeen || q.ByAnyone {
		t.Errorf("read as %+v", q)
	}
	q, _ = contract.Requirement("show.errors.odd-ids-are-refused")
	if q.WhenSeen || !q.ByAnyone {
		t.Errorf("read as %+v", q)
	}
}

func TestProfiles(t *testing.T) {
	contract := load(t)
	var names, all []string
	for _, p := range contract.Profiles() {
		names = append(names, p.Name)
	}
	equal(t, "the profiles", []string{"tenant", "full", "operator", "legacy", "v2", "v2-external", "v2-internal", "lifecycle", "smoke"}, names)
	for _, q := range contract.Requirements() {
		if q.Unclaimed == "" {
			all = append(all, q.ID)
		}
	}
	full, _ := contract.Profile("full")
	equal(t, "full", all, full.Requirements)
	tenant, _ := contract.Profile("tenant")
	equal(t, "the actors of tenant", []string{"member", "anonymous", "intruder"}, tenant.Actors)
	equal(t, "tenant", slices.DeleteFunc(slices.Clone(all), func(id string) bool {
		_, excepted := tenant.Except[id]
		return excepted
	}), tenant.Requirements)
	for _, id := range []string{"show.events.failure-has-an-error", "show.visibility.operator-sees-all", "show.roles.reader-sees-as-member"} {
		if slices.Contains(tenant.Requirements, id) {
			t.Errorf("tenant demands %s, which takes more than a member", id)
		}
	}
	if p, ok := contract.Profile("tenants"); ok {
		t.Errorf("Profile(tenants) = %v", p)
	}
}

// TestSelections: a selection names ids, or the words that they begin with.
func TestSelections(t *testing.T) {
	files := openapi.Embedded()
	edit(t, &files.Profiles, "requirements: all\n    except:", "requirements: [show.tenancy, show.status.is-200, show.events]\n    except:")
	contract, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	tenant, _ := contract.Profile("tenant")
	var want []string
	for _, q := range contract.Requirements() {
		_, excepted := tenant.Except[q.ID]
		chosen := strings.HasPrefix(q.ID, "show.tenancy.") || q.ID == "show.status.is-200" || strings.HasPrefix(q.ID, "show.events.")
		if chosen && !excepted && q.Unclaimed == "" {
			want = append(want, q.ID)
		}
	}
	equal(t, "the selection, in the order of the catalogue", want, tenant.Requirements)
}
