package play_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites/exchange"
)

const document = `{"instanceAction":{"action":"create"}}`

// coded applies a coding to data.
func coded(t testing.TB, coding string, data []byte) []byte {
	t.Helper()
	var (
		b   bytes.Buffer
		w   io.WriteCloser
		err error
	)
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "flate":
		w, err = flate.NewWriter(&b, flate.DefaultCompression)
	}
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestContentCodings(t *testing.T) {
	plain := []byte(document)
	gz, zl, raw := coded(t, "gzip", plain), coded(t, "zlib", plain), coded(t, "flate", plain)
	broken := bytes.Clone(gz)
	broken[len(broken)-5] ^= 0xff // the checksum
	tests := map[string]struct {
		method string
		coding string
		sent   []byte
		want   string
		kind   exchange.FailureKind // empty: none
	}{
		"none":                     {"GET", "", plain, document, ""},
		"identity":                 {"GET", "identity", plain, document, ""},
		"gzip":                     {"GET", "gzip", gz, document, ""},
		"x-gzip, oddly written":    {"GET", " X-GZip ,", gz, document, ""},
		"gzip in two members":      {"GET", "gzip", append(bytes.Clone(gz), gz...), document + document, ""},
		"deflate as zlib":          {"GET", "deflate", zl, document, ""},
		"deflate as it is":         {"GET", "deflate", raw, document, ""},
		"two codings":              {"GET", "deflate, gzip", coded(t, "gzip", zl), document, ""},
		"gzip of nothing sent":     {"GET", "gzip", nil, "", ""},
		"gzip of an empty body":    {"GET", "gzip", coded(t, "gzip", nil), "", ""},
		"an answer to HEAD":        {"HEAD", "gzip", nil, "", ""},
		"compress":                 {"GET", "compress", []byte("\x1f\x9d\x90"), "", exchange.Undecoded},
		"unknown":                  {"GET", "br", plain, "", exchange.Undecoded},
		"unknown below gzip":       {"GET", "br, gzip", gz, "", exchange.Undecoded},
		"too many":                 {"GET", "gzip, gzip, gzip, gzip", gz, "", exchange.Undecoded},
		"gzip that is none":        {"GET", "gzip", plain, "", exchange.Undecoded},
		"gzip cut short":           {"GET", "gzip", gz[:len(gz)-8], document, exchange.Undecoded},
		"gzip cut in the head":     {"GET", "gzip", gz[:1], "", exchange.Undecoded},
		"gzip with a bad checksum": {"GET", "gzip", broken, document, exchange.Undecoded},
		"bytes after gzip":         {"GET", "gzip", append(bytes.Clone(gz), "xxxxxxxxxxxx"...), document, exchange.Undecoded},
		"bytes after zlib":         {"GET", "deflate", append(bytes.Clone(zl), 'x'), document, exchange.Undecoded},
		"bytes after deflate":      {"GET", "deflate", append(bytes.Clone(raw), 'x'), document, exchange.Undecoded},
		"deflate that is none":     {"GET", "deflate", []byte("\xff"), "", exchange.Undecoded},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if test.coding != "" {
					w.Header().Set("Content-Encoding", test.coding)
				}
				_, _ = w.Write(test.sent)
			})
			probe := exchange.Probe{As: exchange.Member, Method: test.method, Path: "/"}
			exchanges, _ := (&play.Player{Root: root, Token: token}).Play(t.Context(), questions(question(probe)))
			x := exchanges[0]
			var kind exchange.FailureKind
			if x.Failure != nil {
				kind = x.Failure.Kind
			}
			if kind != test.kind || x.Response == nil {
				t.Fatalf("failure is %v, response %v; want failure %q and a response", x.Failure, x.Response, test.kind)
			}
			if got := string(x.Response.Body); got != test.want {
				t.Errorf("the body is %q, want %q", got, test.want)
			}
			if x.Response.Wire != int64(len(test.sent)) {
				t.Errorf("%d bytes came over the wire, want %d", x.Response.Wire, len(test.sent))
			}
		})
	}
}

// allocated runs f and returns how many bytes were allocated meanwhile.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestLargeBodiesAreCutWithoutBeingHeld(t *testing.T) {
	const limit, excerpt, huge = 256 << 10, 128 << 10, 300 << 20
	chunk := make([]byte, 1<<20)
	bomb := coded(t, "gzip", make([]byte, 8<<20))
	bombInBomb := coded(t, "gzip", bomb)
	// Members of nothing: much to read, nothing to keep.
	hollow := bytes.Repeat(coded(t, "gzip", nil), 40_000)
	tests := map[string]http.HandlerFunc{
		"with its length": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(huge))
			pour(w, r, chunk, huge)
		},
		"chunked":       func(w http.ResponseWriter, r *http.Request) { pour(w, r, chunk, huge) },
		"a bomb":        func(w http.ResponseWriter, _ *http.Request) { send(w, "gzip", bomb) },
		"a bomb twice":  func(w http.ResponseWriter, _ *http.Request) { send(w, "gzip, gzip", bombInBomb) },
		"a hollow bomb": func(w http.ResponseWriter, _ *http.Request) { send(w, "gzip, gzip", coded(t, "gzip", hollow)) },
		"unknown coding": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			pour(w, r, chunk, huge)
		},
		"a hollow one": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			pour(w, r, hollow, huge)
		},
	}
	for name, handler := range tests {
		t.Run(name, func(t *testing.T) {
			root := serve(t, handler)
			var exchanges []exchange.Exchange
			bytes := allocated(func() {
				p := &play.Player{Root: root, Token: token, MaxBody: limit}
				exchanges, _ = p.Play(t.Context(), questions(get("/")))
			})
			x := exchanges[0]
			if x.Failure == nil || x.Failure.Kind != exchange.TooLarge {
				t.Errorf("failure is %v, want that it is too large", x.Failure)
			}
			if x.Response == nil || len(x.Response.Body) > excerpt {
				t.Errorf("%d bytes are kept, want %d at most", len(x.Response.Body), excerpt)
			}
			if bytes > 24*limit {
				t.Errorf("%d bytes were allocated for a limit of %d", bytes, limit)
			}
		})
	}
}

// pour writes size bytes, or until nobody wants more.
func pour(w io.Writer, r *http.Request, chunk []byte, size int) {
	for range size / len(chunk) {
		if _, err := w.Write(chunk); err != nil || r.Context().Err() != nil {
			return
		}
	}
}

func send(w http.ResponseWriter, coding string, body []byte) {
	w.Header().Set("Content-Encoding", coding)
	_, _ = w.Write(body)
}

func TestABodyAsLargeAsAllowedIsWhole(t *testing.T) {
	for _, coding := range []string{"", "gzip"} {
		body := []byte(strings.Repeat("x", 1000))
		root := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if coding != "" {
				send(w, coding, coded(t, coding, body))
				return
			}
			_, _ = w.Write(body)
		})
		for _, limit := range []int64{999, 1000} {
			exchanges, _ := (&play.Player{Root: root, Token: token, MaxBody: limit}).Play(t.Context(), questions(get("/")))
			x := exchanges[0]
			if got := int64(len(x.Response.Body)); got != limit {
				t.Errorf("%q, limit %d: %d bytes are kept", coding, limit, got)
			}
			if whole := x.Failure == nil; whole != (limit == 1000) {
				t.Errorf("%q, limit %d: failure is %v", coding, limit, x.Failure)
			}
		}
	}
}

func TestAllAnswersTogetherAreCapped(t *testing.T) {
	bodies := map[string]byte{"/0": 'a', "/1": 'b', "/2": 'a', "/3": 'c'}
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Header()["Date"] = nil
		_, _ = w.Write(bytes.Repeat([]byte{bodies[r.URL.Path]}, 1000))
	})
	// Each answer needs 42 bytes for its reason and headers, and 1000 for its body,
	// unless that is the body of another one.
	p := &play.Player{Root: root, Token: token, InFlight: 1, MaxTotal: 1600}
	exchanges, ending := p.Play(t.Context(), questions(paths(4)...))
	if ending != exchange.Complete || len(exchanges) != 4 {
		t.Fatalf("got %d exchanges, %s; want 4, complete", len(exchanges), ending)
	}
	for i, want := range []int{1000, 0, 1000, 0} {
		x := exchanges[i]
		if got := len(x.Response.Body); got != want || x.Response.Status != 200 {
			t.Errorf("%d bytes of answer %d are kept, want %d", got, i, want)
		}
		if whole := x.Failure == nil; whole != (want > 0) {
			t.Errorf("failure of answer %d is %v", i, x.Failure)
		}
	}
	if one, other := exchanges[0].Response.Body, exchanges[2].Response.Body; &one[0] != &other[0] {
		t.Error("a body that came twice is kept twice")
	}
	if f := exchanges[1].Failure; f == nil || f.Kind != exchange.TooLarge || !strings.Contains(f.Text, "all answers together") {
		t.Errorf("failure is %v, want that all answers together are too large", f)
	}
}

// Each finds room for its answer when it comes, and together they do not fit.
func TestAnswersAtOnceAreCappedTogether(t *testing.T) {
	const atOnce, size, room = 8, 100_000, 250_000
	var came sync.WaitGroup
	came.Add(atOnce)
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).Flush() // the head
		came.Done()
		came.Wait()
		_, _ = w.Write(bytes.Repeat([]byte(r.URL.Path[1:]), size))
	})
	p := &play.Player{Root: root, Token: token, InFlight: atOnce, MaxTotal: room}
	exchanges, _ := p.Play(t.Context(), questions(paths(atOnce)...))
	kept, whole := 0, 0
	for _, x := range exchanges {
		kept += len(x.Response.Body)
		if x.Failure == nil {
			whole++
		}
	}
	if kept > room || whole != 2 {
		t.Errorf("%d bytes are kept, and %d answers whole; want %d at most, and 2", kept, whole, room)
	}
}
