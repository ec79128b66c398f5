package ci

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// maxAnnotations is how many errors, and how many warnings, GitHub keeps of one step.
const maxAnnotations = 10

// Annotations writes GitHub's workflow commands: what fails as errors, what is waived,
// known or open as warnings. What fails comes first, and what there is no room for is
// counted by the last.
func Annotations(w io.Writer, v verdict.Verdict) error {
	var failures, warnings []string
	breaches := v.BreachesByRequirement()
	for i, c := range Of(v) {
		r := v.Requirements[i]
		text := r.Reason
		if of := breaches[r.ID]; len(of) > 0 {
			text = breachOf(of)
		}
		title := fmt.Sprintf("%s %s %s", r.Level, r.ID, c)
		switch c {
		case Failed:
			failures = append(failures, annotation("error", title, text))
		case Warned, Waived, Known, Unexpected, Inconclusive, NotRun:
			warnings = append(warnings, annotation("warning", title, text))
		}
	}
	if v.Gate != nil {
		for _, r := range v.Gate.Reasons {
			failures = append(failures, annotation("error", "gate: "+r.Name, phrase.GateReason(r)))
		}
	}
	var b strings.Builder
	for _, of := range []struct {
		kind string
		all  []string
	}{{"error", failures}, {"warning", warnings}} {
		shown, left := of.all, 0
		if len(of.all) > maxAnnotations {
			shown, left = phrase.First(of.all, maxAnnotations-1)
		}
		b.WriteString(strings.Join(shown, ""))
		if left > 0 {
			b.WriteString(annotation(of.kind, "osact", fmt.Sprintf("and %d more in verdict.json", left)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// annotation is one workflow command. Nothing in it can begin another.
func annotation(kind, title, text string) string {
	return fmt.Sprintf("::%s title=%s::%s\n", kind, property(phrase.Clip(title)), data(phrase.Clip(text)))
}

func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(openapi.Visible(s))
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}

// Outputs writes what later steps of a job can go by, a line each, for the file that
// GITHUB_OUTPUT names.
func Outputs(w io.Writer, v verdict.Verdict) error {
	gate := ""
	if v.Gate != nil {
		gate = map[bool]string{true: "passes", false: "fails"}[v.Gate.Passes]
	}
	var b strings.Builder
	for _, of := range [][2]string{
		{"verdict", string(v.Verdict)},
		{"exit", fmt.Sprint(v.Exit)},
		{"gate", gate},
		{"digest", v.Digest},
		{"reason", v.Reason},
		{"must-violated", fmt.Sprint(v.Levels.Must.Violated)},
	} {
		fmt.Fprintf(&b, "%s=%s\n", of[0], strings.ReplaceAll(openapi.Visible(of[1]), "\n", " "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
