package curl

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

var (
	bare     = regexp.MustCompile(`^[A-Za-z0-9_./:-]+$`)
	inDouble = regexp.MustCompile(`^[A-Za-z0-9_./:=,;@%+ -]*$`)
)

// token stands in the shell where the recording holds the mark of a token.
const token = `$OS_TOKEN`

// quote makes one word of a shell of a text.
func quote(s string) string {
	pieces := splitMarks(s)
	if len(pieces) == 1 {
		return quotePlain(pieces[0])
	}
	if !slices.ContainsFunc(pieces, func(p string) bool { return !inDouble.MatchString(p) }) {
		return `"` + strings.Join(pieces, token) + `"`
	}
	for i, p := range pieces {
		if p != "" {
			pieces[i] = quotePlain(p)
		}
	}
	return strings.Join(pieces, `"`+token+`"`)
}

// splitMarks splits a text where it holds the mark of a token. The intruder's
// was never valid, so any text that is none either does in its place.
func splitMarks(s string) []string {
	s = strings.ReplaceAll(s, exchange.Mark(exchange.Intruder), "not-a-token")
	member := exchange.Mark(exchange.Member)
	for _, actor := range exchange.Actors() {
		s = strings.ReplaceAll(s, exchange.Mark(actor), member)
	}
	return strings.Split(s, member)
}

// quotePlain quotes a text without marks. Characters that do not print are
// written as escapes, in the $'…' of POSIX.1-2024.
func quotePlain(s string) string {
	switch {
	case bare.MatchString(s):
		return s
	case openapi.Visible(s) == s:
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b strings.Builder
	b.WriteString("$'")
	for _, c := range []byte(s) {
		switch {
		case c == '\'' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteString("'")
	return b.String()
}
