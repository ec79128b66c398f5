package phrase

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/osact/osact/runner/verdict"
)

// Family returns the first two words of the id of a requirement, which those
// that are about the same have in common.
func Family(id string) string {
	words := strings.Split(id, ".")
	return strings.Join(words[:min(2, len(words))], ".")
}

// Place says where in an answer a violation is.
func Place(at string) string {
	return cmp.Or(at, "the body as a whole")
}

// Sources lists where a requirement comes from.
func Sources(r verdict.Requirement) string {
	texts := make([]string, len(r.Sources))
	for i, s := range r.Sources {
		texts[i] = s.Name
		if s.Place != "" {
			texts[i] += " (" + s.Place + ")"
		}
	}
	return strings.Join(texts, "; ")
}

// Others says that the violations of a cause are not all the same.
func Others(c verdict.Breach) string {
	if c.Others == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %d more like it)", c.Others)
}
