package exchange

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// answered is an exchange with a body.
func answered(body string) Exchange {
	return Exchange{
		Probe:    Probe{As: Member, Method: "GET", Path: "/"},
		Request:  Request{Header: map[string][]string{}},
		Response: &Response{Status: 200, Header: map[string][]string{}, Body: []byte(body)},
	}
}

// A long body that comes again and again is written once, and read once.
func TestALongBodyIsWrittenOnce(t *testing.T) {
	long, other := strings.Repeat("x", longBody), strings.Repeat("y", longBody)
	for name, test := range map[string]struct {
		bodies []string
		format string
		most   int // bytes of the file
	}{
		"one":             {[]string{long}, `"format":1`, longBody + 2000},
		"short ones":      {[]string{"{}", "{}"}, `"format":1`, 4000},
		"two that are":    {[]string{long, "{}", long, long}, `"format":2`, longBody + 4000},
		"two that aren't": {[]string{long, other}, `"format":1`, 2*longBody + 3000},
	} {
		t.Run(name, func(t *testing.T) {
			r := Recording{Ending: Complete, Target: Target{Kind: Given}}
			for _, body := range test.bodies {
				r.Exchanges = append(r.Exchanges, answered(body))
			}
			var file bytes.Buffer
			if err := r.WriteHAR(&file); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(file.String(), test.format) || file.Len() > test.most {
				t.Errorf("the file has %d bytes, want %d at most, and %s", file.Len(), test.most, test.format)
			}
			read, err := ReadHAR(&file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(r, read); diff != "" {
				t.Errorf("what is read differs (-want +got):\n%s", diff)
			}
			at := map[string]*byte{}
			for _, x := range read.Exchanges {
				body := x.Response.Body
				if first := at[string(body)]; first != nil && first != &body[0] {
					t.Error("equal bodies are kept twice")
				}
				at[string(body)] = &body[0]
			}
		})
	}
}

func TestABodyOfAnotherEntryIsThere(t *testing.T) {
	without, failed := entry(`"content":{"text":"{}"}`, `"content":{}`), entry(`"answer":{}`, `"failure":{"kind":"reset","text":""}`)
	of := func(at string) string {
		return strings.Replace(without, `"answer":{}`, `"answer":{"bodyOf":`+at+`}`, 1)
	}
	for name, test := range map[string]struct {
		entries string
		want    string // part of the error; empty: none
	}{
		"an entry before":       {entry("", "") + "," + of("0"), ""},
		"one that says so, too": {entry("", "") + "," + of("0") + "," + of("1"), ""},
		"itself":                {entry("", "") + "," + of("1"), "entry 1: its body is said to be that of entry 1"},
		"one behind":            {of("1") + "," + entry("", ""), "entry 0: its body"},
		"none":                  {of("-1"), "entry 0: its body"},
		"one without an answer": {failed + "," + of("0"), "entry 1: its body"},
		"beside one of its own": {entry("", "") + "," + entry(`"answer":{}`, `"answer":{"bodyOf":0}`), "and is said to have that of another"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadHAR(strings.NewReader(ours(test.entries)))
			if altered := new(Altered); errors.As(err, &altered) {
				err = nil // it lacks what WriteHAR writes
			}
			if (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %q", err, test.want)
			}
		})
	}
}
