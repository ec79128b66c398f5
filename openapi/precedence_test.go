package openapi_test

import (
	"slices"
	"testing"

	"github.com/osact/osact/openapi"
)

func TestExpected(t *testing.T) {
	c := load(t)
	legacy := openapi.Legacy()
	for _, test := range []struct {
		about     string
		q         openapi.Question
		right     string
		tolerated string
	}{
		{"nothing is wrong", openapi.Question{Edition: at(2, 84), Policy: "allows"}, "200", ""},
		{
			"all is wrong", openapi.Question{
				Edition: at(2, 104), Actor: "anonymous", Version: "malformed", Project: "other", Query: "unknown-parameter",
				Server: "unknown", Action: "unknown", Method: "PUT", Path: "slash", ContentType: "xml", Policy: "refuses",
			}, "401 error", "401",
		},
		{
			"seed1's error",
			openapi.Question{Edition: legacy, Project: "nobody", Server: "unknown"},
			"400 badRequest", "",
		},
		{
			"the same below /v2.1",
			openapi.Question{Edition: at(2, 1), Project: "nobody", Server: "unknown"},
			"400 badRequest naming url-project and token-project", "",
		},
		{
			"a method that changes things",
			openapi.Question{Edition: at(2, 1), Method: "DELETE", Server: "unknown"},
			"404, or 405 badMethod, or 405", "404 itemNotFound",
		},
		{
			"HEAD, which may be as GET",
			openapi.Question{Edition: at(2, 1), Method: "HEAD", Policy: "allows"},
			"404, or 200", "",
		},
		{
			"HEAD without a token",
			openapi.Question{Edition: at(2, 1), Method: "HEAD", Actor: "intruder"},
			"401", "",
		},
		{
			"a project that is none, and would be another",
			openapi.Question{Edition: at(2, 1), Project: "malformed"},
			"404", "400 badRequest naming url-project and token-project",
		},
		{
			"XML, which would be served",
			openapi.Question{Edition: at(2, 1), ContentType: "xml", Policy: "allows"},
			"415 badMediaType", "200",
		},
		{
			"XML below /v2",
			openapi.Question{Edition: legacy, Project: "own", ContentType: "xml", Policy: "allows"},
			"415 badMediaType, or 200", "",
		},
		{
			"below /v2 without a project",
			openapi.Question{Edition: legacy, Policy: "allows"},
			"404, or 200", "",
		},
		{
			"a bystander of whom nothing is known",
			openapi.Question{Edition: at(2, 1), Actor: "bystander"},
			"403 forbidden naming policy-rule, or 200", "",
		},
		{
			"a bystander's unknown action",
			openapi.Question{Edition: at(2, 1), Actor: "bystander", Action: "unknown"},
			"403 forbidden naming policy-rule, or 404 itemNotFound naming action", "",
		},
		{
			"a deleted server at 2.20",
			openapi.Question{Edition: at(2, 20), Server: "deleted", Actor: "admin"},
			"404 itemNotFound naming server", "",
		},
		{
			"a deleted server's unknown action at 2.21",
			openapi.Question{Edition: at(2, 21), Server: "deleted", Action: "unknown", Policy: "allows"},
			"404 itemNotFound naming action", "",
		},
		{
			"a word that there is not",
			openapi.Question{Edition: at(2, 1), Actor: "nobody"},
			"", "",
		},
		{"an edition that is not described", openapi.Question{Edition: at(2, 105)}, "", ""},
		{"no edition", openapi.Question{}, "", ""},
	} {
		e := c.Expected(test.q)
		equal(t, test.about, test.right, e.String())
		equal(t, test.about+", tolerated", test.tolerated, openapi.Expectation{Right: e.Tolerated}.String())
	}
	if e := c.Expected(openapi.Question{Edition: at(2, 1), Method: "POST"}); !e.ByAnyone {
		t.Error("a refusal of POST by what stands in front of the API is not as good")
	}
	if e := c.Expected(openapi.Question{Edition: at(2, 1)}); e.ByAnyone {
		t.Error("a refusal of GET by what stands in front of the API is as good")
	}
}

// TestRulesSayWhy: each reply leads to its rule, which says why, and where that comes from.
func TestRulesSayWhy(t *testing.T) {
	p := load(t).Precedence()
	for _, q := range []openapi.Question{{Edition: at(2, 1)}, {Edition: openapi.Legacy()}, {Edition: at(2, 1), Method: "HEAD", Path: "slash"}} {
		e := load(t).Expected(q)
		for _, reply := range append(e.Right, e.Tolerated...) {
			r, ok := p.Rule(reply.Rule)
			if !ok || r.Says == "" || len(r.Sources) == 0 {
				t.Errorf("%s is said by %q, which is %+v", reply, reply.Rule, r)
			}
		}
	}
	if r, ok := p.Rule("nobody"); ok {
		t.Errorf("there is a rule %+v", r)
	}
	r, _ := p.Rule("deleted-server")
	equal(t, "when", []openapi.Case{{"server": {"deleted"}, "edition": {"legacy", "up to 2.20"}}}, r.When)
}

// TestActorsAreThoseOfProfiles: the precedence knows whom profiles name.
func TestActorsAreThoseOfProfiles(t *testing.T) {
	c := load(t)
	full, _ := c.Profile("full")
	equal(t, "the actors", slices.Sorted(slices.Values(full.Actors)), slices.Sorted(slices.Values(vocabulary(c)["actor"])))
}
