package play

import (
	"fmt"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// madeUp is the token of the intruder. It has the shape of a token, so that a
// target has to look it up, and no identity service has issued it.
const madeUp = "05ac7bad05ac7bad05ac7bad05ac7bad"

// tokens maps actors to what proves who they are.
type tokens map[exchange.Actor]string

// sent returns text in which a token stands for each mark of it, in the form that the
// place in the request takes. It fails where there is no such token.
func (t tokens) sent(text string, form func(string) string) (string, error) {
	for _, actor := range exchange.Actors() {
		mark := exchange.Mark(actor)
		if !strings.Contains(text, mark) {
			continue
		}
		token, ok := t[actor]
		if !ok {
			return text, errNoToken(actor)
		}
		text = strings.ReplaceAll(text, mark, form(token))
	}
	return text, nil
}

// errNoToken says that a question cannot be sent for want of a token.
func errNoToken(a exchange.Actor) error { return fmt.Errorf("there is no token for %s", a) }

// asItIs is the form that a header takes.
func asItIs(token string) string { return token }

// newTokens asks for the token of every actor with an account. An empty token
// is none.
func newTokens(token func(exchange.Actor) (string, bool)) tokens {
	t := tokens{exchange.Intruder: madeUp}
	for _, a := range exchange.Actors() {
		if token == nil || !a.HasAccount() {
			continue
		}
		if value, ok := token(a); ok && value != "" {
			t[a] = value
		}
	}
	return t
}
