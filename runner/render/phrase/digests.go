package phrase

import "github.com/osact/osact/runner/verdict"

// Digest is a digest, and what it is of.
type Digest struct{ Of, Hex string }

// Digests returns the digests of a verdict that are known: of what was found, which
// two runs may have in common, and of the evidence, which no other run has.
func Digests(v verdict.Verdict) []Digest {
	digests := []Digest{{"findings", v.Digest}}
	if v.EvidenceDigest != "" {
		digests = append(digests, Digest{"evidence", v.EvidenceDigest})
	}
	return digests
}
