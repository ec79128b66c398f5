package terminal

import (
	"fmt"
	"io"
)

// Progress is the line that says how far a run is. It prints nothing where w is
// not a terminal.
type Progress struct {
	terminal io.Writer // nil: silent
	verb     string
	last     string
}

// NewProgress returns a line on w; the verb says what is done: "asked".
func NewProgress(w io.Writer, verb string) *Progress {
	if file, ok := fileOf(w); ok {
		return &Progress{terminal: file, verb: verb}
	}
	return &Progress{}
}

// Show says how many are done.
func (p *Progress) Show(done, total int) {
	if p.terminal == nil {
		return
	}
	text := fmt.Sprintf("%s %d of %d", p.verb, done, total)
	if text != p.last {
		p.last = text
		fmt.Fprintf(p.terminal, "\r\x1b[K%s", text)
	}
}

// Clear takes the line away.
func (p *Progress) Clear() {
	if p.last != "" {
		fmt.Fprint(p.terminal, "\r\x1b[K")
	}
}
