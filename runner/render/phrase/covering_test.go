package phrase_test

import (
	"testing"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// A reader sees what nothing was asked with, however much that is.
func TestCovering(t *testing.T) {
	with := func(unmet ...string) verdict.Verdict {
		return verdict.Verdict{Covering: &verdict.Covering{
			Strength: 2, Seed: 1, Pairs: verdict.Combinations{Possible: 8, Covered: 5}, Triples: verdict.Combinations{Possible: 4, Covered: 1}, Unmet: unmet,
		}}
	}
	const shares = "62 % of the pairs of factors and 25 % of the triples were asked (strength 2, seed 1)"
	for want, v := range map[string]verdict.Verdict{
		"":     {},
		shares: with(),
		shares + "; nothing was asked with subject=running":             with("subject=running"),
		shares + "; nothing was asked with a, b, c, d, e, f and 2 more": with("a", "b", "c", "d", "e", "f", "g", "h"),
	} {
		if got := phrase.Covering(v); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
