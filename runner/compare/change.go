package compare

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Kind is how what was found of a requirement changed.
type Kind string

// The kinds of change.
const (
	// Broken: it is violated, and was not.
	Broken Kind = "broken"
	// Spread: it was violated already, and is so at a question that was answered
	// well, or in another way.
	Spread Kind = "spread"
	// Unseen: it was judged, and now is untested or inconclusive.
	Unseen Kind = "unseen"
	// Dropped: it was judged, and is no longer demanded.
	Dropped Kind = "dropped"
	// Faced: it was not demanded, and is violated.
	Faced Kind = "faced"
	// Known: it was violated, and is so in the same way: no change, yet nobody is
	// to forget it.
	Known Kind = "known"
	// Mended: it was violated, and is satisfied.
	Mended Kind = "mended"
	// Exempt: it was judged, and the target no longer offers or shows what it is
	// about.
	Exempt Kind = "exempt"
	// Seen: it was not judged, and is satisfied.
	Seen Kind = "seen"
	// Added: it was not demanded, and is satisfied.
	Added Kind = "added"
	// Observed: a MAY is observed more or less often.
	Observed Kind = "observed"
)

// Kinds returns the kinds of change, what matters most first.
func Kinds() []Kind {
	return []Kind{Broken, Spread, Unseen, Dropped, Faced, Known, Mended, Exempt, Seen, Added, Observed}
}

// Change is what changed of one requirement.
type Change struct {
	ID    string        `json:"id"`
	Level openapi.Level `json:"level"`
	Kind  Kind          `json:"kind"`
	// Was and Is are the outcomes, empty where it is not demanded.
	Was claim.Outcome `json:"was,omitempty"`
	Is  claim.Outcome `json:"is,omitempty"`
	// Reason is the new verdict's, or the old one's where there is no new one.
	Reason string `json:"reason,omitempty"`
	// Probes are those at which it is violated and was not, where it is; of what is
	// known, those at which it is violated.
	Probes []exchange.Probe `json:"probes,omitempty"`
	// Violation is the first of these.
	Violation *openapi.Violation `json:"violation,omitempty"`
}

// change says what changed, and false where nothing did that counts.
func (p pair) change() (Change, bool) {
	was, is := p.outcomes()
	c := Change{Level: p.level(), Was: was, Is: is}
	if p.is != nil {
		c.ID, c.Reason = p.is.ID, p.is.Reason
	} else {
		c.ID, c.Reason = p.was.ID, p.was.Reason
	}
	switch {
	case is == claim.Violated && was == claim.Violated:
		c.Kind = Spread
		c.hold(p.spread())
		if c.Violation == nil {
			c.Kind = Known
			c.hold(findings(p.is))
		}
	case is == claim.Violated:
		c.Kind = Broken
		if was == "" {
			c.Kind = Faced
		}
		c.hold(findings(p.is))
	case judged(was) && is == "":
		c.Kind = Dropped
	case judged(was) && is == claim.NotApplicable:
		c.Kind = Exempt
	case judged(was) && !judged(is):
		c.Kind = Unseen
	case was == claim.Violated:
		c.Kind = Mended
	case is == claim.Satisfied && was == "":
		c.Kind = Added
	case is == claim.Satisfied && !judged(was):
		c.Kind = Seen
	case c.Level == openapi.May && judged(is) && p.was.Reason != p.is.Reason:
		c.Kind = Observed
	default:
		return Change{}, false
	}
	return c, true
}

// judged reports that an outcome says whether a requirement holds.
func judged(o claim.Outcome) bool { return o == claim.Satisfied || o == claim.Violated }

// hold notes where a requirement is violated.
func (c *Change) hold(violated []verdict.Finding) {
	for _, f := range violated {
		if !slices.Contains(c.Probes, f.Probe) {
			c.Probes = append(c.Probes, f.Probe)
		}
		if c.Violation == nil {
			c.Violation = &openapi.Violation{}
			if len(f.Violations) > 0 {
				*c.Violation = f.Violations[0]
			}
		}
	}
}

// findings returns those of a requirement that are violated.
func findings(r *verdict.Requirement) []verdict.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f verdict.Finding) bool { return f.Outcome != claim.Violated })
}

// spread returns the violated findings of a requirement that was violated
// before, as far as they were not, or are of a kind or at a place that none was.
func (p pair) spread() []verdict.Finding {
	before := MemoryOf(p.was)
	return slices.DeleteFunc(findings(p.is), func(f verdict.Finding) bool {
		return !slices.ContainsFunc(f.Signs(), func(v openapi.Violation) bool { return !before.Knows(f, v) })
	})
}
