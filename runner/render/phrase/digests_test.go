package phrase_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

func TestDigestsAreNamedForWhatTheyAreOf(t *testing.T) {
	for _, test := range []struct {
		v    verdict.Verdict
		want []phrase.Digest
	}{
		{verdict.Verdict{Digest: "a"}, []phrase.Digest{{Of: "findings", Hex: "a"}}},
		{verdict.Verdict{Digest: "a", EvidenceDigest: "b"}, []phrase.Digest{{Of: "findings", Hex: "a"}, {Of: "evidence", Hex: "b"}}},
	} {
		if diff := cmp.Diff(test.want, phrase.Digests(test.v)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
