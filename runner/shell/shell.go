// Package shell writes texts as words of a command that a user may paste into a shell.
// Any shell of POSIX takes a word for the text that it was made of, and so do those who
// know more ways to quote.
package shell

import (
	"regexp"
	"strings"

	"github.com/osact/osact/openapi"
)

var bare = regexp.MustCompile(`^[A-Za-z0-9_./:-]+$`)

// Word returns a text as one word. It is not ok where a text holds what does not print:
// that cannot be pasted, and what shells know for it differs.
func Word(text string) (word string, ok bool) {
	switch {
	case openapi.Visible(text) != text:
		return "", false
	case bare.MatchString(text):
		return text, true
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'", true
}

// Path returns the path of a file as one word that is no option; of one that cannot be
// written so, what stands for it.
func Path(path, instead string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	if word, ok := Word(path); ok {
		return word
	}
	return instead
}
