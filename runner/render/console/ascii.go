package console

import (
	"strconv"
	"strings"
)

// spelled writes a text in ASCII alone: what osact itself says in other characters in
// words, and what a target sent as escapes.
func spelled(text string) string {
	text = strings.NewReplacer("…", "...", "§", "section ", "–", "-").Replace(text)
	var b strings.Builder
	for _, r := range text {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
