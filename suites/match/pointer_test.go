package match

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
)

func TestFind(t *testing.T) {
	doc, violation := openapi.Decode([]byte(`{
		"a": {"b": [{"c": 1}, {"d": 2}, {"c": 3}], "*": 4},
		"a/b": 5, "a~b": 6, "": 7, "0": 8, "null": null
	}`))
	if violation != nil {
		t.Fatal(violation)
	}
	tests := []struct {
		pattern string
		want    []located
	}{
		{"/a/b/1/d", []located{{"/a/b/1/d", 2.0}}},
		{"/a/b/*/c", []located{{"/a/b/0/c", 1.0}, {"/a/b/2/c", 3.0}}},
		{"/a/b/7", nil},
		{"/a/b/-1", nil},
		{"/a/b/01/d", nil},
		{"/a/b/c", nil},
		{"/a/*", []located{{"/a/*", 4.0}}},
		{"/a~1b", []located{{"/a~1b", 5.0}}},
		{"/a~0b", []located{{"/a~0b", 6.0}}},
		{"/", []located{{"/", 7.0}}},
		{"", []located{{"", doc}}},
		{"/0", []located{{"/0", 8.0}}},
		{"/null", []located{{"/null", nil}}},
		{"/null/deeper", nil},
		{"/nothing", nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, find(doc, test.pattern), cmp.AllowUnexported(located{})); diff != "" {
			t.Errorf("find %q (-want +got):\n%s", test.pattern, diff)
		}
	}
}

func TestShow(t *testing.T) {
	tests := []struct {
		value any
		want  string
	}{
		{nil, "null"},
		{"a\nb", `"a\nb"`},
		{404.0, "404"},
		{map[string]any{"b": 1.0, "a": []any{}}, `{"a":[],"b":1}`},
		{strings.Repeat("x", 118), `"` + strings.Repeat("x", 118) + `"`},
		{strings.Repeat("x", 200), `"` + strings.Repeat("x", 119) + "…"},
	}
	for _, test := range tests {
		if got := show(test.value); got != test.want {
			t.Errorf("show(%v) = %s, want %s", test.value, got, test.want)
		}
	}
}

func TestExcerptCutsBetweenCharacters(t *testing.T) {
	for n := range 4 {
		text := strings.Repeat("x", n) + strings.Repeat("€", 100)
		got := excerpt(text)
		if !utf8.ValidString(got) || !strings.HasPrefix(text, strings.TrimSuffix(got, "…")) || len(got) > 123 {
			t.Errorf("excerpt(%q) = %q: want a beginning of at most 120 bytes", text, got)
		}
	}
}
