package exchange

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest returns the SHA-256, in hex, of the bytes that WriteHAR writes: of the
// target, the times, the actors, the contract and every exchange. It is the digest of
// the evidence; that of what was found in it is judge.Digest. A file that nobody has
// rewritten since has the same SHA-256.
func (r Recording) Digest() (string, error) {
	sum := sha256.New()
	if err := r.WriteHAR(sum); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
