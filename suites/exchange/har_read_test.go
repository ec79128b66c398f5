package exchange

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ours is a recording of osact with the given entries.
func ours(entries string) string {
	return `{"log":{"version":"1.2","creator":{"name":"osact","version":"1"},` +
		`"_osact":{"format":1,"ending":"complete","target":{"kind":"given"}},"entries":[` + entries + `]}}`
}

// entry is an entry of osact with one part replaced.
func entry(old, replacement string) string {
	const usual = `{"startedDateTime":"2026-11-20T08:30:00Z","time":1,"request":{},` +
		`"response":{"status":200,"content":{"text":"{}"}},"_osact":{"probe":{"as":"member"},"answer":{}}}`
	return strings.Replace(usual, old, replacement, 1)
}

// asWritten is an entry with all that osact writes, but for a seal.
func asWritten(t *testing.T) string {
	t.Helper()
	line, err := marshal(newEntry(Exchange{Probe: Probe{As: Member}, Response: &Response{Status: 200, Body: []byte("{}"), Wire: 2, Length: -1}}))
	if err != nil {
		t.Fatal(err)
	}
	return string(line)
}

func TestReadHARSaysWhatIsWrong(t *testing.T) {
	tests := map[string]struct {
		text string
		want string // part of the error; empty: none
	}{
		"no entries":                {ours(""), ""},
		"one entry":                 {ours(asWritten(t)), ""},
		"an unknown member":         {strings.Replace(ours(""), `"version"`, `"comment":{"a":[1]},"version"`, 1), ""},
		"members in another order":  {`{"x":1,"log":{"entries":[],"_osact":{"format":1,"ending":"complete","target":{"kind":"given"}},"version":"1.2"}}`, ""},
		"empty":                     {"", "it is empty"},
		"only blanks":               {" \n", "it is empty"},
		"not JSON":                  {"<html>", "it is not JSON"},
		"not JSON inside":           {ours(`{"time":!}`), "it is not JSON"},
		"a list":                    {`[]`, "it has no log.entries"},
		"a number":                  {`1`, "it has no log.entries"},
		"no log":                    {`{"verdict":"conformant"}`, "it has no log.entries"},
		"a log of another kind":     {`{"log":[]}`, "it has no log.entries"},
		"no entries member":         {`{"log":{"version":"1.2"}}`, "it has no log.entries"},
		"entries of another kind":   {`{"log":{"version":"1.2","entries":{}}}`, "it has no log.entries"},
		"another tool":              {`{"log":{"version":"1.2","creator":{"name":"Firefox"},"entries":[{}]}}`, "recorded by Firefox, not by osact"},
		"an unnamed tool":           {`{"log":{"version":"1.2","entries":[{}]}}`, "it was not recorded by osact"},
		"another version":           {`{"log":{"version":"1.1","entries":[]}}`, `it is HAR version "1.1"; osact reads 1.2`},
		"a newer osact":             {strings.Replace(ours(""), `"format":1`, `"format":3,"suite":"9.0"`, 1), "format 3, made by osact 9.0"},
		"no ending":                 {strings.Replace(ours(""), `"complete"`, `""`, 1), "its ending"},
		"an unknown kind of target": {strings.Replace(ours(""), `"given"`, `"moon"`, 1), "its target's kind"},
		"an unknown actor":          {strings.Replace(ours(""), `"target"`, `"actors":{"ghost":{}},"target"`, 1), `its actor "ghost"`},
		"a note beyond years":       {strings.Replace(ours(""), `"target"`, `"notes":[{"at":"9999-12-31T23:59:59-01:00","text":"x"}],"target"`, 1), "its time is out of range"},
		"a time beyond years":       {strings.Replace(ours(""), `"target"`, `"ended":"9999-12-31T23:59:59-01:00","target"`, 1), "its time is out of range"},
		"cut in the head":           {ours("")[:30], "it is cut off"},
		"cut before the end":        {ours("")[:len(ours(""))-1], "it is cut off"},
		"cut in an entry":           {ours(entry("", ""))[:250], "it is cut off"},
		"cut between entries":       {strings.TrimSuffix(ours(entry("", "")+","), "]}}"), "it is cut off"},
		"something follows":         {ours("") + "{}", "follows the end"},
		"a name twice":              {strings.Replace(ours(""), `"entries":[]`, `"entries":[],"entries":[]`, 1), `"entries" comes twice`},
		"a name twice in our part":  {strings.Replace(ours(""), `"ending"`, `"ending":"interrupted","ending"`, 1), `"ending" comes twice`},
		"in another case":           {strings.Replace(ours(""), `"ending"`, `"Ending":"interrupted","ending"`, 1), `"ending" comes twice`},
		"a name twice below it":     {strings.Replace(ours(""), `"kind"`, `"kind":"embedded","kind"`, 1), `"kind" comes twice`},
		"a name twice in an entry":  {ours(entry("", "") + "," + entry(`"status"`, `"status":404,"status"`)), `entry 1: the member "status" comes twice`},
		"a name twice in a list":    {ours(entry(`"request":{}`, `"request":{"headers":[{},{"name":"a","name":"b"}]}`)), `entry 0: the member "name" comes twice`},
		"a strange entry":           {ours(`{"request":{"url":"http://x/"}}`), "the entry for http://x/ has no _osact part"},
		"a strange probe":           {ours(entry("member", "ghost")), `entry 0: the actor "ghost"`},
		"neither answer nor not":    {ours(entry(`,"answer":{}`, "")), "entry 0: it has neither an answer nor a failure"},
		"a status of another kind":  {ours(entry("", "") + "," + entry("200", `"200"`)), "entry 1: json: cannot unmarshal string"},
		"a time out of range":       {ours(entry(`"time":1`, `"time":1e300`)), "out of range"},
		"a negative time":           {ours(entry(`"time":1`, `"time":-1`)), "its time is out of range"},
		"an unknown encoding":       {ours(entry(`"text":"{}"`, `"encoding":"rot13"`)), `encoding "rot13" is unknown`},
		"broken base64":             {ours(entry(`"text":"{}"`, `"text":"!","encoding":"base64"`)), "the body is no base64"},
		"a broken data URL":         {ours(entry(`"request":{}`, `"request":{"url":"data:;base64,!"}`)), "a broken data URL"},
		"nested without end":        {strings.Repeat(`[`, 100_000), "it has no log.entries"},
		"nested in a member":        {`{"x":` + strings.Repeat(`[`, 100_000), "exceeded max depth"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ReadHAR(strings.NewReader(test.text))
			switch {
			case test.want == "" && err != nil:
				t.Errorf("error is %v, want none", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("error is %v, want one that says %q", err, test.want)
			}
		})
	}
}

func TestReadHARStopsAtItsLimits(t *testing.T) {
	text := ours(asWritten(t) + "," + asWritten(t))
	size := int64(len(text))
	tests := map[string]struct {
		limits harLimits
		want   string
	}{
		"within all":        {harLimits{size, 2, size, size, 1 << 10, 2 << 10}, ""},
		"too many bytes":    {harLimits{size - 1, 2, size, size, 1 << 10, 2 << 10}, "it is larger than"},
		"too many entries":  {harLimits{size, 1, size, size, 1 << 10, 2 << 10}, "it has more than 1 entries"},
		"too much asked":    {harLimits{size, 2, size, size, 1 << 10, 1000}, "its questions take more than"},
		"too much answered": {harLimits{size, 2, size, size, 49, 2 << 10}, "its answers take more than"},
		"equal bodies once": {harLimits{size, 2, size, size, 50, 2 << 10}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readHAR(strings.NewReader(text), test.limits)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error is %v, want %q", err, test.want)
			}
		})
	}
}

// endless gives a head and then a filling for ever, more than any memory holds.
func endless(head, filling string) io.Reader {
	return io.MultiReader(strings.NewReader(head), &repeated{text: filling})
}

type repeated struct{ text string }

func (r *repeated) Read(p []byte) (int, error) {
	n := 0
	for n+len(r.text) <= len(p) {
		n += copy(p[n:], r.text)
	}
	return n, nil
}

// What no run writes is refused before it takes much.
func TestReadHARRefusesWhatNoRunWrites(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	head, _, _ := strings.Cut(ours(entry("", "")), `]}}`)
	tests := map[string]struct {
		text io.Reader
		want string
	}{
		"a failure text":      {strings.NewReader(ours(entry(`"answer":{}`, `"failure":{"kind":"reset","text":"`+long(600)+`"}`))), "its failure takes 605 bytes"},
		"a kind of failure":   {strings.NewReader(ours(entry(`"answer":{}`, `"failure":{"kind":"`+long(600)+`"}`))), "its failure takes 600 bytes"},
		"a URL":               {strings.NewReader(ours(entry(`"request":{}`, `"request":{"url":"`+long(20<<10)+`"}`))), "its path takes 20480 bytes"},
		"a variant":           {strings.NewReader(ours(entry(`"as":"member"`, `"as":"member","variant":"`+long(20<<10)+`"`))), "its variant takes"},
		"a request's headers": {strings.NewReader(ours(entry(`"request":{}`, `"request":{"headers":[{"name":"Accept","value":"`+long(70<<10)+`"}]}`))), "its header of the request takes"},
		"a request's body":    {strings.NewReader(ours(entry(`"request":{}`, `"request":{"postData":{"text":"`+long(70<<10)+`"}}`))), "its body of the request takes"},
		"headers":             {strings.NewReader(ours(entry(`"status":200`, `"status":200,"headers":[{"name":"Vary","value":"`+long(2<<20)+`"}]`))), "its header takes"},
		"a body":              {strings.NewReader(ours(entry(`"text":"{}"`, `"text":"`+long(9<<20)+`"`))), "its body takes"},
		"a body of values":    {strings.NewReader(ours(entry(`"text":"{}"`, `"text":"`+strings.Repeat("{},", 100_000)+`"`))), "its body takes"},
		"a status":            {strings.NewReader(ours(entry("200", "1000000"))), "its status is 1000000"},
		"a status below 0":    {strings.NewReader(ours(entry("200", "-1"))), "its status is -1"},
		"a size":              {strings.NewReader(ours(entry(`"answer":{}`, `"answer":{"wire":-5}`))), "its size is less than nothing"},
		"an attempt":          {strings.NewReader(ours(entry(`"answer":{}`, `"answer":{},"attempt":-1`))), "at attempt -1"},
		"sent again":          {strings.NewReader(ours(entry(`"answer":{}`, `"answer":{},"resent":-1`))), "sent again -1 times"},
		"a binding":           {strings.NewReader(strings.Replace(ours(""), `"target"`, `"bindings":[{"symbol":"a","value":"`+long(5000)+`"}],"target"`, 1)), "its binding takes"},
		"members":             {endless(`{"log":{`, `"`+"a"+`":1,`), "comes twice"},
		"one member":          {endless(`{"log":{"x":"`, long(100)), "a value in it is larger"},
		"one name":            {endless(`{"`, long(100)), "a value in it is larger"},
		"blanks":              {endless(`{"log":`, long(0)+" "), "a value in it is larger"},
		"one entry":           {endless(head+`,{"x":[`, `0,`), "a value in it is larger"},
		"what a run holds":    {endless(`{"log":{"_osact":{"only":[`, `"a",`), "a value in it is larger"},
		"blanks in entries":   {endless(head, " "), "a value in it is larger"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := ReadHAR(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want one that says %q", err, test.want)
			}
		})
	}
}

func TestReadHARFileNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recording.har")
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadHARFile(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v, want one that names %s", err, path)
	}
	if _, err := ReadHARFile(path + ".gone"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error is %v, want that the file does not exist", err)
	}
}

func TestWriteHARReportsTheWriter(t *testing.T) {
	full := errors.New("the disk is full")
	if err := (Recording{}).WriteHAR(failing{full}); !errors.Is(err, full) {
		t.Errorf("error is %v, want %v", err, full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriteHARNamesTheExchangeThatItCannotWrite(t *testing.T) {
	r := Recording{Exchanges: []Exchange{{Probe: Probe{As: Member, Method: "GET", Path: "/far"}}}}
	r.Exchanges[0].Started = r.Exchanges[0].Started.AddDate(10_000, 0, 0)
	if err := r.WriteHAR(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "member GET /far") {
		t.Errorf("error is %v, want one that names the exchange", err)
	}
}

// FuzzReadHAR looks for input that makes reading panic, and for recordings
// that are read but not read again from what they are written as.
func FuzzReadHAR(f *testing.F) {
	for _, seed := range []string{
		"", "{}", "[]", ours(""), ours(entry("", "")), ours(entry("200", "0") + "," + entry(`,"answer":{}`, `,"failure":{"kind":"reset","text":"data:;base64,/w=="}`)),
		ours(entry(`"text":"{}"`, `"text":"AP8=","encoding":"base64"`)),
		ours(entry(`"request":{}`, `"request":{"headers":[{"name":"a","value":"1"},{"name":"a","value":"2"}],"postData":{"text":"{}"}}`)),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		recording, err := ReadHAR(bytes.NewReader(data))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := recording.WriteHAR(&first); err != nil {
			t.Fatal(err)
		}
		again, err := ReadHAR(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := again.WriteHAR(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("written twice, it differs:\n%s\n%s", first.Bytes(), second.Bytes())
		}
	})
}

// large is a recording like that of a full run: 2,000 answers of 1 KiB.
func large() Recording {
	r := Recording{Ending: Complete, Target: Target{Kind: Embedded}}
	body := []byte(`{"instanceAction":"` + strings.Repeat("x", 1000) + `"}`)
	for i := range 2000 {
		r.Exchanges = append(r.Exchanges, Exchange{
			Probe:    Probe{As: Member, Method: "GET", Path: "/", Nth: i},
			Started:  time.Unix(int64(i), 0),
			Response: &Response{Status: 200, Body: body},
		})
	}
	return r
}

func BenchmarkWriteHAR(b *testing.B) {
	r := large()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.WriteHAR(&discard{}); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (*discard) Write(p []byte) (int, error) { return len(p), nil }

func BenchmarkReadHAR(b *testing.B) {
	var out bytes.Buffer
	if err := large().WriteHAR(&out); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(out.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadHAR(bytes.NewReader(out.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
