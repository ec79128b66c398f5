package strictjson_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/runner/strictjson"
)

type letter struct {
	To    string   `json:"to"`
	Pages []string `json:"pages,omitempty"`
	From  *letter  `json:"from,omitempty"`
}

func TestReadRefusesWhatReadersDisagreeAbout(t *testing.T) {
	for name, test := range map[string]struct{ text, says string }{
		"as it is":          {`{"to": "a", "from": {"to": "b"}}`, ""},
		"another case":      {`{"to": "a", "To": "b"}`, `a member "/To" that is unknown`},
		"another case only": {`{"To": "b"}`, `a member "/To" that is unknown`},
		"deeper":            {`{"to": "a", "from": {"TO": "b"}}`, `a member "/from/TO" that is unknown`},
		"unknown":           {`{"to": "a", "cc": "b"}`, `a member "/cc" that is unknown`},
		"twice":             {`{"to": "a", "to": "b"}`, "has a member twice"},
		"another kind":      {`{"to": 1}`, `its member "/to" cannot be read as string`},
		"something follows": {`{"to": "a"} {}`, "it is not JSON"},
		"a byte order mark": {"\ufeff" + `{"to": "a"}`, "it is not JSON"},
		"no JSON":           {`to a`, "it is not JSON"},
		"nothing":           {``, "it is not JSON"},
	} {
		var l letter
		err := strictjson.Read([]byte(test.text), &l)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", name, err, test.says)
		}
	}
}

func TestBoundTexts(t *testing.T) {
	for text, says := range map[string]string{
		`{"to": "12345"}`:        "",
		`{"to": ["123456"]}`:     `its text at "/to/0" has 6 bytes, and osact reads up to 5`,
		`{"123456": 1}`:          "has 6 bytes",
		`{"to": "\u0031123456"}`: "has 7 bytes",
		`{"to": `:                "unexpected EOF",
	} {
		err := strictjson.BoundTexts([]byte(text), 5)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
}

func TestUnlike(t *testing.T) {
	whole := letter{To: "a", Pages: []string{"1", "2"}, From: &letter{To: "b"}}
	for name, test := range map[string]struct {
		edit              func(*letter)
		where, one, other string
	}{
		"the same":          {func(*letter) {}, "", "", ""},
		"a text":            {func(l *letter) { l.To = "c" }, "to", `"a"`, `"c"`},
		"deeper":            {func(l *letter) { l.From = &letter{To: "c"} }, "from/to", `"b"`, `"c"`},
		"an object is gone": {func(l *letter) { l.From = nil }, "from", "an object of 1 members", "nothing"},
		"an item":           {func(l *letter) { l.Pages = []string{"1", "3"} }, "pages/1", `"2"`, `"3"`},
		"a shorter list":    {func(l *letter) { l.Pages = []string{"1"} }, "pages", "a list of 2", "a list of 1"},
		"a long text":       {func(l *letter) { l.To = strings.Repeat("x", 500) }, "to", `"a"`, `"` + strings.Repeat("x", 79) + "..."},
	} {
		edited := whole
		test.edit(&edited)
		where, one, other, differ, err := strictjson.Unlike(whole, edited)
		if err != nil || differ != (test.where != "") || differ && (where != test.where || one != test.one || other != test.other) {
			t.Errorf("%s: %q %s %s %t %v, want %q %s %s", name, where, one, other, differ, err, test.where, test.one, test.other)
		}
	}
}
