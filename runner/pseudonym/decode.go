package pseudonym

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// plain is a text with its escapes taken off, and where each of its bytes comes from. A
// character beyond ASCII that one escape stands for comes from that with its first byte;
// its others come from nothing.
type plain struct {
	text []byte
	from []origin
}

// origin is the part of the written text that a byte comes from.
type origin struct{ start, end int }

// written returns a text as it is.
func written(text []byte) plain {
	p := plain{text: text, from: make([]origin, len(text))}
	for i := range text {
		p.from[i] = origin{i, i + 1}
	}
	return p
}

// deepest is how many escapes may be within one another.
const deepest = 4

// decoded takes off a text the escapes of JSON and of programming languages, percent
// encoding and the references of HTML, those within others too.
func decoded(text []byte) plain {
	p := written(text)
	for range deepest {
		if !bytes.ContainsAny(p.text, `%\&`) {
			break
		}
		next, changed := p.once()
		if p = next; !changed {
			break
		}
	}
	return p
}

// once takes off one layer of escapes.
func (p plain) once() (plain, bool) {
	var out plain
	changed := false
	for at := 0; at < len(p.text); {
		length, stands, ok := escape(p.text[at:])
		if !ok {
			out.text, out.from = append(out.text, p.text[at]), append(out.from, p.from[at])
			at++
			continue
		}
		changed = true
		for i := range len(stands) {
			from := origin{p.from[at].start, p.from[at+length-1].end}
			if i > 0 {
				from = origin{from.end, from.end}
			}
			out.text, out.from = append(out.text, stands[i]), append(out.from, from)
		}
		at += length
	}
	return out, changed
}

// bare returns a text with its escapes taken off, for who need not know where they were:
// it takes a twentieth of the memory.
func bare(text []byte) []byte {
	for range deepest {
		at := bytes.IndexAny(text, `%\&`)
		if at < 0 {
			break
		}
		out, changed := append(make([]byte, 0, len(text)), text[:at]...), false
		for at < len(text) {
			if length, stands, ok := escape(text[at:]); ok {
				out, changed = append(out, stands...), true
				at += length
			} else {
				out = append(out, text[at])
				at++
			}
		}
		if text = out; !changed {
			break
		}
	}
	return text
}

// escape returns how long the escape is with which a text begins, and what it stands for.
func escape(text []byte) (length int, stands string, ok bool) {
	switch text[0] {
	case '%':
		if n, ok := number(text, 1, 2, 16); ok {
			return 3, string([]byte{byte(n)}), true
		}
	case '&':
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		if end < 0 {
			return 0, "", false
		}
		if plain := html.UnescapeString(string(text[:end+1])); plain != string(text[:end+1]) {
			return end + 1, plain, true
		}
	case '\\':
		return backslash(text)
	}
	return 0, "", false
}

func backslash(text []byte) (length int, stands string, ok bool) {
	if len(text) < 2 {
		return 0, "", false
	}
	switch c := text[1]; {
	case strings.IndexByte(`"\/'`, c) >= 0:
		return 2, string(c), true
	case c == 'n' || c == 'r':
		return 2, "\n", true
	case c == 't' || c == 'b' || c == 'f':
		return 2, "\t", true
	case c == 'x':
		if n, ok := number(text, 2, 2, 16); ok {
			return 4, string([]byte{byte(n)}), true
		}
	case c == 'u':
		n, ok := number(text, 2, 4, 16)
		if !ok {
			return 0, "", false
		}
		if utf16.IsSurrogate(rune(n)) && len(text) >= 12 && text[6] == '\\' && text[7] == 'u' {
			if low, ok := number(text, 8, 4, 16); ok {
				if r := utf16.DecodeRune(rune(n), rune(low)); r != utf8.RuneError {
					return 12, string(r), true
				}
			}
		}
		return 6, string(rune(n)), true
	}
	return 0, "", false
}

func number(text []byte, at, digits, base int) (uint64, bool) {
	if len(text) < at+digits {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[at:at+digits]), base, 32)
	return n, err == nil
}

// write puts another text of the same length in the place of a part of a decoded one,
// into the written text that it came from.
func (p plain) write(into []byte, start int, by string) {
	for i := 0; i < len(by); {
		r, size := utf8.DecodeRuneInString(by[i:])
		if was := p.text[start+i:]; len(was) >= size && string(was[:size]) == by[i:i+size] {
			i += size
			continue
		}
		from := p.from[start+i]
		switch length := from.end - from.start; {
		case length == 1: // each of its bytes is written as it is
			copy(into[from.start:], by[i:i+1])
			size = 1
		case length == 3 && into[from.start] == '%' || into[from.end-1] != ';' && length == 4:
			copy(into[from.end-2:], hexOf(rune(by[i]), 2))
			size = 1
		case length == 12:
			high, low := utf16.EncodeRune(r)
			copy(into[from.start+2:], hexOf(high, 4))
			copy(into[from.start+8:], hexOf(low, 4))
		case length > 0 && into[from.end-1] == ';':
			reference(into[from.start:from.end], r)
		case length > 0 && from.end-2 >= from.start:
			if r >= utf8.RuneSelf && length >= 6 {
				copy(into[from.end-4:], hexOf(r, 4))
			} else if isAlphanumeric(byte(r)) {
				copy(into[from.end-2:], hexOf(r, 2))
			}
		}
		i += size
	}
}

// reference writes a number into a reference of HTML. Where it does not fit, it is that
// of a letter that does.
func reference(into []byte, r rune) {
	digits := bytes.TrimRight(into, ";")
	at := bytes.LastIndexByte(digits, '#')
	if at < 0 || !isAlphanumeric(byte(r)) && r < utf8.RuneSelf {
		return // a sign, which stays
	}
	space := digits[at+1:]
	text := strconv.Itoa(int(r))
	if len(space) > 0 && (space[0] == 'x' || space[0] == 'X') {
		space, text = space[1:], strconv.FormatInt(int64(r), 16)
	}
	if len(text) > len(space) {
		text = strings.Repeat("9", len(space)) // a letter: c, or what has the most digits
	}
	copy(space, strings.Repeat("0", len(space)-len(text))+text)
}

func hexOf(r rune, digits int) string {
	text := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", max(digits-len(text), 0)) + text
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
