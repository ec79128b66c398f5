package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/osact/osact/suites/match"
)

func TestAll(t *testing.T) { testTwins(t, allTwins()) }

func allTwins() []twin {
	both := All(HaveStatus(404), HaveFault(404, "itemNotFound"))
	return []twin{
		{
			"All", "the first demand", All(HaveStatus(404), HaveAnnouncedLength()),
			scene(refusal()), scene(refusal(status(400))),
			[]wrong{{"status", "status"}},
		},
		{"All", "the second demand", both, scene(refusal()), scene(refusal(edit("404", "405"))), []wrong{{"value", "/itemNotFound/code"}}},
		{
			"All", "both demands", both, scene(refusal()), scene(refusal(status(400))),
			[]wrong{{"status", "status"}, {"status", "status"}},
		},
		{"Last", "the last answer", Last(HaveStatus(200)), scene(refusal(), answer()), scene(answer(), refusal()), []wrong{{"status", "status"}}},
	}
}

func TestDocument(t *testing.T) {
	if doc, ok := answer(body(`[1]`)).Document(); !ok || !cmp.Equal(doc, []any{1.0}) {
		t.Errorf("Document = %v, %v, want [1], true", doc, ok)
	}
	if doc, ok := answer(body(`[1] [2]`)).Document(); ok || doc != nil {
		t.Errorf("Document = %v, %v, want nothing, false: there are two", doc, ok)
	}
}
