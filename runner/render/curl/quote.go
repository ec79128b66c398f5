package curl

import (
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/runner/shell"
	"github.com/osact/osact/suites/exchange"
)

var inDouble = regexp.MustCompile(`^[A-Za-z0-9_./:=,;@%+ -]*$`)

// token stands in the shell where the recording holds the mark of a token.
const token = `$OS_TOKEN`

// quote makes one word of a shell of a text, if there is one; see shell.Word.
func quote(s string) (word string, ok bool) {
	pieces := splitMarks(s)
	if len(pieces) == 1 {
		return shell.Word(pieces[0])
	}
	if !slices.ContainsFunc(pieces, func(p string) bool { return !inDouble.MatchString(p) }) {
		return `"` + strings.Join(pieces, token) + `"`, true
	}
	for i, p := range pieces {
		if p == "" {
			continue
		}
		if pieces[i], ok = shell.Word(p); !ok {
			return "", false
		}
	}
	return strings.Join(pieces, `"`+token+`"`), true
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
