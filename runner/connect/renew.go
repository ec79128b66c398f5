package connect

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/osact/osact/suites/exchange"
)

// renewal logs accounts in again whose tokens have ended.
type renewal struct {
	lock     sync.Mutex
	accounts accounts
	way      access
	tokens   Tokens // of the connection, which has the new ones too
}

// renew finds out whether an actor's token has ended, and if so logs its account in
// again. It returns the new token, and none where the old one is good.
func (r *renewal) renew(ctx context.Context, actor exchange.Actor) (string, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	for i := range r.accounts {
		if a := &r.accounts[i]; a.actor == actor {
			return r.of(ctx, a)
		}
	}
	return "", errors.New("nobody plays it")
}

func (r *renewal) of(ctx context.Context, a *account) (string, error) {
	if a.entry == nil {
		return "", fmt.Errorf("a token given by hand in %s cannot be renewed: name an entry of clouds.yaml with --as %s=CLOUD, for which osact logs in again", exchange.TokenVariable(a.actor), a.actor)
	}
	l, err := a.entry.login(a.trust, r.way)
	if err != nil {
		return "", err
	}
	_, unknown := l.withToken(a.facts.token).do(ctx)
	if unknown == nil || unknown.status != http.StatusUnauthorized && unknown.status != http.StatusNotFound {
		return "", nil // as far as can be known
	}
	if l.method == byToken {
		return "", fmt.Errorf("%s holds a token in place of a password, and it cannot be renewed", a.origin)
	}
	found, failed := l.do(ctx)
	if failed != nil {
		return "", failed
	}
	if found.user != a.facts.user || found.project != a.facts.project {
		return "", fmt.Errorf("%s now is for another user or project than at the beginning", a.origin)
	}
	a.facts, r.tokens[a.actor] = found, found.token
	return found.token, nil
}
