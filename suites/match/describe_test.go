package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

func TestDescribe(t *testing.T) {
	got := Describe([]openapi.Violation{
		{Kind: "syntax", At: "", Want: "one JSON document", Got: "nothing"},
		{Kind: "enum", At: "/a/b", Want: "one of two", Got: "7", Rule: "#/components/schemas/Event"},
	})
	const want = "the body (syntax)\n  want one JSON document\n  got  nothing\n" +
		"/a/b (enum)\n  want one of two\n  got  7\n  rule #/components/schemas/Event\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Describe (-want +got):\n%s", diff)
	}
}
