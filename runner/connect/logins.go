package connect

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// access is how identity services are reached.
type access struct {
	proxy   func(*http.Request) (*url.URL, error)
	timeout time.Duration // for one question, from the connection to the end of the answer
}

// logIn asks identity services for a token and the facts about each account that
// has an entry, all at once. If alone is true, the primary account's is also asked
// about the tokens that came without an entry. Of several errors it returns the
// first in the order of the accounts.
func (all accounts) logIn(ctx context.Context, way access, alone bool) error {
	logins := make([]login, len(all))
	for i, a := range all {
		if a.entry == nil {
			continue
		}
		l, err := a.entry.login(a.trust, way)
		if err != nil {
			return a.unusable(ErrActors, "%w", err)
		}
		logins[i] = l
	}
	if primary := all.primary(); alone && primary >= 0 {
		for i, a := range all {
			if a.entry == nil {
				logins[i] = logins[primary].withToken(a.facts.token)
			}
		}
	}
	found, failed := make([]facts, len(all)), make([]*loginError, len(all))
	var group sync.WaitGroup
	for i, l := range logins {
		if l.root != "" {
			group.Go(func() { found[i], failed[i] = l.do(ctx) })
		}
	}
	group.Wait()
	for i, a := range all {
		switch err := failed[i]; {
		case logins[i].root == "":
		case err == nil:
			all[i].facts = found[i]
		case a.entry == nil && err.status == http.StatusForbidden:
			// Some clouds let nobody ask about tokens, though they can be used.
		default:
			return a.unusable(err.class, "%w", err)
		}
	}
	return nil
}
