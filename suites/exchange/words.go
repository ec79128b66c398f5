package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// A header that is not kept leaves the hashes of its words: who knows a word finds
// out whether it was there, and who does not learns nothing that is hard to guess.
const (
	wordsBegin = "[osact: words"
	minWord    = 8  // bytes; shorter words occur by chance
	mostWords  = 16 // of one value
)

// Words returns what stands for a value that is not kept: the hashes of its words of
// eight bytes or more, which may be none. A word is made of letters, digits, dots, dashes
// and underscores.
func Words(value string) string {
	var hashes []string
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return !isWordRune(r) }) {
		if hash := wordHash(word); len(word) >= minWord && len(hashes) < mostWords && !slices.Contains(hashes, hash) {
			hashes = append(hashes, hash)
		}
	}
	return strings.Join(append([]string{wordsBegin}, hashes...), " ") + "]"
}

// IsWords reports whether a recorded value stands for one that is not kept.
func IsWords(recorded string) bool { return strings.HasPrefix(recorded, wordsBegin) }

// HasWord reports whether a recorded value stands for one with a word. It is false for
// a text that is no word of eight bytes or more.
func HasWord(recorded, word string) bool {
	return IsWords(recorded) && len(word) >= minWord && strings.Contains(recorded, " "+wordHash(word)) &&
		!strings.ContainsFunc(word, func(r rune) bool { return !isWordRune(r) })
}

// wordHash is half of a SHA-256 in hexadecimal digits, so that no other word has it.
func wordHash(word string) string {
	sum := sha256.Sum256([]byte(word))
	return hex.EncodeToString(sum[:16])
}

func isWordRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-", r)
}
