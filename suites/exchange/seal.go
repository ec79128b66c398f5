package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// sealForm is the form of the seal. It grows when a member is added to what is sealed
// or its order changes, but for one that is left out where it is empty: an older osact
// would take the recording for altered.
const sealForm = 1

// seal runs over a recording as it is written. Each exchange gets the digest of its
// own bytes and of the digest before it, so that an exchange that was changed, left
// out, repeated or moved is found where it was; the file ends in the digest of all
// that and of what is said of the run. Anybody can compute it: it shows what was
// altered by accident, or by somebody who did not mean to forge the seal too. Against
// those there are signatures.
type seal struct {
	before    string // of the exchange before
	exchanges int
}

// harSeal is the seal of a recording, at its end.
type harSeal struct {
	Form      int    `json:"form"`
	Exchanges int    `json:"exchanges"`
	Digest    string `json:"digest"`
}

// sealedDigits is how many hexadecimal digits of the digest stand at each exchange.
const sealedDigits = 16

// next returns the digest of the next exchange, whose line without it is given.
func (s *seal) next(line []byte) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s", s.before, line))
	s.before = hex.EncodeToString(sum[:])[:sealedDigits]
	s.exchanges++
	return s.before
}

// end returns the seal of a recording whose run is written so.
func (s *seal) end(run []byte) harSeal {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\n%s\n%s", s.exchanges, s.before, run))
	return harSeal{Form: sealForm, Exchanges: s.exchanges, Digest: hex.EncodeToString(sum[:])}
}

// sealed puts the digest of an exchange into its line, whose last object is _osact.
func sealed(line []byte, digest string) []byte {
	return fmt.Appendf(bytes.TrimSuffix(line, []byte("}}")), `,"seal":%q}}`, digest)
}

// Altered is the error of a recording that is not, or cannot be, what osact wrote.
type Altered struct {
	Places []string // the first of them, each as a sentence without its end
	More   bool     // whether there are more
}

func (a *Altered) Error() string {
	text := "this recording was altered or damaged: " + strings.Join(a.Places, "; ")
	if a.More {
		text += "; and more"
	}
	return text
}

// mostPlaces is how many places an Altered names.
const mostPlaces = 3

// Add notes a place.
func (a *Altered) Add(format string, args ...any) {
	if a.full() {
		a.More = true
		return
	}
	a.Places = append(a.Places, fmt.Sprintf(format, args...))
}

// full reports that no more places are named.
func (a *Altered) full() bool { return len(a.Places) == mostPlaces }

// Err returns the error, nil where no place was noted.
func (a *Altered) Err() error {
	if len(a.Places) == 0 {
		return nil
	}
	return a
}
