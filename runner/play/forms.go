package play

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// minEncoded is the length in bytes from which a token is also looked for in
// its encodings. Those of a shorter one would be found where it is not.
const minEncoded = 8

// forms returns the ways in which a target may echo a secret: as it is, and
// encoded for JSON, HTML, URLs, base64 or hex. The longer ones come first.
func forms(secret string) []string {
	found := []string{secret}
	if len(secret) >= minEncoded {
		found = slices.Concat(found, jsonForms(secret), urlForms(secret), base64Forms(secret))
		h := hex.EncodeToString([]byte(secret))
		found = append(found, html.EscapeString(secret), h, strings.ToUpper(h))
	}
	slices.SortFunc(found, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(found)
}

// jsonForms returns what may stand between quotes in JSON: some encoders
// escape slashes, and what is special in HTML.
func jsonForms(secret string) []string {
	var plain strings.Builder
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(secret) != nil {
		return nil // a string can always be encoded
	}
	escaped := strings.Trim(strings.TrimSpace(plain.String()), `"`)
	lower := strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "'", `\u0027`, "+", `\u002b`, "=", `\u003d`)
	upper := strings.NewReplacer("<", `\u003C`, ">", `\u003E`, "&", `\u0026`, "'", `\u0027`, "+", `\u002B`, "=", `\u003D`)
	return []string{
		escaped,
		strings.ReplaceAll(escaped, "/", `\/`),
		lower.Replace(escaped),
		upper.Replace(escaped),
	}
}

// octet is a byte in percent-encoding.
var octet = regexp.MustCompile(`%[0-9A-F]{2}`)

// urlForms returns the percent-encodings: of all that a query escapes, with or
// without the slash, and of what a path escapes.
func urlForms(secret string) []string {
	var found []string
	query := url.QueryEscape(secret)
	for _, f := range []string{
		query,
		strings.ReplaceAll(query, "+", "%20"),
		strings.ReplaceAll(query, "%2F", "/"),
		url.PathEscape(secret),
	} {
		found = append(found, f, octet.ReplaceAllStringFunc(f, strings.ToLower))
	}
	return found
}

// base64Forms returns both alphabets, with and without padding, and for a
// secret that stands amid other bytes, as in "user:secret", the characters
// that depend on it alone: each has 6 bits, and 0, 1 or 2 bytes of a group of
// three may stand before it.
func base64Forms(secret string) []string {
	var found []string
	for _, padded := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		found = append(found, padded.EncodeToString([]byte(secret)))
		raw := padded.WithPadding(base64.NoPadding)
		found = append(found, raw.EncodeToString([]byte(secret)))
		for before := range 3 {
			amid := raw.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
			first := (before*8 + 5) / 6
			last := (before + len(secret)) * 8 / 6
			found = append(found, amid[first:last])
		}
	}
	return found
}
