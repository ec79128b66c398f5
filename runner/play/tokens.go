package play

import "github.com/osact/osact/suites/exchange"

// madeUp is the token of the intruder. It has the shape of a token, so that a
// target has to look it up, and no identity service has issued it.
const madeUp = "05ac7bad05ac7bad05ac7bad05ac7bad"

// tokens maps actors to what proves who they are.
type tokens map[exchange.Actor]string

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
