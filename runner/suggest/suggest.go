// Package suggest refuses a word that is none of the known ones, and names the
// one that was probably meant.
package suggest

import (
	"cmp"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/osact/osact/runner/exit"
)

// Unknown says that a word is none of the known ones, and which one is
// nearest, if one is near. What says what kind of word it is: "profile".
func Unknown(what, word string, known []string) error {
	if near := Nearest(word, known); near != "" {
		return exit.Usagef("unknown %s %q: did you mean %q?", what, word, near)
	}
	if len(known) <= 12 {
		return exit.Usagef("unknown %s %q: it is one of %s", what, word, strings.Join(known, ", "))
	}
	listers := map[string]string{"requirement": "osact list", "fault": "osact list --faults", "dialect": "osact list --dialects"}
	return exit.Usagef("unknown %s %q: %s prints what there is", what, word, cmp.Or(listers[what], "--help"))
}

// Nearest returns the known word at the least edit distance, or one that holds
// the word; empty if none is near.
func Nearest(word string, known []string) string {
	best, bestDistance := "", len(word)/3+2
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, k); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	if best != "" || word == "" {
		return best
	}
	for _, k := range known {
		if strings.Contains(k, word) {
			return k
		}
	}
	return ""
}
