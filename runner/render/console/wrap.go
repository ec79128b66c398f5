package console

import (
	"strings"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
)

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
