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
	places := []located{{"", doc}}
	if pattern == "" {
		return places
	}
	for token := range strings.SplitSeq(strings.TrimPrefix(pattern, "/"), "/") {
		var next []located
		for _, place := range places {
			switch v := place.value.(type) {
			case map[string]any:
				if child, ok := v[openapi.TokenName(token)]; ok {
					next = append(next, located{place.at + "/" + token, child})
				}
			case []any:
				if token == "*" {
					next = slices.Grow(next, len(v))
				}
				for i, child := range v {
					if token == "*" || token == strconv.Itoa(i) {
						next = append(next, located{place.at + "/" + strconv.Itoa(i), child})
					}
				}
			}
		}
		places = next
	}
	return places
}
