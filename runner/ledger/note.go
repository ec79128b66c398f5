package ledger

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// Note keeps the ids of servers: those in the answer to a request for servers, and
// those that are listed by a name of this run.
func (l *Ledger) Note(x exchange.Exchange) {
	path, _, _ := strings.Cut(x.Probe.Path, "?")
	if !strings.HasPrefix(path, collection) || x.Probe.As != l.content.Actor || x.Response == nil {
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	changed := false
	switch {
	case x.Probe.Method == http.MethodPost && path == collection:
		changed = l.answered(x)
	case x.Probe.Method == http.MethodGet && x.Response.Status == http.StatusOK && (path == collection || path == collection+"/detail"):
		for _, s := range listed(x.Response.Body) {
			if e := l.owns(s.Name); e != nil && cast.Nameable(s.ID) {
				l.confirmed[s.ID] = true
				changed = e.note(s.ID) || changed
			}
		}
	}
	if changed {
		l.broken = errors.Join(l.broken, l.save())
	}
}

// answered keeps what the answer to a request for servers says, and reports
// whether that is anything new.
func (l *Ledger) answered(x exchange.Exchange) bool {
	var asked, made struct{ Server server }
	if json.Unmarshal([]byte(x.Request.Body), &asked) != nil {
		return false
	}
	e := l.entry(asked.Server.Name)
	if e == nil {
		return false
	}
	// A 408 may come from an intermediary, and says nothing of the target.
	if s := x.Response.Status; s >= 400 && s < 500 && s != http.StatusRequestTimeout {
		e.Refused = true
		return true
	}
	return json.Unmarshal(x.Response.Body, &made) == nil && cast.Nameable(made.Server.ID) && e.note(made.Server.ID)
}
