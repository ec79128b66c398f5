package openapi_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
)

func TestExcerpt(t *testing.T) {
	tests := []struct {
		value any
		want  string
	}{
		{nil, "null"},
		{"a\nb", `"a\nb"`},
		{404.0, "404"},
		{map[string]any{"b": 1.0, "a": []any{}}, `{"a":[],"b":1}`},
		{strings.Repeat("x", 198), `"` + strings.Repeat("x", 198) + `"`},
		{strings.Repeat("x", 300), `"` + strings.Repeat("x", 196) + "…"},
	}
	for _, test := range tests {
		if got := openapi.Excerpt(test.value); got != test.want {
			t.Errorf("Excerpt(%v) = %s, want %s", test.value, got, test.want)
		}
	}
}

func TestPrintable(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{`/a\b "c" é~1`, `/a\b "c" é~1`},
		{"a\nb\u202ec\x00", `a\nb\u202ec\x00`},
		{"a\xffb", `a\xffb`},
		{"\x1b[31m", `\x1b[31m`},
	}
	for _, test := range tests {
		got := openapi.Printable(test.text)
		if got != test.want {
			t.Errorf("Printable(%q) = %s, want %s", test.text, got, test.want)
		}
		if again := openapi.Printable(got); again != got {
			t.Errorf("Printable(%s) = %s, want it unchanged", got, again)
		}
	}
	for n := range 4 {
		text := strings.Repeat("x", n) + strings.Repeat("€", 100)
		got := openapi.Printable(text)
		if !utf8.ValidString(got) || !strings.HasPrefix(text, strings.TrimSuffix(got, "…")) || len(got) > 200 {
			t.Errorf("Printable(%q) = %q: want a beginning of at most 200 bytes", text, got)
		}
	}
}
