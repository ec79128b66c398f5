package html

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/suites/exchange"
)

// excerpt is the part of an answer that a violation is about, formatted.
type excerpt struct {
	Before, After printable // how many lines it leaves out
	Lines         []excerptLine
}

// excerptLine is a line of it.
type excerptLine struct {
	Indent, Text printable
	Marked       bool
}

// The bounds of an excerpt.
const (
	mostFormatted = 256 << 10 // bytes of a body that is formatted
	mostNested    = 64        // values in each other of such a body: to indent them takes the square of that
	linesAround   = 4         // on each side of the place
	mostMarked    = 6         // lines that are marked
)

// formatted is a body with one value a line, and where in it each value is.
type formatted struct {
	lines []string
	at    map[string]span // by JSON pointer: its lines
}

// answers formats the bodies of a recording, each once.
type answers struct {
	exchanges []exchange.Exchange
	bodies    map[int]*formatted
}

func answersOf(rec exchange.Recording) answers {
	return answers{rec.Exchanges, map[int]*formatted{}}
}

// excerpt shows a place of the answer to the exchange at a position; nil where there is
// nothing to show.
func (a answers) excerpt(at int, place string) *excerpt {
	r := a.exchanges[at].Response
	switch name, isHeader := strings.CutPrefix(place, "header "); {
	case r == nil:
		return nil
	case place == "status":
		return head(r, func(string) bool { return false }, true)
	case isHeader:
		return head(r, func(line string) bool { return strings.EqualFold(line, name) }, false)
	case place == "":
		return nil
	}
	if _, ok := a.bodies[at]; !ok {
		a.bodies[at] = format(r.Body)
	}
	return a.bodies[at].around(place)
}

// head shows the beginning of an answer, of its headers those of a name.
func head(r *exchange.Response, shown func(name string) bool, status bool) *excerpt {
	var e excerpt
	left := 0
	add := func(text string, marked bool) {
		e.Lines = append(e.Lines, excerptLine{Text: printed(text), Marked: marked})
	}
	add(fmt.Sprintf("%s %d %s", r.Proto, r.Status, r.Reason), status)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		for _, value := range r.Header[name] {
			if shown(name) && len(e.Lines) <= mostMarked {
				add(name+": "+value, true)
			} else {
				left++
			}
		}
	}
	if !status { // where nobody misses headers
		e.After = lines(left)
	}
	return &e
}

// lines counts lines; empty for none.
func lines(n int) printable {
	if n == 0 {
		return ""
	}
	return printed(phrase.Count(n, "line"))
}

// isDeep reports that a body has more values in each other than are formatted.
func isDeep(body []byte) bool {
	decoder := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		if _, err := decoder.ReadToken(); err != nil {
			return false // at the end, or it is no JSON
		}
		if decoder.StackDepth() > mostNested {
			return true
		}
	}
}

// format formats a body; nil where it is no JSON, too long or too deep.
func format(body []byte) *formatted {
	var text bytes.Buffer
	if len(body) > mostFormatted || isDeep(body) || json.Indent(&text, body, "", "  ") != nil {
		return nil
	}
	f := formatted{strings.Split(text.String(), "\n"), map[string]span{}}
	decoder := jsontext.NewDecoder(&text, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	line, from, all := 0, 0, slices.Clone(text.Bytes())
	for {
		if _, err := decoder.ReadToken(); err != nil {
			return &f // at the end
		}
		to := int(decoder.InputOffset())
		line += bytes.Count(all[from:to], []byte("\n")) // no token holds one
		from = to
		pointer := string(decoder.StackPointer())
		s, ok := f.at[pointer]
		if !ok {
			s.first = line
		}
		s.last = line
		f.at[pointer] = s
	}
}

// around shows a place and what is around it. Of what is not there it shows where it
// should be.
func (f *formatted) around(pointer string) *excerpt {
	if f == nil {
		return nil
	}
	s, ok := f.at[pointer]
	missing := !ok
	for !ok && pointer != "" {
		pointer = pointer[:max(strings.LastIndexByte(pointer, '/'), 0)]
		s, ok = f.at[pointer]
	}
	if !ok {
		return nil
	}
	last := min(s.last, s.first+mostMarked-1)
	if missing {
		last = s.first
	}
	from, to := max(s.first-linesAround, 0), min(last+linesAround+1, len(f.lines))
	if missing {
		to = min(last+2*linesAround+1, len(f.lines))
	}
	e := excerpt{Before: lines(from), After: lines(len(f.lines) - to)}
	for i, text := range f.lines[from:to] {
		trimmed := strings.TrimLeft(text, " ")
		e.Lines = append(e.Lines, excerptLine{
			Indent: whole(phrase.Clip(text[:len(text)-len(trimmed)])), Text: printed(trimmed), Marked: from+i >= s.first && from+i <= last,
		})
	}
	return &e
}
