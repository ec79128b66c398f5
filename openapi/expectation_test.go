package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/osact/osact/openapi"
)

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
