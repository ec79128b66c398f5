package exchange_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

func TestWords(t *testing.T) {
	for _, test := range []struct {
		value, word string
		has         bool
	}{
		{"cmp-01.example.net", "cmp-01.example.net", true},
		{"on cmp-01.example.net, cmp-02.example.net;q=1", "cmp-02.example.net", true},
		{"cmp-01.example.net", "example.net", false},
		{"cmp-01.example.net", "cmp-02.example.net", false},
		{"a-word", "a-word", false}, // too short to tell anything
		{"two words", "two words", false},
		{"", "", false},
		{strings.Repeat("w", 8), strings.Repeat("w", 8), true},
		{strings.Repeat("w", 7), strings.Repeat("w", 7), false},
	} {
		recorded := exchange.Words(test.value)
		if got := exchange.HasWord(recorded, test.word); got != test.has {
			t.Errorf("%q stands for %q, which has %q: %t", recorded, test.value, test.word, got)
		}
		if strings.Contains(recorded, "cmp") || !exchange.IsWords(recorded) {
			t.Errorf("%q stands for %q", recorded, test.value)
		}
	}
	if exchange.HasWord("cmp-01.example.net", "cmp-01.example.net") {
		t.Error("a value that is kept stands for itself")
	}
	var many []string
	for i := range 100 {
		many = append(many, "word-number-"+strconv.Itoa(i))
	}
	if got := len(strings.Fields(exchange.Words(strings.Join(many, " ")))); got != 2+16 {
		t.Errorf("of a hundred words %d are left", got-2)
	}
}
