package preflight

import (
	"io"
	"maps"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
)

// reach prints which requirements can be asked about, and why the others cannot.
// It reports whether every MUST that applies is within reach.
func (r Report) reach(w io.Writer) bool {
	reached := map[string]bool{}
	var order []string
	reasons := map[string][]string{}
	complete := true
	for _, c := range r.Claims {
		id := c.Requirement.ID
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
		why, ok := r.Trial.Reach(c)
		switch {
		case ok:
			reached[id] = true
		case why.Outcome != claim.NotApplicable && !slices.Contains(reasons[why.Reason], id):
			reasons[why.Reason] = append(reasons[why.Reason], id)
			complete = complete && c.Requirement.Level != openapi.Must
		}
	}
	say(w, "\n%d of %d requirements can be asked about\n", len(reached), len(order))
	for _, why := range slices.Sorted(maps.Keys(reasons)) {
		say(w, "\nout of reach, in part or whole: %s\n", why)
		for _, id := range reasons[why] {
			say(w, "  %s\n", id)
		}
	}
	return complete
}

// uncast returns the parts that no action of those read can play.
func (r Report) uncast() []string {
	var parts []string
	for _, part := range cast.Parts() {
		if _, why := r.Trial.Bound(part + ".server"); why.Outcome == claim.Untested {
			parts = append(parts, part)
		}
	}
	return parts
}
