package cast_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/demand"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

func TestOwner(t *testing.T) {
	contract := suitestest.Contract(t)
	got := map[string]exchange.Actor{}
	for _, p := range contract.Profiles() {
		got[p.Name] = claim.ScopeOf(p).Owner
	}
	want := map[string]exchange.Actor{
		"smoke": exchange.Member, "tenant": exchange.Member, "full": exchange.Member, "operator": exchange.Admin,
		"lifecycle": exchange.Member, "legacy": exchange.Member,
		"v2": exchange.Member, "v2-external": exchange.Member, "v2-internal": exchange.Admin,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("owners (-want +got):\n%s", diff)
	}
}

func TestMissing(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, test := range []struct{ profile, requirement, reason string }{
		{"tenant", "show.visibility.operator-sees-all", "it takes admin"},
		{"operator", "show.tenancy.outsider-gets-404", "it takes outsider"},
		{"legacy", "show.events.newest-first", "disagree about the order"},
		{"v2", "show.microversions.vary", "it is not asked on the legacy path"},
		{"v2", "show.events.newest-first", "disagree about the order"},
		{"v2", "show.visibility.operator-sees-all", "it takes admin"},
		{"v2", "show.deletion.hidden-before-its-edition", "cannot be listed below /v2"},
		{"v2-external", "show.headers.request-id", "shows no headers"},
	} {
		lacks, err := suites.Missing(contract, test.profile)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(lacks, func(l demand.Lack) bool { return l.Requirement.ID == test.requirement })
		if i < 0 || !strings.Contains(lacks[i].Reason, test.reason) {
			t.Errorf("profile %s: missing are %v, want %s among them, since %s", test.profile, lacks, test.requirement, test.reason)
		}
	}
	for _, p := range contract.Profiles() {
		lacks, err := suites.Missing(contract, p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if want := len(contract.Requirements()) - len(p.Requirements); len(lacks) != want {
			t.Errorf("profile %s: %d are missing, want %d", p.Name, len(lacks), want)
		}
	}
	if _, err := suites.Missing(contract, "none"); err == nil {
		t.Error("a profile that does not exist lacks nothing")
	}
}
