package junit

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// headline tells the first cause in one line.
func headline(causes []verdict.Breach) string {
	if len(causes) == 0 {
		return "violated"
	}
	text := sentence(causes[0])
	if n := len(causes) - 1; n > 0 {
		text += fmt.Sprintf(" (and %s)", phrase.Count(n, "other cause"))
	}
	return text
}

func kindOf(causes []verdict.Breach) string {
	if len(causes) == 0 {
		return ""
	}
	return openapi.Visible(causes[0].Kind)
}

// listed tells each cause in one line, and of the first few what was asked and
// answered.
func listed(causes []verdict.Breach, recording exchange.Recording) string {
	var b strings.Builder
	shown, left := phrase.First(causes, maxLines)
	for i, c := range shown {
		b.WriteString(openapi.Visible(fmt.Sprintf("%s; at %s, first %s", sentence(c), phrase.Extent(c), c.Finding.Probe)) + "\n")
		if at, ok := c.Finding.ExchangeIn(recording); ok && i < maxShown {
			b.WriteString(conversation(recording.Exchanges[at]))
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, "and %d more in verdict.json\n", left)
	}
	return b.String()
}

// conversation writes a question and its answer, a line each: the
// URL, the status, the id by which the cloud's logs name the request, and the
// command that asks again.
func conversation(x exchange.Exchange) string {
	lines := []string{"asked " + phrase.Clip(x.Request.URL)}
	if r := x.Response; r != nil {
		answer := fmt.Sprintf("answered %d", r.Status)
		if id := r.Header.Get("X-Compute-Request-Id"); id != "" {
			answer += ", X-Compute-Request-Id " + phrase.Clip(id)
		}
		lines = append(lines, answer)
	}
	if command := curl.Short(x); command != "" {
		lines = append(lines, command)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("  " + openapi.Visible(line) + "\n")
	}
	return b.String()
}

func sentence(c verdict.Breach) string {
	return fmt.Sprintf("%s: want %s, got %s%s", phrase.Clip(phrase.Place(c.At)), phrase.Clip(c.Violation.Want), phrase.Clip(c.Violation.Got), phrase.Others(c))
}
