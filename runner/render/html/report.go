// Package html shows a verdict as one page that loads nothing, and runs nothing but a
// script of its own. Every fact is there without the script.
package html

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
	"io"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// maxReport bounds a report in bytes: what exceeds it shows less of each
// requirement, but every requirement.
const maxReport = 2 << 20

var (
	//go:embed report.gohtml
	reportPage string
	//go:embed report.css
	reportStyle string
	//go:embed report.js
	reportScript string

	reportTemplate = template.Must(template.Must(template.New("report").Parse(reportPage)).Parse(gateParts))
)

// limits bound what a report shows; the rest is in verdict.json and
// recording.har, and the report says how much that is.
type limits struct {
	causes    int // of each requirement that is violated
	probes    int // that are listed of each
	exchanges int // that are shown of each
	lines     int // headers of each message
	body      int // bytes of each body
}

// usual are the limits of a report that does not come near its bound.
func usual() limits { return limits{causes: 8, probes: 40, exchanges: 3, lines: 40, body: 4096} }

func (l limits) halved() limits {
	return limits{l.causes / 2, l.probes / 2, l.exchanges / 2, l.lines / 2, l.body / 2}
}

// Report writes a verdict as one page of HTML, which loads nothing: the ruling and the
// causes, a picture of all that was found, then what is violated, with the exchanges
// that show it, what did not run, what holds, and how each requirement did at each
// edition. It is of 2 MiB at most, but for a catalogue whose statements alone are longer.
func Report(w io.Writer, v verdict.Verdict, recording exchange.Recording) error {
	m := materialOf(v, recording)
	for l := usual(); ; l = l.halved() {
		var page bytes.Buffer
		if err := reportTemplate.Execute(&page, newReport(m, l)); err != nil {
			return err
		}
		if page.Len() <= maxReport || l == (limits{}) {
			_, err := page.WriteTo(w)
			return err
		}
	}
}

// policy allows a page this style, this script, and nothing else. Without a script none
// runs.
func policy(style, script string) string {
	allowed := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hashed(style)
	if script != "" {
		allowed += "; script-src " + hashed(script)
	}
	return allowed
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
