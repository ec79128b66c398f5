package exchange

import (
	"net/http"
	"time"
)

// Recording is everything that a run saw, in the order in which the answers
// came. It holds no token and no password.
type Recording struct {
	Suite     string   // version of osact that recorded
	Contract  string   // digest of the contract that was asked about
	Profile   string   // name of the profile that was asked for
	Only      []string // requirements that the run was narrowed to; empty: the whole profile
	Covering  Covering
	Started   time.Time // UTC
	Ended     time.Time // UTC
	Ending    Ending
	Target    Target
	Actors    map[Actor]Identity
	Bindings  []Binding // given ones first, then captured ones as they were found
	Notes     []Note    // what the run had to cope with, in that order
	Exchanges []Exchange
	// Settings are those in force that say how it was asked, by the names of their
	// flags. No finding depends on them.
	Settings map[string]string
	// Certificates are those that the target showed at the first secure connection, in
	// DER, its own first. None: there was no such connection, or it is not known.
	Certificates [][]byte
	// Challenge is what somebody else chose of the run; empty: nobody did.
	Challenge Challenge
	// Plan is the digest of the plan that was asked; empty: not known.
	Plan string
	// Public: what tells of whom and of which machines it is has been replaced by
	// pseudonyms since it was recorded.
	Public bool
	// Stepped: the clock was set while the run went on, so that its times are not in
	// order.
	Stepped bool
	// Unsealed: it was read from a file without a seal, or with one of another osact,
	// so that nothing shows whether it is what was recorded.
	Unsealed bool
}

// Note is something that a run had to cope with beside its questions, as that it was
// told to ask more slowly. No finding depends on it.
type Note struct {
	At   time.Time `json:"at"`   // UTC
	Text string    `json:"text"` // for people; holds no secret
}

// Target says what was asked.
type Target struct {
	Kind Kind   `json:"kind"`
	URL  string `json:"url"` // root of the compute service, no trailing slash
	// Insecure: certificates were not verified, as the user wished.
	Insecure bool `json:"insecure,omitempty"`
}

// Kind tells a target that a user gave from the reference cloud.
type Kind string

// The kinds of target.
const (
	Embedded Kind = "embedded"
	Given    Kind = "given"
)

// Ending says how a run ended.
type Ending string

// The endings of a run.
const (
	Complete    Ending = "complete"
	Interrupted Ending = "interrupted" // by the user
	OutOfTime   Ending = "out of time" // the run's own deadline
)

// Exchange is a probe and its answer, or the reason why there is none.
type Exchange struct {
	Probe Probe
	// Attempt counts from 0. There is a second attempt only where the one before was
	// not answered by the API: the target limits how often it is asked, an intermediary
	// got no answer, or a token ended and its account logged in again.
	Attempt int
	// Resent is how often the request was sent again by itself, since a kept
	// connection broke before an answer came: the target may have got it as often.
	Resent   int
	Request  Request
	Response *Response // nil when no answer came
	Failure  *Failure  // nil when the answer came whole
	Started  time.Time // UTC
	Duration time.Duration
}

// Request is what was sent. The token's place holds a mark; see Mark.
type Request struct {
	Method string
	URL    string
	Header http.Header
	Body   string
}

// Response is what came back.
type Response struct {
	Proto  string // "HTTP/1.1"
	Status int
	Reason string      // the text after the status, as sent: "OK"
	Header http.Header // allowed ones only
	// Body is the body after decoding any Content-Encoding, as far as it came.
	Body []byte
	// Wire is the number of bytes of body that came over the wire.
	Wire int64
	// Length is what Content-Length announced, or -1.
	Length int64
}

// Failure says why an answer is missing or incomplete.
type Failure struct {
	Kind FailureKind `json:"kind"`
	Text string      `json:"text"` // for people; holds no secret
}

// FailureKind is the class of a failure.
type FailureKind string

// The classes of failures.
const (
	Refused   FailureKind = "refused"      // nobody listens
	NoSuch    FailureKind = "no such host" // the name does not resolve
	TLS       FailureKind = "tls"          // no trust in the certificate, or no handshake
	TimedOut  FailureKind = "timed out"    // the request's deadline passed
	Reset     FailureKind = "reset"        // the connection broke
	Short     FailureKind = "short body"   // a clean end before the announced one
	TooLarge  FailureKind = "too large"    // more than osact is ready to keep
	Undecoded FailureKind = "undecoded"    // Content-Encoding is unknown or broken
	Malformed FailureKind = "malformed"    // not HTTP
	Stopped   FailureKind = "stopped"      // the run ended while the answer was awaited
	Withheld  FailureKind = "withheld"     // it was not sent: it would have changed what osact may not change
)

// Mark stands where the token of an actor stood. It occurs in an answer only
// if the cloud echoed that token.
func Mark(a Actor) string {
	return "[osact: token of " + string(a) + "]"
}

// PasswordMark stands where a password stood.
const PasswordMark = "[osact: password]"
