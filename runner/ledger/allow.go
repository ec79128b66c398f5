package ledger

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// ReadOnly allows no question that could change anything.
type ReadOnly struct{}

// Allow refuses what could change anything.
func (ReadOnly) Allow(q exchange.Question) error {
	if harmless(q) {
		return nil
	}
	return fmt.Errorf("%s %s could change something, and nothing may be written (--allow-writes)", q.Method, q.Path)
}

// Note notes nothing.
func (ReadOnly) Note(exchange.Exchange) {}

// harmless reports whether a question changes nothing: its method only reads, or
// its path is that of actions, which cannot be written.
func harmless(q exchange.Question) bool {
	switch q.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	path, _, _ := strings.Cut(q.Path, "?")
	plain, err := url.PathUnescape(path)
	return err == nil && strings.Contains(plain, "/os-instance-actions") && !strings.Contains(plain, "/.")
}

// collection is the path at which servers are made.
const collection = "/v2.1/servers"

// Allow allows what is harmless, and three other things: a request for servers by
// a name of this run, which is on disk when Allow returns; an action on a server
// that the target has listed by such a name; and its deletion.
func (l *Ledger) Allow(q exchange.Question) error {
	if harmless(q) {
		return nil
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.broken != nil {
		return fmt.Errorf("the ledger can't be kept: %w", l.broken)
	}
	if q.Method == http.MethodPost && q.Path == collection {
		return l.noteRequest(q)
	}
	rest, ok := strings.CutPrefix(q.Path, collection+"/")
	id, isAction := strings.CutSuffix(rest, "/action")
	if !ok || isAction != (q.Method == http.MethodPost) || !isAction && q.Method != http.MethodDelete || !l.confirmed[id] {
		return fmt.Errorf("%s %s is not about a server that this run has made", q.Method, q.Path)
	}
	return nil
}

// noteRequest adds a request for servers to the ledger, on disk.
func (l *Ledger) noteRequest(q exchange.Question) error {
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

// entry returns the entry of a request by its name.
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
