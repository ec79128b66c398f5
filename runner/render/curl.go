package render

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// maxCurl bounds the command of Curl within a rendering, in bytes: half a
// command would be worse than none.
const maxCurl = 4096

// Curl returns a command for a POSIX shell that asks an exchange's question
// again, in one line. It reads the token from $OS_TOKEN. Whatever the request
// holds, the shell takes it as text, and so does curl.
func Curl(x exchange.Exchange) string {
	r := x.Request
	words := []string{"curl", "-sSi"}
	switch {
	case r.Method == "HEAD" && r.Body == "":
		words = append(words, "--head")
	case r.Method == "GET" && r.Body == "", r.Method == "":
	default:
		words = append(words, "-X", quote(r.Method))
	}
	if strings.ContainsAny(r.URL, "[]{}") {
		words = append(words, "--globoff")
	}
	if strings.Contains(r.URL, "/.") {
		words = append(words, "--path-as-is")
	}
	if r.Header.Get("Accept-Encoding") != "" {
		words = append(words, "--compressed") // decodes the answer
	}
	// Behind --url nothing is an option, not even what begins like one.
	words = append(words, "--url", quote(r.URL))
	for _, line := range headerLines(r) {
		words = append(words, "-H", quote(line))
	}
	if r.Body != "" {
		words = append(words, "--data-raw", quote(r.Body))
	}
	return strings.Join(words, " ")
}

// headerLines returns the headers as curl takes them: "Name;" is an empty one,
// "Name:" leaves out what curl would send of itself.
func headerLines(r exchange.Request) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if !headerName.MatchString(name) {
			continue // curl reads "@name" from a file
		}
		for _, value := range r.Header[name] {
			if value == "" {
				lines = append(lines, name+";")
			} else {
				lines = append(lines, name+": "+value)
			}
		}
	}
	if len(r.Header.Values("Accept")) == 0 {
		lines = append(lines, "Accept:")
	}
	if r.Body != "" && len(r.Header.Values("Content-Type")) == 0 {
		lines = append(lines, "Content-Type:")
	}
	return lines
}

var (
	headerName = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$") // a token of RFC 9110 §5.6.2
	bare       = regexp.MustCompile(`^[A-Za-z0-9_./:-]+$`)
	inDouble   = regexp.MustCompile(`^[A-Za-z0-9_./:=,;@%+ -]*$`)
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
