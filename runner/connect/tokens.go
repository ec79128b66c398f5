package connect

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// Tokens maps actors to their tokens. Printed or encoded, it does not give
// them away.
type Tokens map[exchange.Actor]string

// Format writes how many tokens there are, whatever the verb.
func (t Tokens) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, t.count()) // a formatter cannot return an error
}

// MarshalText encodes how many tokens there are, for JSON and logs.
func (t Tokens) MarshalText() ([]byte, error) {
	return []byte(t.count()), nil
}

func (t Tokens) count() string {
	return fmt.Sprintf("[%d secret tokens]", len(t))
}

// shortestToken is how many characters a token has at least.
const shortestToken = 8

// TokensIn returns the tokens that environment variables hold, as os.Environ
// lists them. It fails with ErrActors for a variable that names no actor with
// an account, and where CheckToken does.
func TokensIn(environ []string) (Tokens, error) {
	tokens := Tokens{}
	prefix := exchange.TokenVariable("")
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || value == "" {
			continue
		}
		actor := exchange.Actor(strings.ToLower(rest))
		switch {
		case !actor.Known():
			return nil, fmt.Errorf("%w: %s does not name an actor: the actors with an account are %s", ErrActors, name, accountNames())
		case !actor.HasAccount():
			return nil, fmt.Errorf("%w: %s: %s has no token that a cloud issued", ErrActors, name, actor)
		}
		if err := CheckToken(name, value); err != nil {
			return nil, err
		}
		tokens[actor] = value
	}
	return tokens, nil
}

// CheckToken refuses a token that a header cannot carry, and one so short that it
// would be found in answers by chance and could not be redacted. Where says where
// the token stands. Errors wrap ErrActors.
func CheckToken(where, token string) error {
	if wrong := wrongWith(token); wrong != "" {
		return fmt.Errorf("%w: the token in %s %s: check how it was copied", ErrActors, where, wrong)
	}
	return nil
}

// wrongWith says why a token cannot be used, wherever it came from; empty if it can.
func wrongWith(token string) string {
	switch {
	case strings.ContainsFunc(token, unsendable):
		return "holds white space or other characters that no token has"
	case len(token) < shortestToken:
		return fmt.Sprintf("is shorter than %d characters, and no cloud issues any like that", shortestToken)
	}
	return ""
}

// unsendable reports whether a character is none of those that a token is made
// of: visible ones of ASCII.
func unsendable(r rune) bool {
	return r <= ' ' || r > '~'
}

func accountNames() string {
	var names []string
	for _, a := range exchange.Actors() {
		if a.HasAccount() {
			names = append(names, string(a))
		}
	}
	return strings.Join(names, ", ")
}
