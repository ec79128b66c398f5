package console

import (
	"io"
	"strings"

	"github.com/osact/osact/openapi"
)

// Style is how to print on a terminal.
type Style struct {
	Color bool // whether to use ANSI colours
	Width int  // in characters; below 40 it counts as 40, and 0 as 80
	ASCII bool // whether other characters are spelled out
}

// colour is the parameter of an ANSI "select graphic rendition".
type colour string

const (
	plain  colour = ""
	bold   colour = "1"
	red    colour = "1;31"
	green  colour = "1;32"
	yellow colour = "1;33"
)

// page collects lines for a terminal. Texts become printable here, so that
// nothing else can reach the terminal.
type page struct {
	style Style
	text  strings.Builder
}

func newPage(style Style) *page {
	if style.Width == 0 {
		style.Width = 80
	}
	style.Width = max(style.Width, 40)
	return &page{style: style}
}

// line writes one line, however long, its beginning in a colour.
func (p *page) line(indent int, c colour, coloured, rest string) {
	p.text.WriteString(strings.Repeat(" ", indent))
	if coloured = openapi.Visible(coloured); p.style.Color && c != plain {
		coloured = "\x1b[" + string(c) + "m" + coloured + "\x1b[0m"
	}
	p.text.WriteString(coloured + openapi.Visible(rest) + "\n")
}

// wrapped writes a text in as many lines as it takes.
func (p *page) wrapped(indent int, text string) {
	for _, line := range wrap(text, p.style.Width-indent) {
		p.line(indent, plain, "", line)
	}
}

// heading writes an empty line and a heading.
func (p *page) heading(text string) {
	p.text.WriteByte('\n')
	p.line(0, bold, text, "")
}

func (p *page) writeTo(w io.Writer) error {
	text := p.text.String()
	if p.style.ASCII {
		text = spelled(text)
	}
	_, err := io.WriteString(w, text)
	return err
}
