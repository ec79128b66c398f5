package phrase_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

func TestThatThereIsNoSealIsSaid(t *testing.T) {
	for unsealed, want := range map[bool]string{false: "", true: "the recording has no seal that this osact knows, as of an osact before there were seals: whether it was altered cannot be checked"} {
		if got := phrase.Unsealed(verdict.Verdict{Recorded: verdict.Recorder{Unsealed: unsealed}}); got != want {
			t.Errorf("unsealed %t: %q, want %q", unsealed, got, want)
		}
	}
}

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
