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
// the counts, what the violations look like, what is violated, by cause, what did not run, and what does not
// apply.
func Summary(w io.Writer, v verdict.Verdict, recording exchange.Recording) error {
	s := sheet{most: maxSummary}
	s.section("", []string{summaryHead(v), summaryCounts(v)})
	s.section("### Gate\n\n", gateParts(v.Gate))
	var looks, causes, gaps, inapplicable []string
	for _, line := range phrase.LooksLike(v) {
		looks = append(looks, "- "+escape(line)+"\n") // whole: they end in what to do
	}
	for _, c := range v.ByCause() {
		causes = append(causes, summaryCause(c, recording))
	}
	for _, g := range v.Gaps() {
		gaps = append(gaps, fmt.Sprintf("- **%s**, %s", g.Outcome, summaryGroup(g)))
	}
	for _, g := range v.Inapplicable() {
		inapplicable = append(inapplicable, "- "+summaryGroup(g))
	}
	if len(causes) > 0 {
		causes[0] = prose(phrase.Causes(v.ByCause())) + "\n\n" + causes[0]
	}
	s.section("### What it looks like\n\n", looks)
	s.section("### Violated\n\n", causes)
	s.section("### What did not run\n\n", gaps)
	s.section("### Not applicable\n\n", inapplicable)
	s.section("### Latency\n\n", latency(v))
	return s.finish(w, "verdict.json")
}

func latency(v verdict.Verdict) []string {
	var lines []string
	for _, l := range v.Latency {
		lines = append(lines, "- "+prose(phrase.Latency(l))+"\n")
	}
	return lines
}

// sheet collects Markdown up to its bound.
type sheet struct {
	most int // bytes
	text strings.Builder
	left int // parts that were left out
}

// section adds parts below a heading, which stands there if any of them does.
func (s *sheet) section(heading string, parts []string) {
	for i, part := range parts {
		if i == 0 {
			part = "\n" + heading + part
		}
		if s.left > 0 || s.text.Len()+len(part) > s.most-1000 { // the last line needs some room
			s.left++
			continue
		}
		s.text.WriteString(part)
	}
}

// finish writes the sheet, and how much of it is in a file alone.
func (s *sheet) finish(w io.Writer, file string) error {
	if s.left > 0 {
		fmt.Fprintf(&s.text, "\nToo long for a summary: %d more in `%s`.\n", s.left, file)
	}
	_, err := io.WriteString(w, s.text.String())
	return err
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
	for _, note := range v.Notes {
		by += "\n- " + prose(note)
	}
	if unsealed := phrase.Unsealed(v); unsealed != "" {
		by += "\n- " + prose(unsealed)
	}
	demanded := prose(phrase.Demanded(v))
	if !v.OwnContract() {
		demanded += " (" + code(v.Contract) + ")"
	}
	head := fmt.Sprintf("## osact: %s\n\n%s\n\n- target: %s (%s)\n- %s\n- %s\n- %s\n",
		prose(string(v.Verdict)), why, code(v.Target.URL), prose(kind),
		demanded, prose(phrase.Offered(v)), by)
	for _, d := range phrase.Digests(v) {
		head += fmt.Sprintf("- %s digest: %s\n", d.Of, code(d.Hex))
	}
	return head
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
	var text strings.Builder
	r := c.Title().Requirement
	fmt.Fprintf(&text, "#### %s %s\n\n%s\n\n", prose(string(r.Level)), code(r.ID), prose(r.Statement))
	for _, b := range c.Places() {
		summaryBreach(&text, b)
	}
	if also := c.Also(); len(also) > 0 {
		fmt.Fprintf(&text, "- also breaks: %s\n", prose(phrase.Folded(also)))
	}
	if hidden := phrase.Hidden(c); hidden != "" {
		fmt.Fprintf(&text, "- not judged: %s\n", prose(hidden))
	}
	fmt.Fprintf(&text, "- source: %s\n\n", prose(phrase.Sources(r)))
	if command := curl.Of(recording, c.Title().Finding); command != "" {
		text.WriteString(block("sh", command) + "\n")
	}
	return text.String()
}

func summaryBreach(text *strings.Builder, b verdict.Breach) {
	probes, left := phrase.Labels(b)
	fmt.Fprintf(text, "- at %s: %s%s\n- place: %s\n- want: %s\n- got: %s%s\n",
		phrase.Extent(b), codes(probes), andMore(left), code(phrase.Place(b.At)), code(b.Violation.Want), code(b.Violation.Got), phrase.Others(b))
	if b.Violation.Rule != "" {
		fmt.Fprintf(text, "- rule: %s\n", code(b.Violation.Rule))
	}
}

func andMore(left int) string {
	if left == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", left)
}

func summaryGroup(g verdict.Group) string {
	ids, left := phrase.First(g.Requirements, maxIDs)
	return prose(g.Reason) + ": " + codes(ids) + andMore(left) + "\n"
}
