package connect

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/url"

	"github.com/osact/osact/suites/exchange"
)

// Connection is a target and who asks it.
type Connection struct {
	Target exchange.Target
	// Actors says who plays each actor. It holds no secret.
	Actors map[exchange.Actor]exchange.Identity
	// Tokens holds the token of each actor that has one. It is for the player
	// alone: nothing else may print or keep it.
	Tokens Tokens
	// Renew finds out whether an actor's token has ended, and if so logs its account in
	// again: then it returns the new token, which Tokens has from then on. It fails where
	// that cannot be done. Nil: no token ends.
	Renew func(context.Context, exchange.Actor) (string, error)
	// Secrets are others that the target, or what stands in front of it, may repeat.
	Secrets Secrets
	// Known are symbols that need no discovery.
	Known []exchange.Binding
	// TLS is how the target is trusted. Nil: as the system does.
	TLS *tls.Config
	// Proxy chooses the proxy for a request. Nil: there is none, whatever the
	// environment says.
	Proxy func(*http.Request) (*url.URL, error)
	// Close ends what the connection started. It is never nil.
	Close func() error
}

// Token returns an actor's token.
func (c *Connection) Token(a exchange.Actor) (string, bool) {
	token, ok := c.Tokens[a]
	return token, ok
}
