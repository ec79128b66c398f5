package main_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

// hostile is a recording in parts: what comes before its entries, the entries, and what
// comes after them.
type hostile struct {
	head    string
	entries []string
	tail    string
}

// read takes the recording of a run apart, without its seal: what is said of a sealed one
// that is not as it was recorded is said of any.
func read(t *testing.T, path string) hostile {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(withoutSeal(string(content)), "\"entries\":[\n")
	entries, tail, closed := strings.Cut(rest, "\n]}}")
	if !ok || !closed {
		t.Fatal("the recording is built otherwise")
	}
	return hostile{head + "\"entries\":[\n", strings.Split(entries, ",\n"), "\n]}}" + tail}
}

// write writes so many entries, the nth as nth returns it.
func (h hostile) write(t *testing.T, n int, nth func(i int, entry string) string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hostile.har")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriterSize(f, 1<<20)
	_, _ = out.WriteString(h.head) // Flush tells
	for i := range n {
		if i > 0 {
			_, _ = out.WriteString(",\n")
		}
		_, _ = out.WriteString(nth(i, h.entries[i%len(h.entries)]))
	}
	_, _ = out.WriteString(h.tail)
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// withBodies writes a recording anew, the ith of its answers with the body that body
// returns. It is of before there were seals, and of a plan that is not known, so the
// answers need not be those that the run went on by.
func withBodies(t *testing.T, path string, body func(i int) string) string {
	t.Helper()
	r, err := exchange.ReadHAR(strings.NewReader(readFile(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	r.Unsealed, r.Plan = true, ""
	for i := range r.Exchanges {
		a := r.Exchanges[i].Response
		if a == nil {
			continue
		}
		a.Body = []byte(body(i))
		a.Wire, a.Length = int64(len(a.Body)), int64(len(a.Body))
		a.Header.Set("Content-Length", strconv.Itoa(len(a.Body)))
		a.Header.Del("Content-Encoding")
	}
	var file bytes.Buffer
	if err := r.WriteHAR(&file); err != nil {
		t.Fatal(err)
	}
	return written(t, "hostile.har", file.String())
}

// heavy is a document of an action with so many events, none like another.
func heavy(i, events int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"instanceAction": {"action": "stop", "request_id": "req-%d", "events": [`, i)
	for e := range events {
		if e > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"event": "e%d", "start_time": "2026-11-30T00:00:00.%06d", "finish_time": null, "result": null, "traceback": null}`, e, i*1000+e)
	}
	b.WriteString("]}}")
	return b.String()
}

// TestHostileRecordings: what no run writes is refused, and what a run may write at most
// is judged, either within bounds.
func TestHostileRecordings(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if got := call(t, nil, "run", "--profile", "tenant", "--out", out, "--budget", "0"); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	recording := filepath.Join(out, "recording.har")
	good := read(t, recording)
	whole := len(good.entries)
	// An entry as short as there is one, but for what is hostile in it.
	short := func(response, own, request string) func(int, string) string {
		return func(i int, _ string) string {
			return fmt.Sprintf(`{"startedDateTime":"2026-11-30T00:00:00Z","request":{%s},"response":{"status":200,%s},"_osact":{"probe":{"as":"member","nth":%d}%s}}`, request, response, i, own)
		}
	}
	const text, answered = `"content":{"text":""}`, `,"answer":{}`
	long := func(n int) string { return strings.Repeat("x", n) }
	body := long(3 << 20)
	bodies := func(i int, entry string) string {
		return short(fmt.Sprintf(`"content":{"text":"%d%s"}`, i, body), answered, "")(i, entry)
	}
	headers := short(text+`,"headers":[{"name":"Vary","value":"`+long(500<<10)+`"}]`, answered, "")
	usual := func(_ int, entry string) string { return entry }
	for _, test := range []struct {
		name    string
		n       int
		nth     func(int, string) string
		body    func(int) string // instead: of each answer
		binding string           // before those of the run
		says    string           // empty: it is judged
	}{
		{name: "failure texts of 100 kB", n: 900, nth: short(text, `,"failure":{"kind":"reset","text":"`+long(100_000)+`"}`, ""), says: "its failure takes"},
		{name: "a failure text of a whole file", n: 1, nth: short(text, `,"failure":{"kind":"reset","text":"`+long(40<<20)+`"}`, ""), says: "a value in it is larger"},
		{name: "bodies of 90 MB", n: 30, nth: bodies, says: "its answers take more than"},
		{name: "headers of 90 MB", n: 180, nth: headers, says: "its answers take more than"},
		{name: "URLs of 100 kB", n: 900, nth: short(text, answered, `"url":"http://x/`+long(100<<10)+`"`), says: "its path takes"},
		{name: "URLs of 15 kB", n: 6000, nth: short(text, answered, `"url":"http://x/`+long(15<<10)+`"`), says: "its questions take more than"},
		{name: "two hundred thousand entries", n: 200_000, nth: short(text, answered, ""), says: "it has more than 20000 entries"},
		{name: "a member that nobody knows", n: 1, nth: func(int, string) string { return `{"_other":"` + long(60<<20) + `"}` }, says: "a value in it is larger"},
		{name: "bindings of 40 MB", n: whole, nth: usual, binding: `{"symbol":"x","value":"` + long(40<<20) + `","origin":""}`, says: "a value in it is larger"},
		{name: "a million bindings", n: whole, nth: usual, binding: strings.Repeat(`{"symbol":"x","value":"x","origin":""},`, 1_000_000) + `{}`, says: "a value in it is larger"},
		{name: "a long binding", n: whole, nth: usual, binding: `{"symbol":"member.project","value":"` + long(1<<20) + `","origin":"token"}`, says: "its binding takes"},
		{name: "bindings that are none", n: whole, nth: usual, binding: strings.Repeat(`{"symbol":"x","value":"x","origin":""},`, 1000) + `{}`, says: "only answers tell it"},
		{name: "as much as a run keeps, in values", body: func(i int) string { return heavy(i, 60<<20/whole/430) }},
		{name: "as much as a run keeps, in text", body: func(i int) string {
			return fmt.Sprintf(`{"instanceAction": {"message": "%d%s"}}`, i, long(60<<20/whole))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := good
			if test.binding != "" {
				h.head = strings.Replace(h.head, `"bindings":[`, `"bindings":[`+test.binding+",", 1)
			}
			var path string
			if test.body != nil {
				path = withBodies(t, recording, test.body)
			} else {
				path = h.write(t, test.n, test.nth)
			}
			got, took := weighed(t, outerBound, 0, nil, "judge", path)
			if refused := test.says != ""; refused != (got.code == 2) || !strings.Contains(got.stderr, test.says) {
				t.Errorf("exit %d, %.300q, want %q", got.code, got.stderr, test.says)
			}
			info, err := os.Stat(path)
			if err != nil || took.Peak > mostMemory {
				t.Errorf("it took %d KiB of memory, want %d at most; %v", took.Peak, mostMemory, err)
			}
			t.Logf("%d MB of file: %d MB of memory, %s", info.Size()>>20, took.Peak>>10, took.Wall)
		})
	}
}
