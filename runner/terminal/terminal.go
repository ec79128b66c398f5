// Package terminal knows what osact prints to: whether it is a terminal, how wide,
// with or without colour, and whether printing failed.
package terminal

import (
	"cmp"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/osact/osact/runner/render/console"
)

// Output remembers that something could not be printed, for all that print
// without looking.
type Output struct {
	To  io.Writer
	Err error // the first
}

func (o *Output) Write(p []byte) (int, error) {
	n, err := o.To.Write(p)
	if o.Err == nil {
		o.Err = err
	}
	return n, err
}

// fileOf returns the file behind a writer if that is a terminal.
func fileOf(w io.Writer) (*os.File, bool) {
	if o, ok := w.(*Output); ok {
		w = o.To
	}
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil, false
	}
	return file, true
}

// StyleOf returns how to print for people: as wide as the terminal, in colour unless
// NO_COLOR is set, and in the characters of the locale, as variables of the environment
// say. A file or a pipe gets no colour.
func StyleOf(w io.Writer, variable func(name string) string) console.Style {
	locale := cmp.Or(variable("LC_ALL"), variable("LC_CTYPE"), variable("LANG"))
	style := console.Style{Width: 100, ASCII: isASCII(locale)}
	file, ok := fileOf(w)
	if !ok {
		return style
	}
	style.Color = variable("NO_COLOR") == ""
	if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
		style.Width = width
	}
	return style
}

// isASCII reports whether a locale promises no character but those of ASCII. Where none is set most terminals take UTF-8.
func isASCII(locale string) bool {
	name, charset, _ := strings.Cut(locale, ".")
	charset, _, _ = strings.Cut(charset, "@")
	switch charset = strings.ToLower(strings.ReplaceAll(charset, "-", "")); charset {
	case "":
		return name == "C" || name == "POSIX"
	case "utf8":
		return false
	}
	return true
}
