package exchange_test

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/exchange"
)

// written returns the lines of the file of a recording: four of the head, one for each
// exchange, and those of the end.
func lines(t *testing.T, r exchange.Recording) []string {
	t.Helper()
	var file bytes.Buffer
	if err := r.WriteHAR(&file); err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(file.String(), "\n")
}

// Whatever is changed in a file is told, and where, but for what another tool adds.
func TestAnAlteredRecordingIsNotRead(t *testing.T) {
	replace := func(at int, old, new string) func([]string) []string {
		return func(l []string) []string {
			if !strings.Contains(l[at], old) {
				t.Fatalf("line %d does not hold %q: %s", at, old, l[at])
			}
			l[at] = strings.Replace(l[at], old, new, 1)
			return l
		}
	}
	const run, first, second = 2, 4, 5
	for name, test := range map[string]struct {
		change func([]string) []string
		want   string // empty: it reads as if nothing had happened
	}{
		"a body and its size": {func(l []string) []string { return replace(first, `"text":"{}"`, `"text":"[]"`)(l) }, "exchange 0 (member GET /v2.1/servers/{a}) is not what was recorded there"},
		"a longer body":       {replace(first, `"text":"{}"`, `"text":"{ }"`), "response.content.size of exchange 0"},
		"a size":              {replace(first, `"size":2`, `"size":3`), "response.content.size of exchange 0"},
		"bytes on the wire":   {replace(first, `"wire":2`, `"wire":3`), "response.bodySize of exchange 0"},
		"a media type":        {replace(first, `"mimeType":""`, `"mimeType":"text/html"`), "response.content.mimeType of exchange 0"},
		"the last exchange":   {replace(second, `"status":200`, `"status":404`), "exchange 1 (member GET /v2.1/servers/{a} (asked again, 1)) is not"},
		"a time":              {replace(second, `05:06:08`, `05:06:09`), "exchange 1 "},
		"a seal":              {replace(second, `"seal":"`, `"seal":"0`), "exchange 1 "},
		"one is left out":     {func(l []string) []string { return append(l[:first:first], l[second:]...) }, "exchange 0 (member GET /v2.1/servers/{a} (asked again, 1)) is not"},
		"the last is left out": {func(l []string) []string {
			l[first] = strings.TrimSuffix(l[first], ",\n") + "\n"
			return append(l[:second:second], l[second+1:]...)
		}, "it holds 1 exchanges, and was written with 2"},
		"one is there twice": {func(l []string) []string {
			return append(l[:second:second], append([]string{l[first]}, l[second:]...)...)
		}, "exchange 1 (member GET /v2.1/servers/{a}) is not"},
		"two are exchanged": {func(l []string) []string {
			l[first], l[second] = strings.TrimSuffix(l[second], "\n")+",\n", strings.TrimSuffix(l[first], ",\n")+"\n"
			return l
		}, "exchange 0 "},
		"one loses its seal": {func(l []string) []string {
			l[second] = regexp.MustCompile(`,"seal":"[^"]*"`).ReplaceAllString(l[second], "")
			return l
		}, "1 exchanges have no seal"},
		"the seal is taken out": {func(l []string) []string {
			l[6] = strings.ReplaceAll(l[6], "],", "]")
			l[7] = "}}\n"
			return l
		}, "its seal was taken out"},
		"the target":    {replace(run, `http://cloud`, `http://clouds`), "what it says of the run"},
		"the profile":   {replace(run, `"profile":"tenant"`, `"profile":"full"`), "what it says of the run"},
		"the contract":  {replace(run, `"contract":"ours"`, `"contract":"yours"`), "what it says of the run"},
		"when it ended": {replace(run, `"ended":"2026-03-04T05:07:07Z"`, `"ended":"2026-03-04T05:07:08Z"`), "what it says of the run"},
		"an actor":      {replace(run, `"user":"u"`, `"user":"v"`), "what it says of the run"},
		"a binding":     {replace(run, `"value":"b"`, `"value":"c"`), "what it says of the run"},
		"narrowed":      {replace(run, `"profile"`, `"only":["a"],"profile"`), "what it says of the run"},
		"nothing":       {func(l []string) []string { return l }, ""},
		"a comment":     {replace(first, `"request"`, `"comment":"odd","request"`), ""},
		"blanks":        {replace(first, `"request"`, "\n  \"request\""), ""},
		"escapes":       {replace(run, `http://cloud`, `http:\/\/clou\u0064`), ""},
		"another order": {replace(run, `"format":1,"suite":"1"`, `"suite":"1","format":1`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			read, err := exchange.ReadHAR(strings.NewReader(strings.Join(test.change(lines(t, evidence())), "")))
			altered := new(exchange.Altered)
			switch {
			case test.want == "" && (err != nil || read.Unsealed || digestOf(t, read) != digestOf(t, evidence())):
				t.Errorf("%v, unsealed %t", err, read.Unsealed)
			case test.want != "" && (!errors.As(err, &altered) || !strings.Contains(err.Error(), "this recording was altered or damaged: ") || !strings.Contains(err.Error(), test.want)):
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// No osact ever wrote a seal of a form below 1.
func TestASealOfNoFormIsRefused(t *testing.T) {
	for _, form := range []string{"0", "-1"} {
		sealed := lines(t, evidence())
		sealed[7] = strings.Replace(sealed[7], `"form":1`, `"form":`+form, 1)
		if _, err := exchange.ReadHAR(strings.NewReader(strings.Join(sealed, ""))); err == nil || !strings.Contains(err.Error(), "its seal is of the form "+form) {
			t.Errorf("form %s: %v", form, err)
		}
	}
}

// A recording of before there was a seal, and one with the seal of a later osact, read;
// that they cannot be checked is known of them, also when they are written again.
func TestWithoutASealItIsKnownToHaveNone(t *testing.T) {
	old := evidence()
	old.Unsealed = true
	later := lines(t, evidence())
	later[7] = strings.Replace(later[7], `"form":1`, `"form":2`, 1)
	for name, text := range map[string]string{"older": strings.Join(lines(t, old), ""), "later": strings.Join(later, "")} {
		read, err := exchange.ReadHAR(strings.NewReader(text))
		if err != nil || !read.Unsealed {
			t.Fatalf("%s: %v, unsealed %t", name, err, read.Unsealed)
		}
		if diff := cmp.Diff(old, read); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if again := strings.Join(lines(t, read), ""); name == "older" && again != text || strings.Contains(again, "seal") {
			t.Errorf("%s: it is written as\n%s", name, again)
		}
	}
}

// How many exchanges are altered is said; no more than some are named.
func TestTheFirstPlacesAreNamed(t *testing.T) {
	var altered exchange.Altered
	if altered.Err() != nil {
		t.Error("nothing is altered")
	}
	for i := range 7 {
		altered.Add("exchange %d", i)
	}
	if got, want := altered.Error(), "this recording was altered or damaged: exchange 0; exchange 1; exchange 2; and more"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
