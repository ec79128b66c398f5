package exchange

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
)

// Challenge is a text that somebody else chooses before a run, so that its recording
// cannot be older than the text. What a run is free to choose follows from it: which id
// nobody has, by which id it names each request, in which order it asks, and how the
// names of its servers begin. Empty: nobody chose.
//
// It is no secret. Whoever knows it can write a recording that answers it.
type Challenge string

// UnknownID is the symbol of the id that nobody has, where a challenge chooses it.
const UnknownID = "unknown.id"

// RequestIDHeader names a request in the words of whoever sends it.
const RequestIDHeader = "X-Openstack-Request-Id"

// The shortest and the longest challenge: what nobody guesses, and what fits a line.
const (
	shortestChallenge = 16
	longestChallenge  = 128
)

// Check refuses what is no challenge.
func (c Challenge) Check() error {
	switch {
	case len(c) < shortestChallenge:
		return fmt.Errorf("it has %d characters, and must have %d at least, which nobody can guess", len(c), shortestChallenge)
	case len(c) > longestChallenge:
		return fmt.Errorf("it has %d characters, and may have %d at most", len(c), longestChallenge)
	case strings.ContainsFunc(string(c), func(r rune) bool { return r <= ' ' || r > '~' }):
		return fmt.Errorf("%.40q has a character that is neither an ASCII letter, nor a digit, nor a sign", string(c))
	}
	return nil
}

// sum is what follows from a challenge for one purpose.
func (c Challenge) sum(purpose, about string) []byte {
	mac := hmac.New(sha256.New, []byte(c))
	fmt.Fprintf(mac, "osact challenge 1\n%s\n%s", purpose, about)
	return mac.Sum(nil)
}

// uuid writes the first bytes of a sum as a random UUID (RFC 9562, version 4).
func uuid(sum []byte) string {
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	text := hex.EncodeToString(sum[:16])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}

// Unknown returns the id that nobody has.
func (c Challenge) Unknown() string { return uuid(c.sum("unknown id", "")) }

// RequestID names the request that is sent at a position, from 0 on.
func (c Challenge) RequestID(position int) string {
	return "req-" + uuid(c.sum("request id", fmt.Sprint(position)))
}

// Names reports whether a request is named by the challenge: where one is not empty, all
// are but those that vary that very header.
func (c Challenge) Names(p Probe) bool {
	return c != "" && p.VariedHeader() != RequestIDHeader
}

// Rank says where a question stands among those that can be asked at once: the lowest
// first. Questions that are asked several times at once have the same.
func (c Challenge) Rank(p Probe) string {
	if p.Nth > 0 {
		p.As, p.Nth = "", 1
	}
	return string(c.sum("order", p.String()))
}

// RunID returns the id of a run, which ends in one of its own: no two runs may take
// each other's servers for theirs.
func (c Challenge) RunID(own string) string { return c.runPrefix() + own }

// MadeRun reports whether the id of a run follows from the challenge.
func (c Challenge) MadeRun(id string) bool { return strings.HasPrefix(id, c.runPrefix()) }

// runPrefix begins the id of a run: 16 letters and digits, of 80 bits.
func (c Challenge) runPrefix() string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(c.sum("run id", "")[:10])) + "-"
}
