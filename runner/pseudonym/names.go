package pseudonym

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"strings"
	"unicode/utf8"
)

// names makes pseudonyms: each has the length of what it stands for, in bytes, and of
// each character its class, so that what is a UUID, a name of a host or a number of
// digits stays one. They follow from a key that is made for one bundle and thrown away:
// nobody finds out by trying which name a pseudonym stands for.
type names struct {
	key []byte
	// avoid are texts that no pseudonym may be, folded: what is replaced elsewhere.
	avoid map[string]bool
	given map[string]string // by what they stand for, folded
	taken map[string]string // the other way round
}

// keySize is how many bytes a key has.
const keySize = 32

func newNames(random io.Reader) (*names, error) {
	n := &names{key: make([]byte, keySize), avoid: map[string]bool{}, given: map[string]string{}, taken: map[string]string{}}
	_, err := io.ReadFull(random, n.key)
	return n, err
}

// draws is how often a pseudonym is drawn anew that is taken, or that says nothing
// else than what it stands for. Very short texts have no other.
const draws = 64

// of returns the pseudonym of a text. Parts of the text that are fixed, in order, get
// what they say and nothing else.
func (n *names) of(value string, fixed []part) string {
	key := fold(value)
	if by, ok := n.given[key]; ok {
		return sameCase(value, by)
	}
	by := ""
	for i := range uint64(draws) {
		by = n.draw(value, fixed, i)
		folded := fold(by)
		if _, taken := n.taken[folded]; !taken && folded != key && !n.avoid[folded] {
			break
		}
	}
	n.given[key], n.taken[fold(by)] = by, key
	return by
}

// part is a part of a text, and what stands in its place.
type part struct {
	start, end int
	by         string
}

// dashed is the form of an id that is also written without its dashes.
var dashed = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

func (n *names) draw(value string, fixed []part, attempt uint64) string {
	subject, digits := fold(value), hexadecimal(value)
	if dashed.MatchString(value) {
		subject = strings.ReplaceAll(subject, "-", "")
	}
	mac := hmac.New(sha256.New, n.key)
	mac.Write(binary.BigEndian.AppendUint64(nil, attempt))
	mac.Write([]byte(subject))
	stream := rand.New(rand.NewChaCha8([keySize]byte(mac.Sum(nil))))
	if address, err := netip.ParseAddr(value); err == nil && address.Is4() {
		return octets(value, stream)
	}
	out := make([]byte, 0, len(value))
	for at := 0; at < len(value); {
		if len(fixed) > 0 && at == fixed[0].start {
			out, at, fixed = append(out, fixed[0].by...), fixed[0].end, fixed[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(value[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			out = append(out, 0xff) // which is not UTF-8 either
		case r >= utf8.RuneSelf:
			out = utf8.AppendRune(out, beyond(size, stream))
		default:
			out = append(out, like(byte(r), digits[at], stream))
		}
		at += size
	}
	return string(out)
}

// like returns a character of the class of another.
func like(c byte, hex bool, stream *rand.Rand) byte {
	const lower, upper = "0123456789abcdef", "0123456789ABCDEF"
	switch {
	case hex && c >= 'a':
		return lower[stream.IntN(len(lower))]
	case hex && c >= 'A':
		return upper[stream.IntN(len(upper))]
	case hex:
		return lower[stream.IntN(10)]
	case '0' <= c && c <= '9':
		return '0' + byte(stream.IntN(10))
	case 'a' <= c && c <= 'z':
		return 'a' + byte(stream.IntN(26))
	case 'A' <= c && c <= 'Z':
		return 'A' + byte(stream.IntN(26))
	case c == '^' || c == '~':
		return '-' // with which a trace underlines a part of a line
	}
	return c
}

// beyond returns a letter beyond ASCII that takes as many bytes.
func beyond(size int, stream *rand.Rand) rune {
	switch size {
	case 2:
		return 'à' + rune(stream.IntN('ö'-'à'))
	case 3:
		return 0x4e00 + rune(stream.IntN(0x5000))
	}
	return 0x20000 + rune(stream.IntN(0xa000))
}

// octets returns an address of IPv4 whose numbers have as many digits.
func octets(value string, stream *rand.Rand) string {
	parts := strings.Split(value, ".")
	for i, p := range parts {
		least, most := 1, 9
		switch len(p) {
		case 2:
			least, most = 10, 99
		case 3:
			least, most = 100, 254
		}
		parts[i] = itoa(least + stream.IntN(most-least+1))
	}
	return strings.Join(parts, ".")
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// shortestHex is from how many characters on a word of hexadecimal digits is taken for a
// number, unless all of its text is one.
const shortestHex = 8

var (
	hexWord  = regexp.MustCompile(`[0-9A-Za-z]+`)
	hexForm  = regexp.MustCompile(`^([0-9a-f]+|[0-9A-F]+)$`)
	hasDigit = regexp.MustCompile(`[0-9]`)
	colons   = regexp.MustCompile(`^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$`) // of IPv6, and of Ethernet
)

// hexadecimal tells of each byte of a text whether it is a digit of a hexadecimal number.
func hexadecimal(value string) []bool {
	all := make([]bool, len(value))
	whole := dashed.MatchString(value) || colons.MatchString(value)
	for _, at := range hexWord.FindAllStringIndex(value, -1) {
		word := value[at[0]:at[1]]
		if whole || len(word) >= shortestHex && hexForm.MatchString(word) && hasDigit.MatchString(word) {
			for i := at[0]; i < at[1]; i++ {
				all[i] = true
			}
		}
	}
	return all
}

// sameCase writes a pseudonym with capitals where the text has them.
func sameCase(text, by string) string {
	if len(text) != len(by) {
		return by
	}
	out := []byte(by)
	for i, c := range out {
		switch is := text[i]; {
		case 'A' <= is && is <= 'Z' && 'a' <= c && c <= 'z':
			out[i] = c - 'a' + 'A'
		case 'a' <= is && is <= 'z' && 'A' <= c && c <= 'Z':
			out[i] = c - 'A' + 'a'
		}
	}
	return string(out)
}
