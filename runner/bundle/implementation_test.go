package bundle_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/runner/bundle"
)

func TestImplementation(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"organisation", "Vendor Inc.", ""},
		{"product", "Wolke für alle", ""},
		{"version", "7", ""},
		{"region", "eu-1", ""},
		{"contact", "cloud@vendor.example", ""},
		{"url", "https://vendor.example/cloud", ""},
		{"url", "vendor.example", "is the address of a page"},
		{"url", "file:///etc/passwd", "is the address of a page"},
		{"url", "https://user:secret@vendor.example", "is the address of a page"},
		{"product", "", "is empty"},
		{"product", "two\nlines", "does not print"},
		{"product", " spaces ", "does not print, or spaces"},
		{"product", "no UTF-8 \xff", "does not print"},
		{"product", strings.Repeat("ü", 201), "more than 200 characters"},
		{"product", strings.Repeat("ü", 200), ""},
		{"vendor", "Vendor Inc.", "is nothing that is said"},
	} {
		var i bundle.Implementation
		err := i.Set(test.name, test.value)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: %v, want %q", test.name, test.value, err, test.want)
		}
		if err != nil {
			continue
		}
		if got := i.String(); got != test.name+" "+test.value {
			t.Errorf("it says %q", got)
		}
		if err := i.Set(test.name, test.value); err == nil || !strings.Contains(err.Error(), "is said twice") {
			t.Errorf("%s twice: %v", test.name, err)
		}
	}
}
