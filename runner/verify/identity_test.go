package verify

import (
	"crypto/sha256"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/osact/osact/runner/bundle"
)

// Whom a bundle is about is said by whoever signed it; what the target showed, by its
// recording.
func TestIdentity(t *testing.T) {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	shown := server.Certificate().Raw
	var c bundle.Contents
	if err := c.Manifest.Implementation.Set("product", "Vendor Cloud"); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		chain    [][]byte
		signed   bool
		standing Standing // of the implementation
		says     string
	}{
		"signed":               {nil, true, Shown, "whoever signed it answers for this: product Vendor Cloud"},
		"unsigned":             {nil, false, NotShown, "nobody answers for this: product Vendor Cloud"},
		"with a certificate":   {[][]byte{shown}, true, Shown, fmt.Sprintf("has shown a certificate of the SHA-256 %x for", sha256.Sum256(shown))},
		"one that is not read": {[][]byte{{1}}, true, Shown, fmt.Sprintf("has shown a certificate of the SHA-256 %x", sha256.Sum256([]byte{1}))},
	} {
		var r Report
		c.Recording.Certificates = test.chain
		r.identity(c, test.signed)
		var text strings.Builder
		for _, p := range r.Points {
			text.WriteString(p.Text + "\n")
		}
		if len(r.Points) != 1+len(test.chain) || r.Points[0].Standing != test.standing || !strings.Contains(text.String(), test.says) {
			t.Errorf("%s: %v, want %s and %q", name, r.Points, test.standing, test.says)
		}
	}
}
