package openapi_test

import (
	"math"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

func TestDecode(t *testing.T) {
	for body, want := range map[string]any{
		` {"a": [1, -0.5, true, false, null, "é\u00e9\n"], "b": {}} ` + "\r\n\t": map[string]any{
			"a": []any{1.0, -0.5, true, false, nil, "éé\n"}, "b": map[string]any{},
		},
		`[]`:                             []any{},
		`"x"`:                            "x",
		`null`:                           nil,
		`1e400`:                          math.MaxFloat64,
		`-1e400`:                         -math.MaxFloat64,
		`1e-400`:                         0.0,
		`{"a": {"x": 1}, "b": {"x": 1}}`: map[string]any{"a": map[string]any{"x": 1.0}, "b": map[string]any{"x": 1.0}},
	} {
		got, violation := openapi.Decode([]byte(body))
		if violation != nil {
			t.Errorf("%s: %v", body, violation)
		}
		equal(t, body, want, got)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, test := range []struct{ body, at, got string }{
		{"", "", "no document"},
		{" \n", "", "no document"},
		{"\xef\xbb\xbf{}", "", "at byte 0:"},
		{"{}{}", "", "ended at byte 2"},
		{"{} x", "", "at byte 3:"},
		{"{}\x00", "", "at byte 2:"},
		{`{"a": 1, "b": 2, "a": 3}`, "/a", "duplicate"},
		{`{"a": [{"b": 1, "b": 1}]}`, "/a/0/b", "duplicate"},
		{`{"a": 1, "\u0061": 3}`, "/a", "duplicate"},
		{"{\"a\": \"\xff\"}", "/a", "UTF-8"},
		{`{"a": "\ud800"}`, "/a", "surrogate"},
		{`{"a": }`, "/a", "at byte 6:"},
		{`{"a": 1`, "", "unexpected EOF"},
		{`[1,]`, "", "at byte 2:"},
		{`{'a': 1}`, "", "at byte 1:"},
		{`NaN`, "", "at byte 0:"},
		{`01`, "", "ended at byte 1"},
		{`{"a": "` + "\n" + `"}`, "/a", "at byte 7:"},
		{`<html>`, "", "at byte 0:"},
		{strings.Repeat("[", 100000), strings.Repeat("/0", 98) + "/…", "exceeded max depth"},
	} {
		value, violation := openapi.Decode([]byte(test.body))
		name := test.body[:min(len(test.body), 30)]
		if violation == nil {
			t.Errorf("%q was read as %v", name, value)
			continue
		}
		if violation.Kind != "syntax" || violation.At != test.at || !strings.Contains(violation.Got, test.got) {
			t.Errorf("%q: %+v; want it at %q, because of %q", name, violation, test.at, test.got)
		}
	}
}
