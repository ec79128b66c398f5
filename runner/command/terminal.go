package command

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/osact/osact/runner/render/console"
)

// printer remembers that something could not be printed, for all that print
// without looking.
type printer struct {
	to  io.Writer
	err error // the first
}

func (c *printer) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	if c.err == nil {
		c.err = err
	}
	return n, err
}

// terminalOf returns the file behind a writer if that is a terminal.
func terminalOf(w io.Writer) (*os.File, bool) {
	if c, ok := w.(*printer); ok {
		w = c.to
	}
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil, false
	}
	return file, true
}

// styleOf returns how to print for people: in colour on a terminal, unless
// NO_COLOR is set to anything.
func styleOf(w *world) console.Style {
	style := console.Style{Width: 100}
	file, ok := terminalOf(w.stdout)
	if !ok {
		return style
	}
	style.Color = variable(w.environ, "NO_COLOR") == ""
	if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
		style.Width = width
	}
	return style
}

// progress is the line that says how far a run is. It is silent where nobody
// watches.
type progress struct {
	terminal io.Writer // nil: silent
	doing    string    // "asked"
	last     string
}

func newProgress(w io.Writer, doing string) *progress {
	if file, ok := terminalOf(w); ok {
		return &progress{terminal: file, doing: doing}
	}
	return &progress{}
}

// show says how many are done.
func (p *progress) show(done, total int) {
	if p.terminal == nil {
		return
	}
	text := fmt.Sprintf("%s %d of %d", p.doing, done, total)
	if text != p.last {
		p.last = text
		fmt.Fprintf(p.terminal, "\r\x1b[K%s", text)
	}
}

// clear takes the line away.
func (p *progress) clear() {
	if p.last != "" {
		fmt.Fprint(p.terminal, "\r\x1b[K")
	}
}
