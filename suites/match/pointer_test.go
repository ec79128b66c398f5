package match

import (
	"testing"

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
