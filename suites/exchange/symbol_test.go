package exchange_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/osact/osact/suites/exchange"
	"pgregory.net/rapid"
)

func TestFill(t *testing.T) {
	b := exchange.Bindings{"a": "1", "finished.id": "req-2", "looks-like": "{a}"}
	tests := map[string]string{
		"":                        "",
		"/servers":                "/servers",
		"{a}":                     "1",
		"x{a}y{finished.id}z":     "x1yreq-2z",
		"{a}{a}":                  "11",
		`{"os-stop":null}`:        `{"os-stop":null}`,
		`{"x":{"y":"{a}"}}`:       `{"x":{"y":"1"}}`,
		"{}":                      "{}",
		"{A}":                     "{A}",
		"{a":                      "{a",
		"{{a}}":                   "{1}",
		"{looks-like}":            "{a}",
		"{a b} {a}":               "{a b} 1",
		"}{":                      "}{",
		"{" + "\xff" + "}{a}\xff": "{\xff}1\xff",
	}
	for text, want := range tests {
		got, err := b.Fill(text)
		if err != nil || got != want {
			t.Errorf("Fill(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestFillNamesTheSymbolWithoutAValue(t *testing.T) {
	_, err := exchange.Bindings{"a": "1"}.Fill("{a}/{failed.id}")
	if err == nil || !strings.Contains(err.Error(), "{failed.id}") {
		t.Errorf("error is %v, want one that names {failed.id}", err)
	}
}

func TestSymbolsAreEachNamedOnceAndSorted(t *testing.T) {
	p := exchange.Probe{Path: "/{b}/{a}", Version: "{b}", Variant: "X: {c.d-1}", Body: `{"x":"{a}"}`}
	if diff := cmp.Diff([]string{"a", "b", "c.d-1"}, p.Symbols()); diff != "" {
		t.Errorf("symbols differ (-want +got):\n%s", diff)
	}
}

// What Symbols names is what Fill needs, whatever the text.
func TestFillNeedsExactlyTheSymbols(t *testing.T) {
	text := rapid.StringMatching(`[{}ab."/ ]{0,30}`)
	rapid.Check(t, func(t *rapid.T) {
		p := exchange.Probe{Path: text.Draw(t, "path")}
		b := exchange.Bindings{}
		for _, symbol := range p.Symbols() {
			if _, err := b.Fill(p.Path); err == nil {
				t.Fatalf("Fill(%q) needs no value for {%s}", p.Path, symbol)
			}
			b[symbol] = "v"
		}
		if _, err := b.Fill(p.Path); err != nil {
			t.Fatal(err)
		}
	})
}
