package exchange

import (
	"fmt"
	"strings"
)

// Last is the Nth of a question that is asked again when its actor has
// nothing else left to ask.
const Last = -1

// Probe is one question, which is always one request. It is comparable, holds
// no secret, and does not depend on the target: where it names something that
// only the target knows, it has a symbol in braces, as in
//
//	/v2.1/servers/{finished.server}/os-instance-actions/{finished.id}
//
// Symbols may stand in Path, Version, Variant and Body.
type Probe struct {
	As     Actor  `json:"as"`
	Method string `json:"method"`
	// Path is relative to the root of the compute service and holds the query.
	Path string `json:"path"`
	// Version is the microversion in the OpenStack-API-Version header, as
	// written there ("2.62", "latest", or something malformed on purpose).
	// Empty: no such header.
	Version string `json:"version,omitempty"`
	// Variant is the one factor that differs from the usual request: a header
	// line "Name: value" that replaces the usual one, "Name:" to leave that
	// header out, or "Name;" to send it empty. Empty: nothing differs.
	Variant string `json:"variant,omitempty"`
	// Body is sent as it stands. Empty: no body.
	Body string `json:"body,omitempty"`
	// Nth tells the same question from itself when it is asked more than once:
	// 0, 1, 2 …, or Last.
	Nth int `json:"nth,omitempty"`
}

// String returns the probe as one line: who asks, what, at which version, and
// what is special about it.
func (p Probe) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", p.As, p.Method, p.Path)
	if p.Version != "" {
		fmt.Fprintf(&b, " @%s", p.Version)
	}
	if p.Variant != "" {
		fmt.Fprintf(&b, " [%s]", p.Variant)
	}
	if p.Body != "" {
		fmt.Fprintf(&b, " body %s", p.Body)
	}
	switch {
	case p.Nth == Last:
		b.WriteString(" (asked last)")
	case p.Nth > 0:
		fmt.Fprintf(&b, " (asked again, %d)", p.Nth)
	}
	return b.String()
}
