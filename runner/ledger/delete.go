package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/runner/shell"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

const (
	// settling is how long after a request a server may still appear.
	settling = 15 * time.Second
	// patience is how long a deletion may take before it is asked for again.
	patience = 20 * time.Second
	// maxPages is how many pages of a list are read.
	maxPages = 200

	firstPause   = 100 * time.Millisecond
	longestPause = time.Second / 2
)

// Ask asks one question.
type Ask func(context.Context, exchange.Probe) exchange.Exchange

// DeleteServers deletes the servers of the ledger, waits until they are gone, and
// removes the ledger from disk. If ctx ends first the ledger stays, and the error
// says what is left and why.
func (l *Ledger) DeleteServers(ctx context.Context, ask Ask) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if len(l.content.Servers) == 0 {
		return l.close()
	}
	d := deletion{ledger: l, ask: ask, deleted: map[string]time.Time{}}
	inVain := 0
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		left, err := d.left(ctx)
		if err == nil && len(left) == 0 && !l.expects(time.Now()) {
			return l.close()
		}
		for _, id := range slices.Sorted(maps.Keys(left)) {
			if refusal := d.remove(ctx, id); refusal != nil {
				err = refusal
			}
		}
		if inVain++; !errors.As(err, new(final)) {
			inVain = 0
		}
		if inVain == mostInVain {
			return l.remains(err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return l.remains(err)
		}
	}
}

// expects reports whether servers may still appear.
func (l *Ledger) expects(now time.Time) bool {
	return slices.ContainsFunc(l.content.Servers, func(e *Entry) bool {
		return len(e.IDs) < e.Count && !e.Refused && now.Sub(e.Asked) < settling
	})
}

// remains is the error that says which servers are left, and why.
func (l *Ledger) remains(why error) error {
	var names []string
	for _, e := range l.content.Servers {
		names = append(names, e.Name)
	}
	if why == nil {
		why = fmt.Errorf("they are not gone yet")
	}
	return fmt.Errorf("servers may be left at %s, named %s: %w: run osact cleanup %s", l.content.Target, strings.Join(names, ", "), why, shell.Path(l.path, "LEDGER"))
}

// deletion is the deletion of a ledger's servers.
type deletion struct {
	ledger  *Ledger
	ask     Ask
	deleted map[string]time.Time // when the deletion of a server was accepted
}

// left returns the ledger's servers that the target still has, by id. It fails
// where the target's answers do not tell.
func (d deletion) left(ctx context.Context) (map[string]server, error) {
	there := map[string]server{}
	marker := ""
	for range maxPages {
		query := "?name=" + url.QueryEscape(prefix(d.ledger.content.Run))
		if marker != "" {
			query += "&marker=" + url.QueryEscape(marker)
		}
		x := d.asks(ctx, http.MethodGet, collection+query, "")
		if x.Response == nil || x.Response.Status/100 != 2 {
			return there, after(x, "the list of servers %s", came(x))
		}
		page := listed(x.Response.Body)
		if len(page) == 0 {
			break
		}
		for _, found := range page {
			if e := d.ledger.owns(found.Name); e != nil && cast.Nameable(found.ID) {
				there[found.ID] = found
				e.note(found.ID)
			}
		}
		if marker == page[len(page)-1].ID {
			break
		}
		marker = page[len(page)-1].ID
	}
	for _, e := range d.ledger.content.Servers {
		for _, id := range e.IDs {
			_, listed := there[id]
			if _, asked := d.deleted[id]; listed && !asked {
				continue
			}
			// A list may lag behind, so a server that is being deleted is looked at itself.
			x := d.asks(ctx, http.MethodGet, collection+"/"+id, "")
			var shown struct{ Server server }
			switch {
			case x.Response != nil && x.Response.Status == http.StatusNotFound:
				delete(there, id)
			case x.Response == nil || x.Response.Status/100 != 2 || json.Unmarshal(x.Response.Body, &shown) != nil:
				return there, after(x, "server %s %s", id, came(x))
			case d.ledger.owns(shown.Server.Name) != nil && shown.Server.ID == id && !slices.Contains([]string{"DELETED", "SOFT_DELETED"}, shown.Server.Status):
				there[id] = shown.Server
			}
		}
	}
	return there, nil
}

// remove deletes a server. It unlocks one that is locked.
func (d deletion) remove(ctx context.Context, id string) error {
	if when, ok := d.deleted[id]; ok && time.Since(when) < patience {
		return nil
	}
	path := collection + "/" + id
	x := d.asks(ctx, http.MethodDelete, path, "")
	switch {
	case x.Response != nil && (x.Response.Status < 300 || x.Response.Status == http.StatusNotFound):
		d.deleted[id] = time.Now()
		return nil
	case x.Response != nil && x.Response.Status == http.StatusConflict:
		d.asks(ctx, http.MethodPost, path+"/action", `{"unlock": null}`)
	}
	return after(x, "the deletion of server %s %s", id, came(x))
}

func (d deletion) asks(ctx context.Context, method, path, body string) exchange.Exchange {
	return d.ask(ctx, exchange.Probe{As: d.ledger.content.Actor, Method: method, Path: path, Body: body})
}

// mostInVain is how often in a row an answer is taken that asking again does not change.
const mostInVain = 20

// final is an error by such an answer.
type final struct{ error }

// after returns the error that an exchange comes to.
func after(x exchange.Exchange, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	if x.Response == nil {
		return err
	}
	switch s := x.Response.Status; {
	case s == http.StatusRequestTimeout, s == http.StatusConflict, s == http.StatusTooManyRequests, s >= 500:
		return err
	}
	return final{err}
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
