package pseudonym

import (
	"strings"
	"testing"
)

// TestScan reads documents that are whole, broken and cut off.
func TestScan(t *testing.T) {
	for text, want := range map[string]string{
		`{"a": {"b": ["c", {"d": "e"}], "f": "g"}, "h": "i"}`: "a: a/b: a/b=c a/b/d: a/b/d=e a/f: a/f=g h: h=i",
		`{"a": "b`:                           "a: a=b",
		`{"a": "b", "c`:                      "a: a=b c:",
		`["a", "b"]`:                         "=a =b",
		`"a"`:                                "=a",
		`{"a": "\"b\\", "c": "d"}`:           `a: a="b\ c: c=d`,
		`{"a": 1, "b": null, "c": "d"}}}} ]`: "a: b: c: c=d",
		`{"a" "b" : "c"}`:                    "a: a=b a=c",
		``:                                   "",
	} {
		var got []string
		for _, token := range scan([]byte(text)) {
			value := string(decoded([]byte(text[token.start:token.end])).text)
			if token.name {
				got = append(got, strings.Join(append(token.path[:len(token.path):len(token.path)], value), "/")+":")
			} else {
				got = append(got, strings.Join(token.path, "/")+"="+value)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", text, strings.Join(got, " "), want)
		}
	}
	deep := strings.Repeat(`{"a":`, 100_000)
	if got := scan([]byte(deep)); len(got) != 100_000 || len(got[99_999].path) > deepestPath {
		t.Errorf("%d texts, and paths of %d", len(got), len(got[len(got)-1].path))
	}
}
