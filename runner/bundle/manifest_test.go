package bundle

import (
	"strings"
	"testing"
)

// Readers of JSON disagree about names that come twice, or in another case.
func TestAManifestIsReadStrictly(t *testing.T) {
	const whole = `{"schema": "osact/manifest/1", "implementation": {"product": "A"}, "build": {"version": "1", "go": "", "system": ""}, "evidence_digest": "", "members": []}`
	for name, test := range map[string]struct{ old, by, says string }{
		"as it is":        {"{", "{", ""},
		"another case":    {`"build"`, `"Implementation": {"product": "B"}, "build"`, `a member "/Implementation" that is unknown`},
		"deeper":          {`{"product"`, `{"Product": "B", "product"`, `a member "/implementation/Product" that is unknown`},
		"twice":           {`"build"`, `"implementation": {}, "build"`, "has a member twice"},
		"unknown":         {`"build"`, `"builds": 1, "build"`, `a member "/builds" that is unknown`},
		"another schema":  {"osact/manifest/1", "osact/manifest/2", `its schema is "osact/manifest/2"`},
		"not JSON at all": {"{", "x", "it is not JSON"},
	} {
		_, err := readManifest([]byte(strings.Replace(whole, test.old, test.by, 1)))
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", name, err, test.says)
		}
	}
}
