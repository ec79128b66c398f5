package match

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
)

// Describe lists violations for people, one of them in two or three lines.
func Describe(found []openapi.Violation) string {
	var b strings.Builder
	for _, v := range found {
		at := v.At
		if at == "" {
			at = "the body"
		}
		fmt.Fprintf(&b, "%s (%s)\n  want %s\n  got  %s\n", at, v.Kind, v.Want, v.Got)
		if v.Rule != "" {
			fmt.Fprintf(&b, "  rule %s\n", v.Rule)
		}
	}
	return b.String()
}
