package dictionary

import (
	"strings"

	"github.com/osact/osact/openapi"
)

// Sign is one way in which a requirement is violated.
type Sign struct {
	Requirement string
	Kind        string // as in a violation
	At          string // with * for each name that a target chose: "/instanceAction/events/*/result"
	Got         string // a status, or that it was null or nothing; empty: something else
}

// signOf leaves of a violation what another target may have in common with it.
func signOf(requirement string, v openapi.Violation) Sign {
	return Sign{requirement, v.Kind, placeOf(v), gotOf(v)}
}

// placeOf is where a violation is. An array has as many items as the target wishes, and
// a key that should not be there has the name that the target gave it.
func placeOf(v openapi.Violation) string {
	at := openapi.AnyIndex(v.At)
	if v.Kind == "additionalProperties" {
		at = at[:strings.LastIndexByte(at, '/')+1] + "*"
	}
	return at
}

func gotOf(v openapi.Violation) string {
	switch {
	case v.At == "status":
		code, _, _ := strings.Cut(v.Got, " ")
		return code
	case v.Got == "nothing", v.Got == "null":
		return v.Got
	}
	return ""
}

// hides reports that nothing else could be looked at where such a sign is: there was
// another answer than the one to be judged.
func (s Sign) hides() bool { return s.At == "status" || s.Kind == "syntax" }
