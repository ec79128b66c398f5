package render

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxText bounds a text from a target within a rendering, in characters.
const maxText = 300

// printable makes every character of a text one that prints: control and
// formatting characters, and bytes that are no UTF-8, are written as escapes.
// No text can thus move a terminal's cursor, turn its direction, break a line
// or be invalid in XML.
func printable(s string) string {
	if !strings.ContainsFunc(s, isStrange) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case isStrange(r):
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		default:
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// isStrange also holds for what a string iterates over in place of invalid UTF-8.
func isStrange(r rune) bool {
	return r == utf8.RuneError || !strconv.IsPrint(r)
}

// clip cuts a text to maxText characters.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == maxText {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// wrap breaks a text at spaces into lines of at most width characters. A
// longer word stays whole.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		word = printable(word)
		n := utf8.RuneCountInString(word)
		switch {
		case used == 0:
			line, used = word, n
		case used+1+n <= width:
			line, used = line+" "+word, used+1+n
		default:
			lines = append(lines, line)
			line, used = word, n
		}
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines
}

// several writes a number and what it counts: "1 probe", "2 probes".
func several(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// firsts returns the first of a list, and how many it leaves out.
func firsts[T any](list []T, n int) ([]T, int) {
	if len(list) <= n {
		return list, 0
	}
	return list[:n], len(list) - n
}
