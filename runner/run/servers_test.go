package run

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// A run that has no time left to ask still deletes its servers, and does not count
// the questions of that as its own.
func TestDeletionHasItsOwnTime(t *testing.T) {
	var gone atomic.Bool
	r := &Run{ID: NewID(), Ledger: filepath.Join(t.TempDir(), "ledger.json"), Player: play.Player{
		Deadline: time.Nanosecond,
		Progress: func(p play.Progress) { t.Errorf("it tells how far it is: %+v", p) },
	}}
	name := "osact-" + r.ID + "-pair"
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch {
		case q.Method == http.MethodDelete:
			gone.Store(true)
			w.WriteHeader(http.StatusNoContent)
		case gone.Load():
			fmt.Fprint(w, `{"servers": []}`)
		default:
			fmt.Fprintf(w, `{"servers": [{"id": "c0ffee", "name": %q, "status": "ACTIVE"}]}`, name)
		}
	}))
	t.Cleanup(service.Close)
	c := &connect.Connection{Target: exchange.Target{Kind: exchange.Given, URL: service.URL}, Tokens: connect.Tokens{exchange.Member: "a-token-of-some-length"}}
	l, err := r.openLedger(c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	made := exchange.Question{Probe: exchange.Probe{As: exchange.Member}, Method: http.MethodPost, Path: "/v2.1/servers", Body: fmt.Sprintf(`{"server": {"name": %q}}`, name)}
	if err := l.Allow(made); err != nil {
		t.Fatal(err)
	}
	if err := r.deleteServers(t.Context(), c, l, 5*time.Second); err != nil || !gone.Load() {
		t.Errorf("the server is gone: %t; %v", gone.Load(), err)
	}
}
