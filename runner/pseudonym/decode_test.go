package pseudonym

import "testing"

// TestWhatStandsInAnEncodingIsReplacedInIt replaces a name in each encoding in which a
// text may have it: the rest does not change, nor its length.
func TestWhatStandsInAnEncodingIsReplacedInIt(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"on cmp-01.", "on xyz-42."},
		{"on CMP-01", "on XYZ-42"},
		{`\ncmp-01\n`, `\nxyz-42\n`},
		{`{\"host\": \"cmp-01\"}`, `{\"host\": \"xyz-42\"}`},
		{"cmp\\u002d01", "xyz\\u002d42"},
		{"\\u0063mp-01", "\\u0078yz-42"},
		{"cmp%2D01 cmp%2d%30%31", "xyz%2D42 xyz%2d%34%32"},
		{"%63mp-01", "%78yz-42"},
		{"cmp&#45;01 &#x63;mp-01", "xyz&#45;42 &#x78;yz-42"},
		{"cmp%252D01", "xyz%252D42"},
		{"YXQgY21wLTAxIG9uY2U=", "YXQgeHl6LTQyIG9uY2U="},
		{"xcmp-01 cmp-012 cmp-0", "xcmp-01 cmp-012 cmp-0"},
		{"m\\u00fcller m%C3%BCller m\u00fcller", "n\\u00e4mmer n%c3%a4mmer n\u00e4mmer"},
	} {
		w := &work{names: namesBy(t, 1), dictionary: newDictionary(), values: map[Kind]map[string]bool{}, places: map[Kind]int{}}
		for value, by := range map[string]string{"cmp-01": "xyz-42", "müller": "nämmer"} {
			w.dictionary.add(value, Host)
			w.names.given[value] = by
		}
		if one, other := string(bare([]byte(test.text))), string(decoded([]byte(test.text)).text); one != other {
			t.Errorf("%s is taken for %s and for %s", test.text, one, other)
		}
		if got := w.text(test.text); got != test.want {
			t.Errorf("%s becomes %s, want %s", test.text, got, test.want)
		}
	}
}
