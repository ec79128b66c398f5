package certificate

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// someBundle has a requirement of each kind that a statement tells apart.
func someBundle() bundle.Contents {
	var c bundle.Contents
	c.ManifestDigest, c.Manifest.EvidenceDigest = strings.Repeat("a", 64), strings.Repeat("b", 64)
	c.Verdict = verdict.Verdict{
		Verdict: verdict.ConformantWithWarnings, Profile: "tenant", Contract: strings.Repeat("c", 64), Digest: strings.Repeat("d", 64),
		Started: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC),
		Requirements: []verdict.Requirement{
			{ID: "holds", Level: openapi.Must, Outcome: claim.Satisfied},
			{ID: "ought", Level: openapi.Should, Outcome: claim.Violated},
		},
	}
	c.Verdict.Target.Kind, c.Verdict.Target.URL = exchange.Given, "https://cloud.example"
	return c
}

// Whoever holds the key can sign any statement; each member of it is held against the
// bundle.
func TestAStatementSaysWhatItsBundleDoes(t *testing.T) {
	secret, public, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	key, err := SecretKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	known, err := PublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	predicate := func(name string, value any) func(map[string]any) {
		return func(s map[string]any) { s["predicate"].(map[string]any)[name] = value }
	}
	for name, test := range map[string]struct {
		edit func(map[string]any)
		says string
	}{
		"as it is":             {func(map[string]any) {}, ""},
		"the result":           {predicate("result", "PASSED"), `predicate/result is "PASSED", and by the bundle it is "WARNED"`},
		"the verdict":          {predicate("verdict", "conformant"), `predicate/verdict is "conformant", and by the bundle it is "conformant-with-warnings"`},
		"whether it certifies": {predicate("certificate", false), "predicate/certificate is false, and by the bundle it is true"},
		"the findings digest":  {predicate("findingsDigest", "0"), `predicate/findingsDigest is "0", and by the bundle it is "dddd`},
		"the profile":          {predicate("profile", "full"), `predicate/profile is "full"`},
		"the target":           {predicate("target", "https://prod.example"), `predicate/target is "https://prod.example"`},
		"the time":             {predicate("started", "2020-01-01T00:00:00Z"), "predicate/started is "},
		"what passed":          {predicate("passedTests", []string{}), "predicate/passedTests is a list of 0, and by the bundle it is a list of 1"},
		"what failed":          {predicate("failedTests", []string{"x"}), "predicate/failedTests is "},
		"what warned":          {predicate("warnedTests", []string{"x"}), `predicate/warnedTests/0 is "x", and by the bundle it is "ought"`},
		"the configuration":    {predicate("configuration", []string{}), "predicate/configuration is "},
		"whether it is public": {predicate("public", true), "predicate/public is true, and by the bundle it is false"},
		"why not":              {predicate("shortfalls", []string{"x"}), "predicate/shortfalls is "},
		"an unknown member":    {predicate("more", "x"), `a member "/predicate/more" that is unknown`},
		"in another case":      {func(s map[string]any) { s["Predicate"] = map[string]any{"result": "PASSED"} }, `a member "/Predicate" that is unknown`},
		"one subject":          {func(s map[string]any) { s["subject"] = s["subject"].([]any)[:1] }, "it says nothing about recording.har"},
		"a subject more":       {func(s map[string]any) { s["subject"] = append(s["subject"].([]any), map[string]any{"name": "x"}) }, "subject is a list of 3"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(About(someBundle()))
			if err != nil {
				t.Fatal(err)
			}
			var statement map[string]any
			if err := json.Unmarshal(text, &statement); err != nil {
				t.Fatal(err)
			}
			test.edit(statement)
			signed, err := signPayload(statement, key)
			if err != nil {
				t.Fatal(err)
			}
			opened, err := Open(signed, known)
			if err == nil {
				err = opened.IsAbout(someBundle())
			}
			if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v, want %q", err, test.says)
			}
		})
	}
}

func TestAQuickLookCertifiesNothing(t *testing.T) {
	c := someBundle()
	if why := Shortfalls(c.Verdict); len(why) > 0 {
		t.Errorf("%s: %q", c.Verdict.Profile, why)
	}
	c.Verdict.Profile = openapi.SmokeProfile
	if why := Shortfalls(c.Verdict); len(why) != 1 || !strings.Contains(why[0], "certifies nothing") {
		t.Errorf("%s: %q", c.Verdict.Profile, why)
	}
}
