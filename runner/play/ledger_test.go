package play_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// diary is a ledger that refuses some paths, and remembers what it is told.
type diary struct {
	refuses string
	lock    sync.Mutex
	lines   []string
}

func (d *diary) note(format string, args ...any) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

func (d *diary) Allow(q exchange.Question) error {
	d.note("allow %s", q.Path)
	if q.Path == d.refuses {
		return errors.New("it is not ours")
	}
	return nil
}

func (d *diary) Note(x exchange.Exchange) { d.note("note %s", x.Probe.Path) }

// A ledger is asked before anything is sent, and knows what came of it before
// the walk does. What it refuses is not sent.
func TestLedger(t *testing.T) {
	d := &diary{refuses: "/theirs"}
	p := &play.Player{Root: parse(t, "http://cloud"), Token: token, InFlight: 1, Ledger: d, Transport: transport(func(r *http.Request) (*http.Response, error) {
		d.note("send %s", pathOf(r))
		return ok(r)
	})}
	walk := questions(get("/ours"), get("/theirs"))
	walk.onPut = func(x exchange.Exchange) { d.note("put %s", x.Probe.Path) }
	exchanges, ending := p.Play(t.Context(), walk)
	want := []string{"allow /ours", "send /ours", "note /ours", "put /ours", "allow /theirs", "put /theirs"}
	if diff := cmp.Diff(want, d.lines); diff != "" {
		t.Errorf("what happened (-want +got):\n%s", diff)
	}
	if ending != exchange.Complete || len(exchanges) != 2 {
		t.Fatalf("%d exchanges, %s", len(exchanges), ending)
	}
	if f := exchanges[1].Failure; f == nil || f.Kind != exchange.Withheld || !strings.Contains(f.Text, "it is not ours") || exchanges[1].Response != nil {
		t.Errorf("what was refused is recorded as %+v", exchanges[1])
	}
}

// Before a question is asked again there is a pause, each longer than the one
// before, and nothing else is held up.
func TestPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lock sync.Mutex
		var sent []string
		began := time.Now()
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Pause: 300 * time.Millisecond, Transport: transport(func(r *http.Request) (*http.Response, error) {
			lock.Lock()
			defer lock.Unlock()
			sent = append(sent, fmt.Sprint(pathOf(r), " at ", time.Since(began)))
			return ok(r)
		})}
		looks := paths(5)
		for i := range looks {
			looks[i].Polls = i
		}
		walk := chain(looks...)
		walk.steps = append(walk.steps, step{question: get("/other"), after: []string{"/1"}})
		p.Play(t.Context(), walk)
		want := []string{"/0 at 0s", "/1 at 300ms", "/other at 300ms", "/2 at 900ms", "/3 at 2.1s", "/4 at 4.1s"}
		if diff := cmp.Diff(want, sent); diff != "" {
			t.Errorf("sent (-want +got):\n%s", diff)
		}
	})
}

// The password of a server that was made is not kept.
func TestPasswordsAreNotKept(t *testing.T) {
	for _, body := range []string{
		`{"server": {"adminPass": "s3cret", "id": "1"}}`, `{"server":{"id":"1","adminPass":"s3cret"}}`,
		`{"server": {"adminPass" : "a\"s3cret"}}`, `{"adminPass": "s3cret`,
	} {
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
			return reply(r, fmt.Sprintf("HTTP/1.1 202 Accepted\r\nContent-Length: %d\r\n\r\n%s", len(body), body))
		})}
		exchanges, _ := p.Play(t.Context(), questions(get("/servers")))
		kept := string(exchanges[0].Response.Body)
		if strings.Contains(kept, "s3cret") || !strings.Contains(kept, `"adminPass": "[osact: password]"`) {
			t.Errorf("of %s is kept %s", body, kept)
		}
	}
}
