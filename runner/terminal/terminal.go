// Package terminal knows what osact prints to: whether it is a terminal, how wide,
// with or without colour, and whether printing failed.
package terminal

import (
	"io"
	"os"

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

// StyleOf returns how to print for people: as wide as the terminal, and in
// colour unless that is not wanted. A file or a pipe gets no colour.
func StyleOf(w io.Writer, colourless bool) console.Style {
	style := console.Style{Width: 100}
	file, ok := fileOf(w)
	if !ok {
		return style
	}
	style.Color = !colourless
	if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
		style.Width = width
	}
	return style
}
