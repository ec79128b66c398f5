package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/suites/exchange"
)

const (
	// settling is how long after a request its servers may still come that
	// nobody has seen.
	settling = 15 * time.Second
	// patience is how long a deletion may take before it is asked for again.
	patience = 20 * time.Second
	// pages is how many pages of a list are read.
	pages = 200

	firstPause   = 100 * time.Millisecond
	longestPause = 2 * time.Second
)

// Ask asks one question and returns what came of it.
type Ask func(context.Context, exchange.Probe) exchange.Exchange

// Sweep deletes the servers that the ledger names, waits until they are gone,
// and removes the ledger from disk. It goes on until it is done or ctx is; then
// the error says what is left and why, and the ledger stays.
func (l *Ledger) Sweep(ctx context.Context, ask Ask) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if len(l.content.Servers) == 0 {
		return l.close()
	}
	s := sweep{ledger: l, ask: ask, deleted: map[string]time.Time{}}
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		left, err := s.left(ctx)
		if err == nil && len(left) == 0 && !l.expects(time.Now()) {
			return l.close()
		}
		for _, id := range slices.Sorted(maps.Keys(left)) {
			if refusal := s.remove(ctx, id); refusal != nil {
				err = refusal
			}
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return l.remains(err)
		}
	}
}

// expects reports that servers may still come.
func (l *Ledger) expects(now time.Time) bool {
	return slices.ContainsFunc(l.content.Servers, func(e *Entry) bool {
		return len(e.IDs) < e.Count && !e.Refused && now.Sub(e.Asked) < settling
	})
}

// remains says what is left.
func (l *Ledger) remains(why error) error {
	var names []string
	for _, e := range l.content.Servers {
		names = append(names, e.Name)
	}
	if why == nil {
		why = fmt.Errorf("they are not gone yet")
	}
	return fmt.Errorf("servers may be left at %s, named %s: %w: run osact cleanup %s", l.content.Target, strings.Join(names, ", "), why, l.path)
}

// sweep is one going over a target's servers.
type sweep struct {
	ledger  *Ledger
	ask     Ask
	deleted map[string]time.Time // when the deletion of a server was accepted
}

// left returns the ledger's servers that are there, by id: each was named by an
// answer of just now. It fails where it cannot tell.
func (s sweep) left(ctx context.Context) (map[string]server, error) {
	there := map[string]server{}
	marker := ""
	for range pages {
		query := "?name=" + url.QueryEscape(prefix(s.ledger.content.Run))
		if marker != "" {
			query += "&marker=" + url.QueryEscape(marker)
		}
		x := s.asks(ctx, http.MethodGet, collection+query, "")
		if x.Response == nil || x.Response.Status != http.StatusOK {
			return there, fmt.Errorf("the list of servers %s", came(x))
		}
		page := listed(x.Response.Body)
		if len(page) == 0 {
			break
		}
		for _, found := range page {
			if e := s.ledger.owns(found.Name); e != nil && isID(found.ID) {
				there[found.ID] = found
				e.note(found.ID)
			}
		}
		if marker == page[len(page)-1].ID {
			break
		}
		marker = page[len(page)-1].ID
	}
	for _, e := range s.ledger.content.Servers {
		for _, id := range e.IDs {
			if _, ok := there[id]; ok {
				continue
			}
			x := s.asks(ctx, http.MethodGet, collection+"/"+id, "")
			var shown struct{ Server server }
			switch {
			case x.Response != nil && x.Response.Status == http.StatusNotFound:
			case x.Response == nil || x.Response.Status != http.StatusOK || json.Unmarshal(x.Response.Body, &shown) != nil:
				return there, fmt.Errorf("server %s %s", id, came(x))
			case s.ledger.owns(shown.Server.Name) != nil && shown.Server.ID == id && !slices.Contains([]string{"DELETED", "SOFT_DELETED"}, shown.Server.Status):
				there[id] = shown.Server
			}
		}
	}
	return there, nil
}

// remove deletes a server, and unlocks it where that is in the way.
func (s sweep) remove(ctx context.Context, id string) error {
	if when, ok := s.deleted[id]; ok && time.Since(when) < patience {
		return nil
	}
	path := collection + "/" + id
	x := s.asks(ctx, http.MethodDelete, path, "")
	switch {
	case x.Response != nil && (x.Response.Status < 300 || x.Response.Status == http.StatusNotFound):
		s.deleted[id] = time.Now()
		return nil
	case x.Response != nil && x.Response.Status == http.StatusConflict:
		s.asks(ctx, http.MethodPost, path+"/action", `{"unlock": null}`)
	}
	return fmt.Errorf("the deletion of server %s %s", id, came(x))
}

func (s sweep) asks(ctx context.Context, method, path, body string) exchange.Exchange {
	return s.ask(ctx, exchange.Probe{As: s.ledger.content.Actor, Method: method, Path: path, Body: body})
}

// came says what came of a question.
func came(x exchange.Exchange) string {
	if x.Response != nil {
		return fmt.Sprintf("was answered %d", x.Response.Status)
	}
	if x.Failure != nil {
		return "was not answered: " + x.Failure.Text
	}
	return "was not answered"
}
