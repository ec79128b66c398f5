package pseudonym

import (
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestInBase64 holds the search against the regular expression that it stands for.
func TestInBase64(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`[A-Za-z0-9+/_-]{12,}={0,2}`)
	piece := rapid.SampledFrom([]string{"A", "z9+/", "-_-_-_-_-_-_", "abcdefghijk", "abcdefghijkl", "=", "==", "===", " ", "\"", "\xff", "é", "."})
	rapid.Check(t, func(t *rapid.T) {
		var text []byte
		for _, p := range rapid.SliceOf(piece).Draw(t, "text") {
			text = append(text, p...)
		}
		var found [][]int
		for from, to := range inBase64(text) {
			found = append(found, []int{from, to})
		}
		if want := form.FindAllIndex(text, -1); !slices.EqualFunc(found, want, slices.Equal[[]int]) {
			t.Errorf("%q: %v, want %v", text, found, want)
		}
	})
}
