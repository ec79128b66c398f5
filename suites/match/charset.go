package match

import (
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
)

const contentType = "header Content-Type"

// HaveTrueCharset demands that the charset of each answer, if Content-Type has
// one, is the UTF-8 that JSON is written in (RFC 8259 section 8.1), and that
// the bytes are what it says.
func HaveTrueCharset() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		charset, given := charsetOf(a)
		switch {
		case !given:
			return nil
		case !strings.EqualFold(charset, "utf-8"):
			return []openapi.Violation{{Kind: "header", At: contentType, Want: "charset=UTF-8, or none", Got: openapi.Excerpt(charset)}}
		case !utf8.Valid(a.Response.Body):
			return []openapi.Violation{{Kind: "header", At: contentType, Want: "bytes that are UTF-8, as announced", Got: "bytes that are not"}}
		}
		return nil
	})
}

// HaveNoCharset demands that no Content-Type has a charset, which JSON has no
// need of.
func HaveNoCharset() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		if charset, given := charsetOf(a); given {
			return []openapi.Violation{{Kind: "header", At: contentType, Want: "no charset", Got: openapi.Excerpt(charset)}}
		}
		return nil
	})
}

func charsetOf(a *Answer) (string, bool) {
	_, parameters, err := mime.ParseMediaType(a.Response.Header.Get("Content-Type"))
	if err != nil {
		return "", false // another requirement is about the media type
	}
	charset, given := parameters["charset"]
	return charset, given
}
