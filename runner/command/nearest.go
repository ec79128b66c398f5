package command

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// unknown says that a word is none of the known ones, and which one is
// nearest, if one is near.
func unknown(what, word string, known []string) error {
	if near := nearest(word, known); near != "" {
		return usage("unknown %s %q: did you mean %q?", what, word, near)
	}
	if len(known) <= 12 {
		return usage("unknown %s %q: it is one of %s", what, word, strings.Join(known, ", "))
	}
	listers := map[string]string{"requirement": "osact list", "fault": "osact list --faults"}
	return usage("unknown %s %q: %s prints what there is", what, word, cmp.Or(listers[what], "--help"))
}

// nearest returns the known word at the least edit distance, or the one that
// ends or begins with the word; empty if none is near.
func nearest(word string, known []string) string {
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

// nearestFlag completes the message about an unknown flag, or a wrong value of one.
func nearestFlag(err error, known []string) error {
	if told := misvalued(err); told != err {
		return told
	}
	text := err.Error()
	if _, flag, ok := strings.Cut(text, "unknown flag: --"); ok {
		flag, _, _ = strings.Cut(flag, "=")
		if near := nearest(flag, known); near != "" {
			return usage("unknown flag --%s: did you mean --%s?", flag, near)
		}
		return usage("unknown flag --%s: the flags are listed by --help", flag)
	}
	return &Exit{exitUsage, fmt.Errorf("%s: the flags are listed by --help", text)}
}
