package judge

import (
	"slices"

	"github.com/osact/osact/openapi"
)

// mostReported bounds the violations of a finding: an answer may be wrong in as
// many places as it has.
const mostReported = 100

// reported returns the first of the violations, in words that can be printed:
// places and values may hold whatever a cloud answered.
func reported(found []openapi.Violation) []openapi.Violation {
	found = slices.Clone(found[:min(len(found), mostReported)])
	for i, v := range found {
		found[i].At, found[i].Want, found[i].Got = openapi.Printable(v.At), openapi.Printable(v.Want), openapi.Printable(v.Got)
	}
	return found
}
