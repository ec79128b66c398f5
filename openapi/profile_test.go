package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// TestEditionsOfAProfile: where a profile asks decides what it demands of all.
func TestEditionsOfAProfile(t *testing.T) {
	const change = "    actors: [admin, member, reader, bystander, outsider, anonymous, intruder]\n"
	legacy := openapi.Legacy()
	first := openapi.At(openapi.Version{Major: 2, Minor: 1})
	for _, test := range []struct {
		editions      string
		legacy, first bool
		versions      bool // demands what is asked at microversions alone
	}{
		{"", true, true, true},
		{"all", true, true, true},
		{"legacy", true, false, false},
		{"microversions", false, true, true},
	} {
		t.Run(test.editions, func(t *testing.T) {
			files := openapi.Embedded()
			if test.editions != "" {
				edit(t, &files.Profiles, change, change+"    editions: "+test.editions+"\n")
			}
			contract, err := openapi.Load(files)
			if err != nil {
				t.Fatal(err)
			}
			full, _ := contract.Profile("full")
			equal(t, "asks on the legacy path", test.legacy, full.Asks(legacy))
			equal(t, "asks at 2.1", test.first, full.Asks(first))
			equal(t, "demands a status", true, slices.Contains(full.Requirements, "show.status.is-200"))
			equal(t, "demands Vary", test.versions, slices.Contains(full.Requirements, "show.microversions.vary"))
		})
	}
}

// TestExceptions: a profile can say why it leaves something out.
func TestExceptions(t *testing.T) {
	v2, _ := load(t).Profile("v2")
	for id, because := range map[string]string{
		"show.events.newest-first":          "disagree about the order",
		"show.errors.unknown-server-is-404": "one refusal", // by the beginning of its id
		"show.tenancy.outsider-gets-404":    "",            // without a reason
	} {
		got, ok := v2.Except[id]
		if !ok || !strings.Contains(got, because) || (got == "") != (because == "") {
			t.Errorf("%s is left out: %t, because %q; want it left out because %q", id, ok, got, because)
		}
		if slices.Contains(v2.Requirements, id) {
			t.Errorf("%s is demanded all the same", id)
		}
	}
}

func TestProfilesAreRefused(t *testing.T) {
	for _, test := range []struct{ name, old, new, says string }{
		{"unknown editions", "editions: legacy", "editions: newest", "choose all, legacy or microversions"},
		{"an exception that selects nothing", "id: show.errors,", "id: show.error,", `"show.error" selects no requirement`},
		{"an exception without an id", "{id: show.errors, because", "{because", `"" selects no requirement`},
		{"an optional actor who does not ask", "optional: [reader, bystander]", "optional: [nobody]", `"nobody" is optional, but none of its actors`},
		{"moved questions of a profile that asks at microversions", "editions: legacy\n    moved: true", "moved: true", "give it editions: legacy"},
		{"an exception with another key", "because: the document knows", "since: the document knows", "since"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := openapi.Embedded()
			edit(t, &files.Profiles, test.old, test.new)
			if _, err := openapi.Load(files); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error = %v, want one that says %q", err, test.says)
			}
		})
	}
}
