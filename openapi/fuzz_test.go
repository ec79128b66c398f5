package openapi_test

import (
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/osact/osact/fixtures/samples"
	"github.com/osact/osact/openapi"
)

// FuzzCheck judges arbitrary answers at arbitrary places: whatever comes, the violations are few, short, sorted, the same
// a second time, and belong to requirements of the catalogue.
func FuzzCheck(f *testing.F) {
	contract := load(f)
	editions := contract.Editions()
	files, err := fs.Glob(samples.FS(), "*.json")
	if err != nil {
		f.Fatal(err)
	}
	refused, err := fs.Glob(samples.FS(), "refused/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range append(files, refused...) {
		f.Add(uint8(62), uint8(1), 200, "application/json", "Vary", "*", []byte(sample(f, file)))
	}
	f.Add(uint8(0), uint8(2), 404, "application/json; charset=UTF-8", "X-Compute-Request-Id", "req-", []byte(router404))
	f.Add(uint8(104), uint8(0), 401, "text/plain", "Www-Authenticate", "", []byte(`{"error":1e999}`))
	f.Fuzz(func(t *testing.T, edition, audience uint8, status int, contentType, name, value string, body []byte) {
		place := show(editions[int(edition)%len(editions)], audiences[int(audience)%len(audiences)])
		answer := openapi.Answer{
			Status: status,
			Header: http.Header{"Content-Type": {contentType}, http.CanonicalHeaderKey(name): {value, value}},
			Body:   body,
		}
		got := contract.Check(place, answer)
		if diff := cmp.Diff(got, contract.Check(place, answer)); diff != "" {
			t.Errorf("judged twice:\n%s", diff)
		}
		if len(got) > 200 || !slices.IsSortedFunc(got, func(v, w openapi.Violation) int { return strings.Compare(v.At, w.At) }) {
			t.Errorf("%d violations, sorted or not", len(got))
		}
		for _, v := range got {
			for _, s := range []string{v.At, v.Want, v.Got} {
				if len(s) > 200 || !utf8.ValidString(s) {
					t.Errorf("not short and printable: %q", s)
				}
			}
			if _, ok := contract.Requirement(v.Requirement); !ok {
				t.Errorf("%v belongs to %q", v, v.Requirement)
			}
		}
	})
}
