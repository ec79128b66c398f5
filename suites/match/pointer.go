package match

import (
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
)

// located is a value and the JSON pointer to it.
type located struct {
	at    string
	value any
}

// find returns the values that a pattern points to, in document order of the
// arrays. A pattern is a JSON pointer (RFC 6901) in which the token "*"
// stands for every element of an array.
func find(doc any, pattern string) []located {
	if pattern == "" {
		return []located{{"", doc}}
	}
	var f finder
	f.below(doc, strings.TrimPrefix(pattern, "/"))
	return f.found
}

// finder collects what a pattern points to. Whole pointers alone become strings, since
// a cloud may answer with many thousand events.
type finder struct {
	at    []byte // the pointer to where it looks
	found []located
}

// below goes on with the tokens that are left.
func (f *finder) below(value any, tokens string) {
	token, rest, more := strings.Cut(tokens, "/")
	here := len(f.at)
	enter := func(child any) {
		if more {
			f.below(child, rest)
		} else {
			f.found = append(f.found, located{string(f.at), child})
		}
		f.at = f.at[:here]
	}
	switch v := value.(type) {
	case map[string]any:
		if child, ok := v[openapi.TokenName(token)]; ok {
			f.at = append(append(f.at, '/'), token...)
			enter(child)
		}
	case []any:
		if token == "*" {
			f.found = slices.Grow(f.found, len(v))
			for i, child := range v {
				f.at = strconv.AppendInt(append(f.at, '/'), int64(i), 10)
				enter(child)
			}
		} else if i, ok := index(token); ok && i < len(v) {
			f.at = append(append(f.at, '/'), token...)
			enter(v[i])
		}
	}
}

// index reads a token that is the place of an element, without signs and leading zeros.
func index(token string) (int, bool) {
	i, err := strconv.Atoi(token)
	return i, err == nil && strconv.Itoa(i) == token && i >= 0
}
