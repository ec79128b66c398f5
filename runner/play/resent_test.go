package play_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/runner/play"
)

// A front end that answers once and closes each kept connection on the next request
// gets requests twice. The recording says so.
func TestWhatIsSentAgainIsRecorded(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	var got atomic.Int64
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				lines := bufio.NewReader(c)
				for i := range 2 {
					if _, err := http.ReadRequest(lines); err != nil {
						return
					}
					got.Add(1)
					if i == 0 {
						fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
					}
				}
			}()
		}
	}()
	p := &play.Player{Root: parse(t, "http://"+listener.Addr().String()), Token: token, InFlight: 1}
	exchanges, _ := p.Play(t.Context(), questions(paths(6)...))
	resent := 0
	for _, x := range exchanges {
		if x.Failure != nil {
			t.Errorf("%s failed: %s", x.Request.URL, x.Failure.Text)
		}
		resent += x.Resent
	}
	if want := int(got.Load()) - len(exchanges); resent != want || want == 0 {
		t.Errorf("%d requests were sent again, and the target got %d too many", resent, want)
	}
}
