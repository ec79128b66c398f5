package play_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

func TestAsk(t *testing.T) {
	s := (&play.Player{Root: parse(t, "http://cloud"), Token: token, Transport: transport(ok)}).Session()
	defer s.Close()
	probe := exchange.Probe{As: exchange.Member, Method: http.MethodDelete, Path: "/servers/1"}
	if x := s.Ask(t.Context(), probe); x.Response == nil || x.Response.Status != http.StatusOK || x.Request.Method != http.MethodDelete || x.Probe != probe {
		t.Errorf("Ask = %+v", x)
	}
	probe.Path = "/servers/{its.id}"
	if x := s.Ask(t.Context(), probe); x.Failure == nil || !strings.Contains(x.Failure.Text, "{its.id}") {
		t.Errorf("Ask = %+v, want that its symbol has no value", x)
	}
}

// The rate holds from one question to the next.
func TestTheRateOfASession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var sent []time.Duration
		p := &play.Player{Root: parse(t, "http://cloud"), Token: token, Rate: 2, Transport: transport(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, time.Since(began))
			return ok(r)
		})}
		s := p.Session()
		defer s.Close()
		for _, q := range paths(3) {
			s.Ask(t.Context(), q.Probe)
		}
		if diff := cmp.Diff([]time.Duration{0, 500 * time.Millisecond, time.Second}, sent); diff != "" {
			t.Errorf("sent after (-want +got):\n%s", diff)
		}
	})
}

func TestASessionUsesConnectionsAgain(t *testing.T) {
	var connections atomic.Int64
	root := listen(t, func(conn net.Conn) {
		connections.Add(1)
		for r := bufio.NewReader(conn); readRequest(r) != ""; {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		}
	})
	s := (&play.Player{Root: root, Token: token}).Session()
	defer s.Close()
	for _, q := range paths(5) {
		s.Ask(t.Context(), q.Probe)
	}
	if n := connections.Load(); n != 1 {
		t.Errorf("five questions, one after the other, took %d connections, want 1", n)
	}
}
