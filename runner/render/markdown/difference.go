package markdown

import (
	"fmt"
	"io"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// maxDifference bounds what is posted to a merge request: GitHub takes 65,536
// characters of a comment.
const maxDifference = 60_000

// Difference writes what changed between two verdicts in GitHub-flavoured Markdown, of
// at most 60,000 bytes, for a comment on a merge request: what fails first.
func Difference(w io.Writer, d compare.Difference) error {
	s := sheet{most: maxDifference}
	head := fmt.Sprintf("## osact: %s\n\n%s%s", prose(phrase.Changed(d)), side("old", d.Old), side("new", d.New))
	for _, text := range append(append([]string{}, d.New.Problems...), d.Notes...) {
		head += "- " + prose(text) + "\n"
	}
	for _, less := range d.Smaller {
		head += "- " + prose(phrase.Shrunk(less)) + "\n"
	}
	s.section("", []string{head})
	s.section("### Gate\n\n", gateParts(d.Gate))
	for _, kind := range compare.Kinds() {
		s.section("### "+prose(phrase.Heading(kind))+"\n\n", changeParts(phrase.Of(d, kind)))
	}
	s.section("### The contract or osact changed\n\n", changeParts(phrase.ByReason(d.Contract)))
	var slower []string
	for _, text := range phrase.Slower(d) {
		slower = append(slower, "- "+prose(text)+"\n")
	}
	s.section("### Latency\n\n", slower)
	return s.finish(w, "difference.json")
}

func side(name string, s compare.Side) string {
	v := verdict.Verdict{Target: s.Target, Profile: s.Profile, Contract: s.Contract}
	return fmt.Sprintf("- %s: **%s**, %s, %s, %s\n", name, prose(string(s.Verdict)), code(phrase.Target(v)), prose(phrase.Demanded(v)), prose(s.Started))
}

func changeParts(all [][]compare.Change) []string {
	var parts []string
	for _, group := range all {
		c := group[0]
		if len(group) > 1 {
			parts = append(parts, fmt.Sprintf("- %s: %s\n", prose(c.Reason), prose(phrase.IDs(group))))
			continue
		}
		part := fmt.Sprintf("- %s %s", prose(string(c.Level)), code(c.ID))
		if transition := phrase.Transition(c); transition != "" {
			part += " " + prose(transition)
		}
		switch {
		case c.Violation != nil:
			part += fmt.Sprintf("; at %s: %s; %s: want %s, got %s", phrase.Count(len(c.Probes), "probe"), prose(phrase.Probes(verdict.Breach{Probes: c.Probes})),
				code(phrase.Place(c.Violation.At)), code(c.Violation.Want), code(c.Violation.Got))
		case c.Reason != "":
			part += "; " + prose(c.Reason)
		}
		parts = append(parts, part+"\n")
	}
	return parts
}
