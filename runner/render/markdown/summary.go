// Package markdown shows a verdict as GitHub-flavoured Markdown, for the summary
// page of a job.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/curl"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

const (
	// maxSummary bounds a summary in bytes. GitHub throws one above 1 MiB away.
	maxSummary = 900 << 10
	// maxIDs bounds the requirements that are listed for one reason.
	maxIDs = 50
)

// Summary writes a verdict in GitHub-flavoured Markdown, of at most 900 KiB:
// the counts, what is violated, by cause, what did not run, and what does not
// apply.
func Summary(w io.Writer, v verdict.Verdict, recording exchange.Recording) error {
	var s sheet
	s.section("", []string{summaryHead(v), summaryCounts(v)})
	var causes, gaps, inapplicable []string
	for _, c := range v.Causes() {
		causes = append(causes, summaryCause(c, recording))
	}
	for _, g := range v.Gaps() {
		gaps = append(gaps, fmt.Sprintf("- **%s**, %s", g.Outcome, summaryGroup(g)))
	}
	for _, g := range v.Inapplicable() {
		inapplicable = append(inapplicable, "- "+summaryGroup(g))
	}
	s.section("### Violated\n\n", causes)
	s.section("### What did not run\n\n", gaps)
	s.section("### Not applicable\n\n", inapplicable)
	if s.left > 0 {
		fmt.Fprintf(&s.text, "\nToo long for a summary: %d more in `verdict.json`.\n", s.left)
	}
	_, err := io.WriteString(w, s.text.String())
	return err
}

// sheet collects Markdown up to its bound.
type sheet struct {
	text strings.Builder
	left int // parts that were left out
}

// section adds parts below a heading, which stands there if any of them does.
func (s *sheet) section(heading string, parts []string) {
	for i, part := range parts {
		if i == 0 {
			part = "\n" + heading + part
		}
		if s.left > 0 || s.text.Len()+len(part) > maxSummary-1000 { // the last line needs some room
			s.left++
			continue
		}
		s.text.WriteString(part)
	}
}

func summaryHead(v verdict.Verdict) string {
	kind := string(v.Target.Kind)
	if v.Target.Insecure {
		kind += ", " + phrase.Unverified
	}
	why := prose(v.Reason)
	for _, problem := range v.Problems { // whole: they end in what to do
		why += "\n\n" + escape(problem)
	}
	by := prose(phrase.Effort(v))
	if other := phrase.RecordedBy(v); other != "" {
		by += "\n- " + prose(other)
	}
	demanded := prose(phrase.Demanded(v))
	if !v.OwnContract() {
		demanded += " (" + code(v.Contract) + ")"
	}
	return fmt.Sprintf("## osact: %s\n\n%s\n\n- target: %s (%s)\n- %s\n- %s\n- %s\n- digest: %s\n",
		prose(string(v.Verdict)), why, code(v.Target.URL), prose(kind),
		demanded, prose(phrase.Offered(v)), by, code(v.Digest))
}

func summaryCounts(v verdict.Verdict) string {
	var b strings.Builder
	b.WriteString("\n| | satisfied | violated | inconclusive | untested | not applicable |\n|---|--:|--:|--:|--:|--:|\n")
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		c := v.Levels.Of(level)
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d |\n",
			level, c.Satisfied, c.Violated, c.Inconclusive, c.Untested, c.NotApplicable)
	}
	return b.String()
}

func summaryCause(c verdict.Cause, recording exchange.Recording) string {
	var b strings.Builder
	probes, left := phrase.Labels(c)
	at := codes(probes)
	if left > 0 {
		at += fmt.Sprintf(" and %d more", left)
	}
	fmt.Fprintf(&b, "#### %s %s\n\n%s\n\n", prose(string(c.Requirement.Level)), code(c.Requirement.ID), prose(c.Requirement.Statement))
	fmt.Fprintf(&b, "- at %s: %s\n- place: %s\n- want: %s\n- got: %s%s\n",
		phrase.Extent(c), at, code(phrase.Place(c.At)), code(c.Violation.Want), code(c.Violation.Got), phrase.Others(c))
	if c.Violation.Rule != "" {
		fmt.Fprintf(&b, "- rule: %s\n", code(c.Violation.Rule))
	}
	fmt.Fprintf(&b, "- source: %s\n\n", prose(phrase.Sources(c.Requirement)))
	if command := curl.Of(recording, c.Finding); command != "" {
		b.WriteString(block("sh", command) + "\n")
	}
	return b.String()
}

func summaryGroup(g verdict.Group) string {
	ids, left := phrase.First(g.Requirements, maxIDs)
	text := prose(g.Reason) + ": " + codes(ids)
	if left > 0 {
		text += fmt.Sprintf(" and %d more", left)
	}
	return text + "\n"
}
