package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

func TestSatisfyTakesOnlyScenes(t *testing.T) {
	for _, actual := range []any{nil, Scene{}, answer(), "a scene"} {
		if ok, err := Satisfy(HaveStatus(200)).Match(actual); ok || err == nil {
			t.Errorf("Match(%T) = %v, %v: want an error", actual, ok, err)
		}
	}
}

func TestSatisfyExplains(t *testing.T) {
	m := Satisfy(HaveStatus(200, 300))
	if ok, err := m.Match(scene(answer(status(404)), answer(status(500)))); ok || err != nil {
		t.Fatalf("Match = %v, %v: want no match and no error", ok, err)
	}
	const want = "status (status)\n  want 200 or 300\n  got  404\nstatus (status)\n  want 200 or 300\n  got  500\n"
	if diff := cmp.Diff(want, m.FailureMessage(nil)); diff != "" {
		t.Errorf("FailureMessage (-want +got):\n%s", diff)
	}
	// The same matcher judges the next scene afresh.
	if ok, err := m.Match(scene(answer())); !ok || err != nil {
		t.Fatalf("Match = %v, %v: want a match", ok, err)
	}
	if got := m.NegatedFailureMessage(nil); got == "" {
		t.Error("NegatedFailureMessage is empty: want it to say that a violation was expected")
	}
}

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
