package play

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites/exchange"
)

const (
	// maxChecks is how often a run finds out whether a token that was refused has ended,
	// for each account.
	maxChecks = 20
	// maxRenewed is how often one question is asked again with a new token.
	maxRenewed = 2
)

// credentials are the tokens that questions are sent with, and that are replaced in what
// comes back. A token may end while a run goes on.
type credentials struct {
	renew func(context.Context, exchange.Actor) (string, error) // nil: no account can log in again
	note  func(exchange.Note)

	renewing sync.Mutex // held while an account logs in
	checks   map[exchange.Actor]int

	lock     sync.Mutex
	accepted map[exchange.Actor]bool
	tokens   tokens
	former   []tokens
	secrets  []secret.Secret // that must not be kept either
	redactor *redactor
}

func newCredentials(p *Player, note func(exchange.Note)) *credentials {
	t := newTokens(p.Token)
	return &credentials{renew: p.Renew, note: note, checks: map[exchange.Actor]int{}, accepted: map[exchange.Actor]bool{}, tokens: t, secrets: p.Secrets, redactor: newRedactor(p.Secrets, t)}
}

// now returns the tokens that are good, as far as is known, and what replaces all that
// were.
func (c *credentials) now() (tokens, *redactor) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.tokens, c.redactor
}

// again reports whether a question that was sent with some tokens is to be asked again,
// since that of its actor had ended: it was refused, the identity service knows it no
// more, and the account has logged in again.
func (c *credentials) again(ctx context.Context, x exchange.Exchange, sent tokens) bool {
	actor := x.Probe.As
	if c.renew == nil || x.Response == nil || !actor.HasAccount() || x.Probe.VariedHeader() == tokenHeader || !c.refused(actor, x.Response.Status) {
		return false
	}
	c.renewing.Lock()
	defer c.renewing.Unlock()
	if now, _ := c.now(); now[actor] != sent[actor] {
		return true // for another question
	}
	if c.checks[actor] >= maxChecks {
		return false
	}
	c.checks[actor]++
	token, err := c.renew(ctx, actor)
	if err != nil {
		c.checks[actor] = maxChecks
		c.say(fmt.Sprintf("the token of %s was refused after it had been accepted, and there is no new one: %s", actor, err))
		return false
	}
	if token == "" { // it is good: this is the API's answer
		return false
	}
	c.replace(actor, token)
	c.say(fmt.Sprintf("the token of %s ended during the run, and its account logged in again", actor))
	return true
}

// refused reports that an account is refused which was accepted before.
func (c *credentials) refused(actor exchange.Actor, status int) bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	if status == http.StatusUnauthorized {
		return c.accepted[actor]
	}
	c.accepted[actor] = c.accepted[actor] || status < http.StatusInternalServerError // be it to be told 404
	return false
}

func (c *credentials) replace(actor exchange.Actor, token string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	renewed := tokens{}
	for a, t := range c.tokens {
		renewed[a] = t
	}
	renewed[actor] = token
	c.former = append(c.former, c.tokens)
	c.tokens, c.redactor = renewed, newRedactor(c.secrets, append([]tokens{renewed}, c.former...)...)
}

func (c *credentials) say(text string) {
	if c.note != nil {
		_, r := c.now()
		c.note(exchange.Note{At: time.Now().UTC().Round(0), Text: shortened(r.String(text))})
	}
}
