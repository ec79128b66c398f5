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

// excerpt writes the beginning of a JSON value, for a reader. However large the value, the work is small.
func excerpt(v any) string {
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

// printable makes a short text of s that no terminal and no log takes for anything else.
func printable(s string) string {
	quoted := strconv.Quote(cut(s))
	return cut(strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`))
}

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
