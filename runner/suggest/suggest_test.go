package suggest_test

import (
	"testing"

	"github.com/osact/osact/runner/suggest"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"show.headers.request-id", "show.headers.content-type", "plan"}
	for word, want := range map[string]string{
		"show.header.request-id": "show.headers.request-id",
		"plna":                   "plan",
		"content-type":           "show.headers.content-type",
		"something-else":         "",
		"":                       "",
	} {
		if got := suggest.Nearest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
