package match

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
)

// HaveNoSharedCaching demands that no answer lets a shared cache give it to
// somebody else: it is neither public nor has it a time to live there. Unlike
// Authorization (RFC 9111 section 3.5), the token's header tells a cache nothing.
func HaveNoSharedCaching() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		header := a.Response.Header
		directives := cacheDirectives(header)
		has := func(name string) bool { _, ok := directives[name]; return ok }
		// With the name of a field these two are about that field alone (RFC 9111
		// sections 5.2.2.4 and 5.2.2.7).
		whole := func(name string) bool { return has(name) && directives[name] == "" }
		if has("no-store") || whole("private") || whole("no-cache") {
			return nil
		}
		lives := func(name string) bool { return seconds(directives, name) > 0 }
		const control, expires = "header Cache-Control", "header Expires"
		switch {
		case has("public"), lives("s-maxage"), !has("s-maxage") && lives("max-age"):
			return []openapi.Violation{{
				Kind: "header", At: control, Want: "nothing, or private or no-store", Got: openapi.Printable(strings.Join(header.Values("Cache-Control"), ", ")),
			}}
		case !has("s-maxage") && !has("max-age") && livesOn(header):
			return []openapi.Violation{{Kind: "header", At: expires, Want: "nothing, or no later than Date", Got: openapi.Printable(header.Get("Expires"))}}
		}
		return nil
	})
}

// cacheDirectives reads Cache-Control: names in lower case, and their values
// without quotes.
func cacheDirectives(h http.Header) map[string]string {
	directives := map[string]string{}
	quoted := false
	apart := func(r rune) bool {
		quoted = quoted != (r == '"')
		return r == ',' && !quoted
	}
	for _, entry := range strings.FieldsFunc(strings.Join(h.Values("Cache-Control"), ","), apart) {
		name, value, _ := strings.Cut(strings.TrimSpace(entry), "=")
		directives[strings.ToLower(name)] = strings.Trim(value, `"`)
	}
	return directives
}

// seconds returns the number that a directive has, 0 where it has none. One that is
// too large to be counted is the largest there is (RFC 9111 section 1.2.2).
func seconds(directives map[string]string, name string) int {
	n, err := strconv.Atoi(directives[name])
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0
	}
	return n // of a number that is out of range, Atoi returns the nearest
}

// livesOn reports whether Expires is later than Date. Without a Date there is
// nothing to compare it with, so that any time there is counts as later.
func livesOn(h http.Header) bool {
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return false // RFC 9111 section 5.3: what is no date is in the past
	}
	date, err := http.ParseTime(h.Get("Date"))
	return err != nil || expires.After(date)
}
