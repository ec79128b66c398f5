package html

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/suites/exchange"
)

// exchangeView is a question and its answer, as they went over the wire.
type exchangeView struct{ Asked, Answered message }

// message is one side of an exchange.
type message struct {
	First     printable // the line that it begins with, or why there is no answer
	Headers   []printable
	More      int // headers that are left out
	Body      printable
	MoreBytes int // of the body
	Broken    printable
}

func exchangeOf(x exchange.Exchange, l limits) exchangeView {
	asked := messageOf(x.Request.Method+" "+x.Request.URL, x.Request.Header, []byte(x.Request.Body), l)
	answered := message{First: "no answer"}
	if r := x.Response; r != nil {
		answered = messageOf(fmt.Sprintf("%s %d %s", r.Proto, r.Status, r.Reason), r.Header, r.Body, l)
	}
	if f := x.Failure; f != nil {
		answered.Broken = printed(string(f.Kind) + ": " + f.Text)
	}
	return exchangeView{asked, answered}
}

func messageOf(first string, header http.Header, body []byte, l limits) message {
	m := message{First: printed(first)}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			lines = append(lines, phrase.Clip(name)+": "+phrase.Clip(value))
		}
	}
	shown, left := phrase.First(lines, l.lines)
	for _, line := range shown {
		m.Headers = append(m.Headers, whole(line))
	}
	m.More = left
	beginning := firstBytes(body, l.body)
	m.Body, m.MoreBytes = paragraph(string(beginning)), len(body)-len(beginning)
	return m
}

// firstBytes returns the first n bytes, or some less where that would cut a
// character.
func firstBytes(body []byte, n int) []byte {
	if len(body) <= n {
		return body
	}
	for n > 0 && !utf8.RuneStart(body[n]) {
		n--
	}
	return body[:n]
}

// paragraph makes a text printable, but for its line feeds.
func paragraph(s string) printable {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = string(whole(line))
	}
	return printable(strings.Join(lines, "\n"))
}
