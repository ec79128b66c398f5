package match

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// HaveTrueEncoding demands that each body is in the coding that Content-Encoding
// names, if it names one (RFC 9110 section 8.4).
func HaveTrueEncoding() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		if !IsMiscoded(a.Exchange) {
			return nil
		}
		return []openapi.Violation{{
			Kind: "header", At: "header Content-Encoding",
			Want: "the coding of the body", Got: openapi.Printable(strings.Join(a.Response.Header.Values("Content-Encoding"), ", ")),
		}}
	})
}

// IsMiscoded reports that a body came whole, and is not in the coding that its answer
// names, which is one that everybody knows.
func IsMiscoded(x *exchange.Exchange) bool {
	if x.Failure == nil || x.Failure.Kind != exchange.Undecoded || x.Response == nil {
		return false
	}
	known := []string{"gzip", "x-gzip", "deflate", "identity", ""}
	for coding := range strings.SplitSeq(strings.Join(x.Response.Header.Values("Content-Encoding"), ","), ",") {
		if !slices.Contains(known, strings.ToLower(strings.TrimSpace(coding))) {
			return false
		}
	}
	return true
}
