package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// ReadOnly lets nothing through that could change anything.
type ReadOnly struct{}

// Enter refuses what could change anything.
func (ReadOnly) Enter(q exchange.Question) error {
	if harmless(q) {
		return nil
	}
	return fmt.Errorf("%s %s could change something, and nothing may be written (--allow-writes)", q.Method, q.Path)
}

// Leave notes nothing.
func (ReadOnly) Leave(exchange.Exchange) {}

// harmless reports that a question changes nothing: it reads, or is about
// actions, which can only be read, by a path that leads nowhere else.
func harmless(q exchange.Question) bool {
	switch q.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	path, _, _ := strings.Cut(q.Path, "?")
	plain, err := url.PathUnescape(path)
	return err == nil && strings.Contains(plain, "/os-instance-actions") && !strings.Contains(plain, "/.")
}

// collection is where servers are made.
const collection = "/v2.1/servers"

// Enter lets three things through besides what is harmless: a request for
// servers by a name of this run, which is on disk before it returns; and an
// action on or the deletion of a server that was listed by such a name.
func (l *Ledger) Enter(q exchange.Question) error {
	if harmless(q) {
		return nil
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.broken != nil {
		return fmt.Errorf("the ledger can't be kept: %w", l.broken)
	}
	if q.Method == http.MethodPost && q.Path == collection {
		return l.enter(q)
	}
	rest, ok := strings.CutPrefix(q.Path, collection+"/")
	id, isAction := strings.CutSuffix(rest, "/action")
	if !ok || isAction != (q.Method == http.MethodPost) || !isAction && q.Method != http.MethodDelete || !l.confirmed[id] {
		return fmt.Errorf("%s %s is not about a server that this run has made", q.Method, q.Path)
	}
	return nil
}

// enter notes a request for servers.
func (l *Ledger) enter(q exchange.Question) error {
	var body struct {
		Server struct {
			Name     string `json:"name"`
			MaxCount int    `json:"max_count"`
		} `json:"server"`
	}
	if err := json.Unmarshal([]byte(q.Body), &body); err != nil {
		return fmt.Errorf("the servers have no name: %w", err)
	}
	name := body.Server.Name
	if q.Probe.As != l.content.Actor || !strings.HasPrefix(name, prefix(l.content.Run)) {
		return fmt.Errorf("servers named %q are not this run's", name)
	}
	now := time.Now().UTC().Round(0)
	if e := l.entry(name); e != nil {
		e.Asked, e.Refused = now, false
	} else {
		l.content.Servers = append(l.content.Servers, &Entry{Name: name, Count: max(body.Server.MaxCount, 1), Asked: now})
	}
	if l.broken = l.save(); l.broken != nil {
		return fmt.Errorf("the ledger can't be kept: %w", l.broken)
	}
	return nil
}

// Leave notes the ids of servers: those that the answer to a request for
// servers names, and those that are listed by a name of this run.
func (l *Ledger) Leave(x exchange.Exchange) {
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
			if e := l.owns(s.Name); e != nil && isID(s.ID) {
				l.confirmed[s.ID] = true
				changed = e.note(s.ID) || changed
			}
		}
	}
	if changed {
		l.broken = errors.Join(l.broken, l.save())
	}
}

// answered notes the answer to a request for servers, and reports whether it
// tells anything.
func (l *Ledger) answered(x exchange.Exchange) bool {
	var asked, made struct{ Server server }
	if json.Unmarshal([]byte(x.Request.Body), &asked) != nil {
		return false
	}
	e := l.entry(asked.Server.Name)
	if e == nil {
		return false
	}
	// What an intermediary says of its own patience tells nothing of the target.
	if s := x.Response.Status; s >= 400 && s < 500 && s != http.StatusRequestTimeout {
		e.Refused = true
		return true
	}
	return json.Unmarshal(x.Response.Body, &made) == nil && isID(made.Server.ID) && e.note(made.Server.ID)
}

// entry returns the entry of a name that was asked for.
func (l *Ledger) entry(name string) *Entry {
	for _, e := range l.content.Servers {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// server is what is read of a server.
type server struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
}

// listed returns the servers of a list.
func listed(body []byte) []server {
	var list struct{ Servers []server }
	if json.Unmarshal(body, &list) != nil {
		return nil
	}
	return list.Servers
}

// isID reports whether an id can stand in a path as it is.
func isID(id string) bool { return cast.Nameable(id) && strings.Trim(id, ".") != "" }
