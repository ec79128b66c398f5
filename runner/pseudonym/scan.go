package pseudonym

import "bytes"

// token is a text in a JSON document, without its quotes.
type token struct {
	start, end int
	name       bool     // of a member
	path       []string // the names of the members around it, its own last
}

// isDocument reports that a text is meant to be JSON.
func isDocument(text []byte) bool {
	text = bytes.TrimLeft(text, "\ufeff \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[' || text[0] == '"')
}

// deepestPath is how many names of members around a text are kept: a document may be as
// deep as it likes.
const deepestPath = 32

// scan returns the texts of a JSON document, however broken it is: a document that a
// cloud cut off, or wrote wrongly, holds what others do.
func scan(text []byte) []token {
	type level struct {
		object, value bool // value: the name was there, and what follows is its value
		path          []string
	}
	var open []level
	var tokens []token
	top := func() *level {
		if len(open) == 0 {
			return &level{value: true}
		}
		return &open[len(open)-1]
	}
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '{', '[':
			path := top().path
			open = append(open, level{object: text[at] == '{', path: path[:min(len(path), deepestPath)]})
		case '}', ']':
			open = open[:max(len(open)-1, 0)]
			if l := top(); l.object && l.value {
				l.path, l.value = l.path[:max(len(l.path)-1, 0)], false
			}
		case ',':
			if l := top(); l.object && l.value {
				l.path, l.value = l.path[:max(len(l.path)-1, 0)], false
			}
		case '"':
			end := textEnd(text, at+1)
			l := top()
			t := token{start: at + 1, end: end, name: l.object && !l.value, path: l.path}
			tokens = append(tokens, t)
			if t.name {
				l.path, l.value = append(l.path[:len(l.path):len(l.path)], string(bare(text[at+1:end]))), true
			}
			at = end
		}
	}
	return tokens
}

// textEnd returns where the text ends that begins at a place.
func textEnd(text []byte, at int) int {
	for ; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at
		}
	}
	return len(text)
}
