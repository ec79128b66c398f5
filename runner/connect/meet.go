package connect

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// way is how identity services are reached.
type way struct {
	proxy    func(*http.Request) (*url.URL, error)
	patience time.Duration // for one question, from the connection to the end of the answer
}

// meet has identity services tell the facts about everybody who has an entry,
// all at once. If alone is true, the home cloud's is also asked about the
// tokens that came alone. Of several errors it returns the first in the order
// of the cast.
func (c cast) meet(ctx context.Context, way way, alone bool) error {
	logins := make([]login, len(c))
	for i, p := range c {
		if p.entry == nil {
			continue
		}
		l, err := p.entry.login(p.trust, way)
		if err != nil {
			return p.refuse(ErrActors, "%w", err)
		}
		logins[i] = l
	}
	if home := c.home(); alone && home >= 0 {
		for i, p := range c {
			if p.entry == nil {
				logins[i] = logins[home].with(p.facts.token)
			}
		}
	}
	told, refusals := make([]facts, len(c)), make([]*refusal, len(c))
	var all sync.WaitGroup
	for i, l := range logins {
		if l.root != "" {
			all.Go(func() { told[i], refusals[i] = l.do(ctx) })
		}
	}
	all.Wait()
	for i, p := range c {
		switch r := refusals[i]; {
		case logins[i].root == "":
		case r == nil:
			c[i].facts = told[i]
		case p.entry == nil && r.status == http.StatusForbidden:
			// Some clouds let nobody ask, who may use a token all the same.
		default:
			return p.refuse(r.class, "%w", r)
		}
	}
	return nil
}
