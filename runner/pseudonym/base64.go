package pseudonym

import "iter"

// shortestEncoded is how long what may be a text in base64 is, in bytes without its padding.
const shortestEncoded = 12

// isBase64 reports that a byte is a letter of one of the alphabets of base64.
func isBase64(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '/' || c == '-' || c == '_'
}

// inBase64 goes through what in a text may be base64: where it begins and where it ends. It
// finds what the regular expression [A-Za-z0-9+/_-]{12,}={0,2} does, many times faster.
func inBase64(text []byte) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for from := 0; from < len(text); from++ {
			to := from
			for to < len(text) && isBase64(text[to]) {
				to++
			}
			if to-from < shortestEncoded {
				from = to
				continue
			}
			for range 2 {
				if to < len(text) && text[to] == '=' {
					to++
				}
			}
			if !yield(from, to) {
				return
			}
			from = to - 1 // what follows may begin here: the loop steps on
		}
	}
}
