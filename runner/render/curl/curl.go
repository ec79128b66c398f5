// Package curl writes a question of a recording as a curl command, which asks
// the target again.
package curl

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// maxShort bounds the command that a rendering shows, in bytes: half a command
// would be worse than none.
const maxShort = 4096

// Of returns the command that repeats the question of a finding, empty if the
// recording does not hold it, or it is too long or not to be shown.
func Of(recording exchange.Recording, f verdict.Finding) string {
	at, ok := f.ExchangeIn(recording)
	if !ok {
		return ""
	}
	return Short(recording.Exchanges[at])
}

// Short returns the same as Command, empty too if it is too long to show.
func Short(x exchange.Exchange) string {
	if command := Command(x); len(command) <= maxShort {
		return command
	}
	return ""
}

// Command returns a command for a POSIX shell that asks an exchange's question
// again, in one line. It reads the token from $OS_TOKEN. Whatever the request
// holds, the shell takes it as text, and so does curl. There is none for a request
// that holds what does not print.
func Command(x exchange.Exchange) string {
	r := x.Request
	words := []string{"curl", "-sSi"}
	whole := true
	add := func(option, text string) {
		word, ok := quote(text)
		words, whole = append(words, option, word), whole && ok
	}
	switch {
	case r.Method == "HEAD" && r.Body == "":
		words = append(words, "--head")
	case r.Method == "GET" && r.Body == "", r.Method == "":
	default:
		add("-X", r.Method)
	}
	if strings.ContainsAny(r.URL, "[]{}") {
		words = append(words, "--globoff")
	}
	if strings.Contains(r.URL, "/.") {
		words = append(words, "--path-as-is")
	}
	if r.Header.Get("Accept-Encoding") != "" {
		words = append(words, "--compressed") // decodes the answer
	}
	// Behind --url nothing is an option, not even what begins like one.
	add("--url", r.URL)
	for _, line := range headerLines(r) {
		add("-H", line)
	}
	if r.Body != "" {
		add("--data-raw", r.Body)
	}
	if !whole {
		return ""
	}
	return strings.Join(words, " ")
}

// headerLines returns the headers as curl takes them: "Name;" is an empty one,
// "Name:" leaves out what curl would send of itself.
func headerLines(r exchange.Request) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if !headerName.MatchString(name) {
			continue // curl reads "@name" from a file
		}
		for _, value := range r.Header[name] {
			if value == "" {
				lines = append(lines, name+";")
			} else {
				lines = append(lines, name+": "+value)
			}
		}
	}
	if len(r.Header.Values("Accept")) == 0 {
		lines = append(lines, "Accept:")
	}
	if r.Body != "" && len(r.Header.Values("Content-Type")) == 0 {
		lines = append(lines, "Content-Type:")
	}
	return lines
}

// headerName matches a token of RFC 9110 §5.6.2.
var headerName = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")
