package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
)

// maxText bounds a text from a target within a rendering, in characters.
const maxText = 300

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
		word = openapi.Visible(word)
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
