package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxText bounds the length of a violation's texts in bytes.
const maxText = 200

// Excerpt writes the beginning of a JSON value, for a reader: at most 200 bytes. However large the value, the work is
// small.
func Excerpt(v any) string {
	var out strings.Builder
	writeExcerpt(&out, v)
	return cut(out.String())
}

func writeExcerpt(out *strings.Builder, v any) {
	if out.Len() > maxText {
		return
	}
	switch v := v.(type) {
	case string:
		out.WriteString(strconv.Quote(cut(v)))
	case []any:
		out.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			if writeExcerpt(out, item); out.Len() > maxText {
				return
			}
		}
		out.WriteByte(']')
	case map[string]any:
		if len(v) > maxText {
			fmt.Fprintf(out, "{%d names}", len(v))
			return
		}
		out.WriteByte('{')
		for i, name := range slices.Sorted(maps.Keys(v)) {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(strconv.Quote(cut(name)) + ":")
			if writeExcerpt(out, v[name]); out.Len() > maxText {
				return
			}
		}
		out.WriteByte('}')
	case nil:
		out.WriteString("null")
	default:
		fmt.Fprint(out, v)
	}
}

// Printable makes a text of at most 200 bytes of s that no terminal and no log takes for anything else: see Visible.
func Printable(s string) string { return cut(Visible(cut(s))) }

// Visible makes every character of a text one that prints: control and formatting characters, and bytes that are no
// UTF-8, are written as escapes. No text can thus move a terminal's cursor, turn its direction, break a line or be invalid
// in XML. What prints stays as it is.
func Visible(s string) string {
	if !strings.ContainsFunc(s, unprintable) {
		return s
	}
	var out strings.Builder
	for i, r := range s {
		switch _, size := utf8.DecodeRuneInString(s[i:]); {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, s[i])
		case unprintable(r):
			quoted := strconv.QuoteRune(r)
			out.WriteString(quoted[1 : len(quoted)-1])
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// unprintable also tells of a byte that is no UTF-8, which comes as the replacement character.
func unprintable(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }

// cut shortens s to maxText bytes, between characters.
func cut(s string) string {
	const ellipsis = "…"
	if len(s) <= maxText {
		return s
	}
	end := maxText - len(ellipsis)
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + ellipsis
}
