package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

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

// drawn is a question in the words of the contract.
func drawn(t *rapid.T, c *openapi.Contract) openapi.Question {
	return vocabulary(c).any(c.Boundaries(), func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "word") })
}

// TestEveryQuestionIsDecided: there is an answer to each question, and nothing about it contradicts itself.
func TestEveryQuestionIsDecided(t *testing.T) {
	c := load(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawn(t, c)
		e := c.Expected(q)
		if len(e.Right) == 0 {
			t.Fatalf("%+v: there is no answer", q)
		}
		for i, r := range slices.Concat(e.Right, e.Tolerated) {
			if r.Status < 200 || r.Status > 499 || r.Status == 200 && r.Fault != "" {
				t.Fatalf("%+v: %s", q, r)
			}
			for _, other := range slices.Concat(e.Right, e.Tolerated)[:i] {
				if other.String() == r.String() {
					t.Fatalf("%+v: %s is there twice", q, r)
				}
			}
		}
	})
}

// TestWhatIsPrintedDecides: reading the rules as they are published comes to the same.
func TestWhatIsPrintedDecides(t *testing.T) {
	c := load(t)
	all := vocabulary(c)
	rapid.Check(t, func(t *rapid.T) {
		q := drawn(t, c)
		var want []string
		for _, r := range c.Precedence().Rules {
			if len(r.When) > 0 && !slices.ContainsFunc(r.When, func(when openapi.Case) bool { return holds(when, q) }) {
				continue
			}
			want = append(want, r.Name)
			if r.Level != openapi.May {
				break
			}
		}
		var got []string
		for _, r := range c.Expected(q).Right {
			got = append(got, r.Rule)
		}
		// Of several rules that say the same the first is named.
		if !slices.Equal(want[:1], got[:1]) || slices.ContainsFunc(got, func(name string) bool { return !slices.Contains(want, name) }) {
			t.Fatalf("%+v: decided by %v, and by the rules as they are printed by %v", q, got, want)
		}
		for _, f := range fields(&q) {
			if *f.word == all[f.name][0] {
				*f.word = ""
			}
		}
		var usual []string
		for _, r := range c.Expected(q).Right {
			usual = append(usual, r.Rule)
		}
		if !slices.Equal(usual, got) {
			t.Fatalf("%+v: decided by %v where what is usual is left out, and by %v where it is not", q, usual, got)
		}
	})
}

// holds reads a case as people do.
func holds(when openapi.Case, q openapi.Question) bool {
	for _, f := range fields(&q) {
		if values, named := when[f.name]; named && !slices.Contains(values, *f.word) {
			return false
		}
	}
	editions, named := when["edition"]
	return !named || slices.ContainsFunc(editions, func(text string) bool { return within(text, q.Edition) })
}

// within reads a range of editions: "legacy", "from 2.66", "up to 2.20", "2.58 to 2.65" or "every microversion".
func within(text string, e openapi.Edition) bool {
	if text == "legacy" || e.IsLegacy() {
		return text == "legacy" && e.IsLegacy()
	}
	first, last, bounded := strings.Cut(text, " to ")
	if bounded && first == "up" {
		first = ""
	}
	if from, open := strings.CutPrefix(text, "from "); open {
		first, last = from, ""
	}
	if text == "every microversion" {
		first, last = "", ""
	}
	for _, bound := range []struct {
		text string
		sign int
	}{{first, -1}, {last, 1}} {
		if b, err := openapi.ParseEdition(bound.text); err == nil && e.Compare(b)*bound.sign > 0 {
			return false
		}
	}
	return true
}

// TestWhatDecidesNothing: these words never matter.
func TestWhatDecidesNothing(t *testing.T) {
	c := load(t)
	all := vocabulary(c)
	rapid.Check(t, func(t *rapid.T) {
		q := drawn(t, c)
		alike := q
		one := func(factor string) string { return rapid.SampledFrom(all[factor]).Draw(t, factor) }
		alike.Accept = one("accept")
		if q.Operation == "list" {
			alike.Action = one("action")
		}
		if q.Edition.IsLegacy() {
			alike.Version, alike.Query = one("version"), one("query")
		}
		if q.Actor == "anonymous" {
			alike.Server, alike.Policy = one("server"), one("policy")
		}
		if want, got := c.Expected(q).String(), c.Expected(alike).String(); want != got {
			t.Fatalf("%+v: %s\n%+v: %s", q, want, alike, got)
		}
	})
}

// TestAnyWords: whatever a question says, the oracle says nothing about what it does not know, and never panics.
func TestAnyWords(t *testing.T) {
	c := load(t)
	all := vocabulary(c)
	rapid.Check(t, func(t *rapid.T) {
		q := drawn(t, c)
		known := true
		for _, f := range fields(&q) {
			if rapid.IntRange(0, 20).Draw(t, "strange") == 0 {
				*f.word = rapid.String().Draw(t, "word")
				known = known && (*f.word == "" || slices.Contains(all[f.name], *f.word))
			}
		}
		if got := len(c.Expected(q).Right) > 0; got != known {
			t.Fatalf("%+v: there is an answer: %v", q, got)
		}
	})
}
