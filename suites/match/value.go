package match

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
)

// HaveAt demands that each shown action has the given text at a JSON pointer.
// The text may name symbols, as in "{finished.id}".
func HaveAt(pointer, want string) Check {
	return shown(func(s *Scene, _ *Answer, doc any) []openapi.Violation {
		value, err := s.Bindings.Fill(want)
		if err != nil {
			value = want
		}
		places := find(doc, pointer)
		if len(places) == 0 {
			return []openapi.Violation{{Kind: "value", At: pointer, Want: openapi.Excerpt(value), Got: "nothing"}}
		}
		var wrong []openapi.Violation
		for _, p := range places {
			if p.value != any(value) {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: openapi.Excerpt(value), Got: openapi.Excerpt(p.value)})
			}
		}
		return wrong
	})
}

// HaveForm demands that each shown action has a text of the given form at a
// JSON pointer.
func HaveForm(pointer string, form *regexp.Regexp) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, p := range find(doc, pointer) {
			if text, ok := p.value.(string); !ok || !form.MatchString(text) {
				wrong = append(wrong, openapi.Violation{Kind: "pattern", At: p.at, Want: "a text like " + form.String(), Got: openapi.Excerpt(p.value)})
			}
		}
		return wrong
	})
}

// HaveNothingAt demands that no shown action has anything, be it null, at the
// places that the pattern points to ("*" stands for every element).
func HaveNothingAt(pattern string) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var seen []openapi.Violation
		for _, p := range find(doc, pattern) {
			seen = append(seen, openapi.Violation{Kind: "presence", At: p.at, Want: "nothing", Got: openapi.Excerpt(p.value)})
		}
		return seen
	})
}

// HaveSome demands that each shown action has one of the given texts at one at
// least of the places that the pattern points to.
func HaveSome(pattern string, wanted ...string) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		places := find(doc, pattern)
		for _, p := range places {
			if text, ok := p.value.(string); ok && slices.Contains(wanted, text) {
				return nil
			}
		}
		return []openapi.Violation{{
			Kind: "value", At: pattern,
			Want: fmt.Sprintf("%s at one place at least", openapi.Printable(strings.Join(wanted, " or "))),
			Got:  fmt.Sprintf("%d places without it", len(places)),
		}}
	})
}

// HaveNoMessage demands that a shown action has a null message. On the legacy
// path an empty text will do: the sample of seed1 has one.
func HaveNoMessage() Check {
	const at = "/instanceAction/message"
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		for _, p := range find(doc, at) {
			if p.value != nil && (p.value != "" || !a.Place.Edition.IsLegacy()) {
				return []openapi.Violation{{Kind: "value", At: at, Want: "null", Got: openapi.Excerpt(p.value)}}
			}
		}
		return nil
	})
}
