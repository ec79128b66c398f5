package play_test

import (
	"bytes"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

// FuzzAnswer lets a target answer anything, with the token wherever a $
// stands. There is always one exchange, a recording of it reads back, and the
// token is nowhere in it.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		"", "HTTP/1.1 200 OK\r\n\r\n$", "HTTP/1.1 $ $\r\n$: $\r\n\r\n",
		"HTTP/1.1 429 $\r\nRetry-After: 0\r\nX-Debug: a$b\r\nLocation: $\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, deflate\r\nContent-Length: 99\r\n\r\n\x1f\x8b\x08$",
		"HTTP/1.0 200\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab$\r\n0\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	const secret = "never-to-be-seen-again"
	p := &play.Player{
		Root:  &url.URL{Scheme: "http", Host: "cloud"},
		Token: func(exchange.Actor) (string, bool) { return secret, true },
	}
	check := func(t *testing.T, wire []byte) {
		p := *p
		p.Transport = transport(func(r *http.Request) (*http.Response, error) {
			return reply(r, string(bytes.ReplaceAll(wire, []byte("$"), []byte(secret))))
		})
		exchanges, ending := p.Play(t.Context(), questions(get("/")))
		if len(exchanges) == 0 || ending != exchange.Complete {
			t.Fatalf("got %d exchanges, %s", len(exchanges), ending)
		}
		recording := exchange.Recording{Ending: ending, Target: exchange.Target{Kind: exchange.Given}, Exchanges: exchanges}
		var har bytes.Buffer
		if err := recording.WriteHAR(&har); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(har.Bytes(), []byte(secret)) {
			t.Errorf("the token is in the recording:\n%s", har.Bytes())
		}
		if _, err := exchange.ReadHAR(&har); err != nil {
			t.Error(err)
		}
	}
	f.Fuzz(func(t *testing.T, wire []byte) {
		// Nobody waits for a Retry-After.
		synctest.Test(t, func(t *testing.T) { check(t, wire) })
	})
}
