package play_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

func TestRedirectsAreNotFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		var arrived atomic.Int64
		elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { arrived.Add(1) })
		root := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.String()+"/", status)
		})
		exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), questions(get("/")))
		if n := arrived.Load(); n != 0 {
			t.Errorf("%d: the token arrived elsewhere %d times", status, n)
		}
		if r := exchanges[0].Response; r == nil || r.Status != status || r.Header.Get("Location") != elsewhere.String()+"/" {
			t.Errorf("the answer is %v, want the redirect", r)
		}
	}
}

// A server that hangs up on a question. What asks for no change is asked once
// more over a connection of its own, and then the server is believed; net/http
// would go on by itself.
func TestAServerThatHangsUpIsBelieved(t *testing.T) {
	hangUps := map[string]func(net.Conn){
		"a clean end": func(net.Conn) {},
		"a reset":     func(conn net.Conn) { _ = conn.(*net.TCPConn).SetLinger(0) },
	}
	for name, hangUp := range hangUps {
		for _, method := range []string{"GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "DELETE"} {
			for _, body := range []string{"", "{}"} {
				t.Run(name+" "+method+" "+body, func(t *testing.T) {
					var asked atomic.Int64
					root := listen(t, func(conn net.Conn) {
						for r := bufio.NewReader(conn); ; {
							request := readRequest(r)
							switch {
							case request == "":
								return
							case strings.Contains(request, " /second "):
								asked.Add(1)
								hangUp(conn)
								return
							}
							_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
						}
					})
					second := question(exchange.Probe{As: exchange.Member, Method: method, Path: "/second", Body: body})
					exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), chain(get("/first"), second))
					want := int64(1)
					if isQuestion := method == "GET" || method == "HEAD" || method == "OPTIONS"; isQuestion && body == "" {
						want = 2 // over a connection of its own, too
					}
					if n := asked.Load(); n != want {
						t.Errorf("the question was asked %d times, want %d", n, want)
					}
					if f := exchanges[1].Failure; f == nil || f.Kind != exchange.Reset {
						t.Errorf("failure is %v, want a broken connection", f)
					}
				})
			}
		}
	}
}

func TestAChunkedAnswerIsRecordedAsSuch(t *testing.T) {
	root := listen(t, say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfull\r\n0\r\n\r\n"))
	exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), questions(get("/")))
	r := exchanges[0].Response
	if r.Header.Get("Transfer-Encoding") != "chunked" || r.Length != -1 || r.Wire != 4 || string(r.Body) != "full" {
		t.Errorf("the answer is %+v; want 4 bytes in chunks, no length", r)
	}
}

func TestAnAnswerToHeadAnnouncesWhatItDoesNotHave(t *testing.T) {
	root := listen(t, say("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"))
	q := question(exchange.Probe{As: exchange.Member, Method: "HEAD", Path: "/"})
	exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), questions(q))
	if x := exchanges[0]; x.Failure != nil || x.Response.Length != 99 || x.Response.Wire != 0 {
		t.Errorf("the answer is %+v, failure %v; want a length of 99 and no body", x.Response, x.Failure)
	}
}

func TestConnectionsAreUsedAgain(t *testing.T) {
	var connections atomic.Int64
	root := listen(t, func(conn net.Conn) {
		connections.Add(1)
		for r := bufio.NewReader(conn); readRequest(r) != ""; {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		}
	})
	(&play.Player{Root: root, Token: token}).Play(t.Context(), chain(paths(5)...))
	if n := connections.Load(); n != 1 {
		t.Errorf("five questions, one after the other, took %d connections, want 1", n)
	}
}

// A server that ends each connection after its first request that changes
// something, and says so to nobody.
func TestWhatMayChangeSomethingHasAConnectionOfItsOwn(t *testing.T) {
	root := listen(t, func(conn net.Conn) {
		for r, n := bufio.NewReader(conn), 0; ; n++ {
			request := readRequest(r)
			if request == "" || n > 0 && !strings.HasPrefix(request, "GET ") {
				return // it came on a connection that was used before
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 204 No Content\r\n\r\n")
			if !strings.HasPrefix(request, "GET ") {
				_ = conn.(*net.TCPConn).SetLinger(0)
				return
			}
		}
	})
	act := func(method string) exchange.Question {
		return question(exchange.Probe{As: exchange.Member, Method: method, Path: "/"})
	}
	walk := chain(get("/1"), act("POST"), get("/2"), act("DELETE"), get("/3"), act("PUT"))
	exchanges, _ := (&play.Player{Root: root, Token: token, InFlight: 1}).Play(t.Context(), walk)
	for _, x := range exchanges {
		if x.Failure != nil {
			t.Errorf("%s: %v", x.Probe, x.Failure)
		}
	}
	if len(exchanges) != 6 {
		t.Errorf("%d exchanges, want 6", len(exchanges))
	}
}
