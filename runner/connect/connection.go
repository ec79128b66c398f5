package connect

import "github.com/osact/osact/suites/exchange"

// Connection is a target and who asks it.
type Connection struct {
	Target exchange.Target
	// Actors says who plays each actor. It holds no secret.
	Actors map[exchange.Actor]exchange.Identity
	// Tokens holds the token of each actor that has one. It is for the player
	// alone: nothing else may print or keep it.
	Tokens map[exchange.Actor]string
	// Known are symbols that need no discovery.
	Known []exchange.Binding
	// Close ends what the connection started. It is never nil.
	Close func() error
}

// Token returns an actor's token.
func (c *Connection) Token(a exchange.Actor) (string, bool) {
	token, ok := c.Tokens[a]
	return token, ok
}
