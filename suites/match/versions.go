package match

import (
	"github.com/osact/osact/openapi"
)

// HaveEqualVersions demands of two answers, the document of a version and the list of
// all, that the list tells of that version the oldest and the newest
// microversion that its document does. What the list lacks it does not tell.
func HaveEqualVersions(id string) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		document, _ := field(docs[0], "version")
		for _, version := range find(docs[1], "/versions/*") {
			if listed, _ := field(version.value, "id"); listed != any(id) {
				continue
			}
			for _, bound := range []string{"min_version", "version"} {
				want, _ := field(document, bound)
				got, _ := field(version.value, bound)
				if a, b := openapi.Excerpt(want), openapi.Excerpt(got); a != b {
					wrong = append(wrong, openapi.Violation{Kind: "difference", At: version.at + "/" + bound, Want: a + ", as its own document says", Got: b})
				}
			}
		}
		return wrong
	}
}
