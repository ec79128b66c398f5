package play

import (
	"bytes"
	"context"
	"crypto/tls"
	"net/http"
	"net/url"
	"time"

	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites/exchange"
)

// Walk says what to ask next, and is given the answers. It is used from one
// goroutine.
type Walk interface {
	// Ready returns the questions that became ready since the last call, in
	// the order in which they are to be asked.
	Ready() []exchange.Question
	// Put is called once for each question that was sent, with what finally
	// came of it. Of a question that was postponed it gets the last attempt.
	Put(exchange.Exchange)
}

// Ledger decides which questions may change something.
type Ledger interface {
	// Allow is called before a question is sent. It returns why the question must
	// not be sent, or nil.
	Allow(exchange.Question) error
	// Note is called with the exchange of each question that was allowed.
	Note(exchange.Exchange)
}

// Player asks questions. Only Root is needed: each other field says what its
// zero value means. A Player may be used again, and by several goroutines.
type Player struct {
	// Root is the root of the compute service. A question's path is appended
	// to its path. User information, query and fragment are not used.
	Root *url.URL
	// Token returns the token of an actor who has an account. It is called
	// once for each such actor before anything is sent. Nil: there is none.
	Token func(exchange.Actor) (string, bool)
	// Renew is called when the token of an account was refused. It returns a new one if
	// that token has ended, and none if it is good. It is called for one account at a
	// time. Nil: no account can log in again.
	Renew func(context.Context, exchange.Actor) (string, error)

	// Secrets are others than the tokens that must not be kept.
	Secrets []secret.Secret

	InFlight int           // questions in flight at most; 0: 16
	Rate     float64       // questions sent per second at most; 0: no limit
	Timeout  time.Duration // for one question, body included; 0: 30 s
	Deadline time.Duration // for the run; 0: 10 min
	// Pause is the one before a question that waits for something is asked
	// again; the next are each twice as long, up to 65,536 times that and 2 s.
	// 0: 20 ms.
	Pause time.Duration
	// FirstWait is how long a question waits that was refused, and not for as long as the
	// target said; the next are each twice as long. 0: 1 s.
	FirstWait time.Duration

	MaxBody   int64 // bytes of a body, before and after decoding, its values included; 0: 4 MiB
	MaxHeader int64 // bytes of an answer's status line and headers; 0: 256 KiB
	MaxTotal  int64 // bytes that all answers that differ take together, their values included; 0: 64 MiB

	// RequestID names each request, by its position among those that are sent, but for
	// those that name themselves. Nil: no other has a name.
	RequestID func(position int) string
	// UserAgent is sent with each question. Empty: "osact".
	UserAgent string
	// TLS is how targets are trusted. Nil: as the system does.
	TLS *tls.Config
	// Proxy chooses a proxy, as http.ProxyFromEnvironment does. Nil: none,
	// whatever the environment says.
	Proxy func(*http.Request) (*url.URL, error)
	// Transport sends in place of the player's own connections; TLS, Proxy
	// and MaxHeader then have no effect. Nil: connections of its own.
	Transport http.RoundTripper
	// Ledger is asked before a question is sent, and given its exchange before the
	// walk is. Both may happen in several goroutines at once. What it does not allow
	// is not sent, and recorded as withheld. Nil: everything is sent.
	Ledger Ledger
	// Certificates is called, once and from any goroutine, with those that the root
	// showed at the first secure connection, in DER. Nil: it is not called.
	Certificates func([][]byte)
	// Note is called with what the run had to cope with, once at a time. Nil: it is not
	// called.
	Note func(exchange.Note)
	// Progress is called, from one goroutine, with how far the run is. Nil: it is not
	// called.
	Progress func(Progress)
}

// Play asks what the walk has ready, until it has nothing left. It returns
// the exchanges in the order in which the answers came, postponed attempts
// among them, and how the run ended: Interrupted if ctx was cancelled,
// OutOfTime if the deadline of ctx or of the player passed. Questions in
// flight at such a stop are recorded as Stopped, since the target may have
// acted on them; questions not yet sent are not recorded.
func (p *Player) Play(ctx context.Context, walk Walk) ([]exchange.Exchange, exchange.Ending) {
	s := p.Session()
	defer s.Close()
	return s.play(ctx, walk)
}

func (p *Player) inFlight() int { return positive(p.InFlight, 16) }

func (p *Player) newSender(transport http.RoundTripper, note func(exchange.Note)) *sender {
	userAgent := p.UserAgent
	if userAgent == "" {
		userAgent = "osact"
	}
	return &sender{
		writer: writer{
			root:      p.Root,
			proxy:     p.Proxy,
			userAgent: userAgent,
		},
		credentials: newCredentials(p, note),
		transport:   transport,
		ledger:      p.Ledger,
		timeout:     positive(p.Timeout, 30*time.Second),
		maxBody:     positive(p.MaxBody, 4<<20),
		maxTotal:    positive(p.MaxTotal, 64<<20),
		bodies:      newBodies(positive(p.MaxTotal, 64<<20)),
		large:       newRooms(),
		shown:       p.Certificates,
	}
}

// largeAtOnce is how many bodies that are not small are read at the same time.
const largeAtOnce = 2

// newRooms returns the room that they take, to be used again and again.
func newRooms() chan *bytes.Buffer {
	rooms := make(chan *bytes.Buffer, largeAtOnce)
	for range largeAtOnce {
		rooms <- new(bytes.Buffer)
	}
	return rooms
}

// positive returns v, or otherwise if v is not positive.
func positive[T int | int64 | time.Duration](v, otherwise T) T {
	if v > 0 {
		return v
	}
	return otherwise
}
