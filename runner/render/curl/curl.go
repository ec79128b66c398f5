// Package curl writes a question of a recording as a curl command, which asks
// the target again.
package curl

import (
	"maps"
	"net/http"
	"net/url"
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

// Short returns a command that asks the same, without headers that every question of
// osact has and that no answer depends on; empty too if it is too long to show.
func Short(x exchange.Exchange) string {
	if text := command(x.Request, func(name, value string) bool { return !usual(x, name, value) }); len(text) <= maxShort {
		return text
	}
	return ""
}

// usual reports whether a header is one that a question has in any case. What a probe
// varies is never usual, nor is the coding of an answer that came coded or not whole.
func usual(x exchange.Exchange, name, value string) bool {
	if strings.EqualFold(name, x.Probe.VariedHeader()) || len(x.Request.Header[name]) > 1 {
		return false
	}
	switch http.CanonicalHeaderKey(name) {
	case "User-Agent":
		return strings.HasPrefix(value, "osact/")
	case "Host":
		at, err := url.Parse(x.Request.URL)
		return err == nil && at.Host == value
	case "Accept":
		return value == "application/json"
	case "Content-Type":
		return value == "application/json" && x.Request.Body == ""
	case "Accept-Encoding":
		return x.Response != nil && x.Failure == nil && x.Response.Header.Get("Content-Encoding") == ""
	}
	return false
}

// Command returns a command for a POSIX shell that asks an exchange's question
// again, in one line. It reads the token from $OS_TOKEN. Whatever the request
// holds, the shell takes it as text, and so does curl. There is none for a request
// that holds what does not print.
func Command(x exchange.Exchange) string {
	return command(x.Request, func(string, string) bool { return true })
}

// command returns the command with those headers that are needed.
func command(r exchange.Request, needed func(name, value string) bool) string {
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
	if coding := r.Header.Get("Accept-Encoding"); coding != "" && needed("Accept-Encoding", coding) {
		words = append(words, "--compressed") // decodes the answer
	}
	// Behind --url nothing is an option, not even what begins like one.
	add("--url", r.URL)
	for _, line := range headerLines(r, needed) {
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
func headerLines(r exchange.Request, needed func(name, value string) bool) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if !headerName.MatchString(name) {
			continue // curl reads "@name" from a file
		}
		for _, value := range r.Header[name] {
			if !needed(name, value) {
				continue
			}
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
