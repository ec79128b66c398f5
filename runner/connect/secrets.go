package connect

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites/exchange"
)

// Secrets are what must not get out beside the tokens of the actors. Printed or
// encoded, they do not give themselves away.
type Secrets []secret.Secret

// Format writes how many secrets there are, whatever the verb.
func (s Secrets) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, s.count()) // a formatter cannot return an error
}

// MarshalText encodes how many secrets there are, for JSON and logs.
func (s Secrets) MarshalText() ([]byte, error) { return []byte(s.count()), nil }

func (s Secrets) count() string { return fmt.Sprintf("[%d secrets]", len(s)) }

// secrets are the passwords of accounts, and the tokens that were exchanged for others.
func (all accounts) secrets() Secrets {
	var found Secrets
	for _, a := range all {
		if a.entry == nil {
			continue
		}
		auth := a.entry.Auth
		found = append(found, passwords(auth.Username, auth.Password)...)
		found = append(found, passwords(auth.CredentialID, auth.CredentialSecret)...)
		if auth.Token != a.facts.token {
			found = append(found, secret.Secret{Text: auth.Token, Mark: exchange.Mark(a.actor)})
		}
	}
	return found
}

// proxySecrets are the passwords of proxies: one may echo what it was sent.
func (e environ) proxySecrets() Secrets {
	var found Secrets
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		text := e.get(name)
		if !strings.Contains(text, "://") {
			text = "http://" + text
		}
		if u, err := url.Parse(text); err == nil && u.User != nil {
			password, _ := u.User.Password()
			found = append(found, passwords(u.User.Username(), password)...)
		}
	}
	return found
}

// passwords are the secrets that a password makes: behind the user's name, as it is sent
// to proxies, and alone unless it may be a word that answers have anyway.
func passwords(user, password string) Secrets {
	if password == "" {
		return nil
	}
	found := Secrets{{Text: user + ":" + password, Mark: exchange.PasswordMark, Whole: true}}
	if len(password) >= shortestToken && strings.ContainsFunc(password, isNoLetter) {
		found = append(found, secret.Secret{Text: password, Mark: exchange.PasswordMark})
	}
	return found
}

func isNoLetter(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') }

// Redactor finds every secret of the connection.
func (c *Connection) Redactor() *secret.Redactor {
	var all []secret.Secret
	for _, actor := range exchange.Actors() {
		all = append(all, secret.Secret{Text: c.Tokens[actor], Mark: exchange.Mark(actor)})
	}
	return secret.NewRedactor(slices.Concat(all, c.Secrets))
}
