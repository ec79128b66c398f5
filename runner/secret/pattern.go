package secret

import (
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
)

// How many characters in a row of a secret are the secret, and how many that makes in
// base64 and in hexadecimal digits.
const (
	enough       = 16
	enoughBase64 = 22
	enoughHex    = 32
)

// shortestEncoded is the length in bytes from which a secret is also looked for in its
// encodings. Those of a shorter one would be found where it is not.
const shortestEncoded = 8

// pattern is one form of a secret.
type pattern struct {
	text []byte // folded
	mark string
	row  int // how many of its characters in a row are the secret
	// from is where the secret begins that is its own: what is before is the same in
	// others, and no secret alone.
	from int
}

// patternsOf returns the forms in which a secret is looked for, itself first.
func patternsOf(s Secret) []pattern {
	var all []pattern
	add := func(text string, row int) {
		p := pattern{text: fold(nil, []byte(text)), mark: s.Mark, row: min(row, len(text))}
		if s.Whole {
			p.row = len(text)
		}
		if text == s.Text || strings.HasPrefix(text, "eyJ") {
			p.from = publicLength(text)
		}
		same := func(other pattern) bool { return string(other.text) == string(p.text) }
		if len(text) > 0 && !slices.ContainsFunc(all, same) {
			all = append(all, p)
		}
	}
	add(s.Text, enough)
	if len(s.Text) < shortestEncoded {
		return all
	}
	plain, _ := reduce([]byte(s.Text))
	add(string(plain), enough)
	add(strings.ReplaceAll(s.Text, `\`, ""), enough)  // which an escape behind it takes along
	add(strings.ReplaceAll(s.Text, " ", "+"), enough) // as forms write a space
	add(hex.EncodeToString([]byte(s.Text)), enoughHex)
	for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		whole := alphabet.EncodeToString([]byte(s.Text))
		add(whole, len(whole))
	}
	for _, alphabet := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		// Each character has 6 bits, and 0, 1 or 2 bytes of a group of three may stand
		// before: these depend on the secret alone.
		for before := range 3 {
			amid := alphabet.EncodeToString([]byte(strings.Repeat("\x00", before) + s.Text))
			add(amid[(before*8+5)/6:(before+len(s.Text))*8/6], enoughBase64)
		}
	}
	return all
}

// publicLength returns how long the head of a JSON Web Token is, which it shares with
// all of its issuer's; 0 of any other secret.
func publicLength(text string) int {
	if head, _, ok := strings.Cut(text, "."); ok && strings.HasPrefix(text, "eyJ") {
		return len(head) + 1
	}
	return 0
}

// holds reports whether a part of the pattern is the secret.
func (p pattern) holds(start, end int) bool {
	if start == 0 && end == len(p.text) {
		return true
	}
	return end-max(start, p.from) >= p.row
}

// fold appends a text to another, with small letters in the place of capitals.
func fold(to, text []byte) []byte {
	for _, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}
