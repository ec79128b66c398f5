package secret

import (
	"bytes"
	"html"
	"strconv"
)

// escaping are the characters with which an escape begins. A zero byte is half of a
// character of UTF-16.
const escaping = "%\\&\x00"

// hasEscapes reports whether there may be anything to take off a text.
func hasEscapes(text []byte) bool { return bytes.ContainsAny(text, escaping) }

// origin is the part of a text that a reduced character comes from.
type origin struct{ start, end int32 }

// reduce takes the escapes off a text: those of JSON and of programming languages,
// percent-encoding and the references of HTML, in one another too, until none is left.
// What they stand for beyond ASCII is of no interest, and becomes one byte.
func reduce(text []byte) ([]byte, []origin) {
	out, from := make([]byte, 0, len(text)), make([]origin, 0, len(text))
	began := -longestEscape // where in out the last escape may have begun
	for i, c := range text {
		if c == 0 {
			if len(from) > 0 {
				from[len(from)-1].end = int32(i + 1)
			}
			continue
		}
		out, from = append(out, c), append(from, origin{int32(i), int32(i + 1)})
		if c == '%' || c == '\\' || c == '&' {
			began = len(out) - 1
		}
		for len(out)-began <= longestEscape {
			length, char, ok := escapeAtEnd(out)
			if !ok {
				break
			}
			first := len(out) - length
			from[first].end = from[len(from)-1].end
			out, from = append(out[:first], char), from[:first+1]
			near := max(len(out)-longestEscape, 0)
			if began = bytes.LastIndexAny(out[near:], escaping); began >= 0 {
				began += near
			} else {
				began = -longestEscape
			}
		}
	}
	return out, from
}

// beyondASCII stands for a character that no secret has.
const beyondASCII = 0xff

// escapeAtEnd returns how long the escape is with which a text ends, and what it stands
// for.
func escapeAtEnd(text []byte) (length int, char byte, ok bool) {
	n := len(text)
	last := text[n-1]
	switch {
	case n >= 2 && text[n-2] == '\\' && !isAlphanumeric(last):
		return 2, last, true
	case n >= 2 && text[n-2] == '\\' && bytes.IndexByte([]byte("bfnrt"), last) >= 0:
		return 2, ' ', true
	case last == ';':
		return reference(text)
	case !isHex(last):
		return 0, 0, false
	case n >= 3 && text[n-3] == '%':
		return coded(text, 3, 2, 16)
	case n >= 4 && text[n-4] == '\\' && text[n-3] == 'x':
		return coded(text, 4, 2, 16)
	case n >= 4 && text[n-4] == '\\':
		return coded(text, 4, 3, 8)
	case n >= 6 && text[n-6] == '\\' && text[n-5] == 'u':
		return coded(text, 6, 4, 16)
	}
	return 0, 0, false
}

// coded returns the character whose number the last digits of a text are.
func coded(text []byte, length, digits, base int) (int, byte, bool) {
	code, err := strconv.ParseUint(string(text[len(text)-digits:]), base, 32)
	if err != nil {
		return 0, 0, false
	}
	if code >= 0x80 {
		code = beyondASCII
	}
	return length, byte(code), true
}

// longestEscape is how long an escape may be. The names that HTML has for ASCII are
// shorter, and numbers may begin with zeros.
const longestEscape = 16

// reference returns the reference of HTML with which a text ends.
func reference(text []byte) (length int, char byte, ok bool) {
	start := max(len(text)-longestEscape, 0)
	at := bytes.LastIndexByte(text[start:], '&')
	if at < 0 {
		return 0, 0, false
	}
	written := string(text[start+at:])
	plain := html.UnescapeString(written)
	switch {
	case plain == written:
		return 0, 0, false
	case len(plain) == 1:
		return len(written), plain[0], true
	}
	return len(written), beyondASCII, true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
