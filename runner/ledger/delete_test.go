package ledger_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/suites/exchange"
)

// machine is a server of the target.
type machine struct {
	id, name string
	locked   bool
	from     time.Duration // since the test began: when it is first seen
	dying    int           // how many looks it still survives its deletion
	deleted  bool
}

// target is a compute service that lists its servers in pages of two, whatever
// name is asked for.
type target struct {
	began    time.Time
	servers  []*machine
	broken   int      // status of each list; 0: it works
	mute     bool     // no question is answered
	written  []string // what was asked besides reading
	question int
}

func (c *target) ask(ctx context.Context, p exchange.Probe) exchange.Exchange {
	c.question++
	x := exchange.Exchange{Probe: p}
	if c.mute || ctx.Err() != nil {
		x.Failure = &exchange.Failure{Kind: exchange.TimedOut, Text: "no answer in time"}
		return x
	}
	path, query, _ := strings.Cut(p.Path, "?")
	if p.Method != http.MethodGet {
		c.written = append(c.written, p.Method+" "+strings.TrimPrefix(path, "/v2.1/servers/"))
	}
	status, body := c.answer(p.Method, strings.TrimPrefix(path, "/v2.1/servers"), query)
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	x.Response = &exchange.Response{Status: status, Body: raw}
	return x
}

type object = map[string]any

func (c *target) answer(method, path, query string) (int, any) {
	var there []*machine
	for _, m := range c.servers {
		if m.deleted {
			m.dying--
		}
		if time.Since(c.began) >= m.from && (!m.deleted || m.dying >= 0) {
			there = append(there, m)
		}
	}
	if path == "" {
		if c.broken != 0 {
			return c.broken, nil
		}
		_, marker, _ := strings.Cut(query, "marker=")
		start := 1 + slices.IndexFunc(there, func(m *machine) bool { return m.id == marker })
		list := []object{}
		for _, m := range there[start:min(start+2, len(there))] {
			list = append(list, object{"id": m.id, "name": m.name})
		}
		return http.StatusOK, object{"servers": list}
	}
	id, isAction := strings.CutSuffix(strings.TrimPrefix(path, "/"), "/action")
	i := slices.IndexFunc(there, func(m *machine) bool { return m.id == id })
	switch {
	case i < 0:
		return http.StatusNotFound, nil
	case isAction:
		there[i].locked = false
		return http.StatusAccepted, nil
	case method == http.MethodGet:
		return http.StatusOK, object{"server": object{"id": id, "name": there[i].name, "status": "ACTIVE"}}
	case there[i].locked:
		return http.StatusConflict, nil
	}
	there[i].deleted = true
	return http.StatusNoContent, nil
}

func TestDeleteServers(t *testing.T) {
	const pair = "osact-" + run + "-pair"
	ours := func(n string) *machine { return &machine{id: "id-" + n, name: pair + "-" + n} }
	web := &machine{id: "id-web", name: "web"}
	for _, test := range []struct {
		name    string
		answer  int    // to the request for servers; 0: none came
		told    string // the id that the answer names
		servers []*machine
		broken  int
		mute    bool
		written []string
		least   time.Duration // that it takes
		most    time.Duration
		fails   string
	}{
		{
			name: "both are deleted, and nothing else", answer: 202, told: "id-1",
			servers: []*machine{web, ours("1"), {id: "id-3", name: "osact-another-run-of-someone-pair-1"}, ours("2"), {id: "id-9", name: pair + "-9"}},
			written: []string{"DELETE id-1", "DELETE id-2"}, most: time.Second,
		},
		{
			name: "the answer never came", servers: []*machine{ours("1"), ours("2")},
			written: []string{"DELETE id-1", "DELETE id-2"}, most: time.Second,
		},
		{
			name:    "the answer never came, and the servers come late",
			servers: []*machine{{id: "id-1", name: pair + "-1", from: 8 * time.Second}, {id: "id-2", name: pair + "-2", from: 8 * time.Second}},
			written: []string{"DELETE id-1", "DELETE id-2"}, least: 8 * time.Second, most: 12 * time.Second,
		},
		{
			name: "the second comes late", answer: 202, told: "id-1",
			servers: []*machine{ours("1"), {id: "id-2", name: pair + "-2", from: 8 * time.Second}},
			written: []string{"DELETE id-1", "DELETE id-2"}, least: 8 * time.Second, most: 12 * time.Second,
		},
		{name: "the answer never came, and nothing was made", least: 15 * time.Second, most: 18 * time.Second},
		{name: "nothing was made", answer: 403, servers: []*machine{web}, most: time.Second},
		{
			name: "a refusal that made servers all the same", answer: 409, servers: []*machine{ours("1")},
			written: []string{"DELETE id-1"}, most: time.Second,
		},
		{
			name: "an answer that names another's server", answer: 202, told: "id-web", servers: []*machine{web, ours("1")},
			written: []string{"DELETE id-1"}, most: 18 * time.Second,
		},
		{
			name: "a locked one", answer: 202, told: "id-1", servers: []*machine{{id: "id-1", name: pair + "-1", locked: true}, ours("2")},
			written: []string{"DELETE id-1", "POST id-1/action", "DELETE id-2", "DELETE id-1"}, most: time.Second,
		},
		{
			name: "one that takes its time", answer: 202, told: "id-1", servers: []*machine{{id: "id-1", name: pair + "-1", dying: 9}, ours("2")},
			written: []string{"DELETE id-1", "DELETE id-2"}, least: 500 * time.Millisecond, most: 20 * time.Second,
		},
		{
			name: "a list that is refused", answer: 202, told: "id-1", servers: []*machine{ours("1")}, broken: 401,
			least: 5 * time.Second, most: 12 * time.Second, fails: "the list of servers was answered 401",
		},
		{
			name: "a list that fails", answer: 202, told: "id-1", servers: []*machine{ours("1")}, broken: 500,
			least: time.Minute, most: time.Minute, fails: "the list of servers was answered 500",
		},
		{
			name: "a target that is gone", answer: 202, told: "id-1", servers: []*machine{ours("1")}, mute: true,
			least: time.Minute, most: time.Minute, fails: "no answer in time",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, path := open(t)
				creation := create(pair, 2)
				if err := l.Allow(creation); err != nil {
					t.Fatal(err)
				}
				if test.answer != 0 {
					l.Note(answered(creation, test.answer, `{"server": {"id": "`+test.told+`"}}`))
				}
				// What another process would know of it.
				l, err := ledger.Load(path)
				if err != nil {
					t.Fatal(err)
				}
				c := &target{began: time.Now(), servers: test.servers, broken: test.broken, mute: test.mute}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				err = l.DeleteServers(ctx, c.ask)
				if took := time.Since(c.began); took < test.least || took > test.most {
					t.Errorf("it took %s, want %s to %s", took, test.least, test.most)
				}
				if !slices.Equal(c.written, test.written) {
					t.Errorf("it wrote %q, want %q", c.written, test.written)
				}
				_, gone := os.Stat(path)
				if test.fails == "" {
					if err != nil || !errors.Is(gone, fs.ErrNotExist) {
						t.Errorf("error %v, and of the ledger %v, want none and that it is gone", err, gone)
					}
					return
				}
				if err == nil || gone != nil || !strings.Contains(err.Error(), test.fails) || !strings.Contains(err.Error(), pair) || !strings.Contains(err.Error(), "osact cleanup "+path) {
					t.Errorf("error %v, and of the ledger %v, want one that says %q, which is left and what to do", err, gone, test.fails)
				}
			})
		})
	}
}

// A ledger that names nothing asks nothing.
func TestDeleteServersOfNothing(t *testing.T) {
	l, _ := open(t)
	c := &target{}
	if err := l.DeleteServers(t.Context(), c.ask); err != nil || c.question != 0 {
		t.Errorf("%v, %d questions", err, c.question)
	}
}
