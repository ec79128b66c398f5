package exchange

import (
	"fmt"
	"slices"
	"strings"
)

// Binding is a symbol and the value that it got in a run.
type Binding struct {
	Symbol string `json:"symbol"`
	Value  string `json:"value"`
	// Origin says where the value came from: a flag, a token's facts, or the
	// probe whose answer held it.
	Origin string `json:"origin"`
}

// Bindings maps symbols to values.
type Bindings map[string]string

// Symbols returns the symbols that the probe names, each once, sorted.
func (p Probe) Symbols() []string {
	var names []string
	for _, text := range []string{p.Path, p.Version, p.Variant, p.Body} {
		for {
			_, name, after, ok := cutSymbol(text)
			if !ok {
				break
			}
			names = append(names, name)
			text = after
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Ids that no server and no action has, and a project that no actor is in.
const (
	UnknownServer  = "00000000-0000-4000-8000-000000000000"
	UnknownAction  = "req-" + UnknownServer
	UnknownProject = "00000000000040008000000000000000"
)

// nobodys replaces the ids that nobody has by the one that a challenge has chosen.
func (b Bindings) nobodys(text string) string {
	id, chosen := b[UnknownID]
	if !chosen {
		return text
	}
	text = strings.ReplaceAll(text, UnknownServer, id)
	return strings.ReplaceAll(text, UnknownProject, strings.ReplaceAll(id, "-", ""))
}

// Fill replaces each symbol in text by its value, and the ids that nobody has by those
// that a challenge has chosen. It fails when a symbol has no value.
func (b Bindings) Fill(text string) (string, error) {
	text = b.nobodys(text)
	var out strings.Builder
	for {
		before, name, after, ok := cutSymbol(text)
		if !ok {
			out.WriteString(text)
			return out.String(), nil
		}
		value, bound := b[name]
		if !bound {
			return "", fmt.Errorf("symbol {%s} has no value", name)
		}
		out.WriteString(before)
		out.WriteString(value)
		text = after
	}
}

// cutSymbol splits text around its first symbol: a name of lower-case
// letters, digits, dots and dashes in braces. JSON's own braces are none,
// since a quote or another brace follows them.
func cutSymbol(text string) (before, name, after string, ok bool) {
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '{')
		if open < 0 {
			return text, "", "", false
		}
		open += at
		end := open + 1
		for end < len(text) && isSymbolByte(text[end]) {
			end++
		}
		if end > open+1 && end < len(text) && text[end] == '}' {
			return text[:open], text[open+1 : end], text[end+1:], true
		}
		at = open + 1
	}
}

func isSymbolByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '.' || c == '-'
}
