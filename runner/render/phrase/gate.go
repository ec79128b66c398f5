package phrase

import (
	"fmt"
	"strings"

	"github.com/osact/osact/runner/verdict"
)

// Passes says in a few words what a gate comes to.
func Passes(g verdict.Gate) string {
	if g.Passes {
		return "passes"
	}
	return fmt.Sprintf("does not pass (exit %d)", g.Exit)
}

// Beside says what a gate goes by, beside the verdict.
func Beside(g verdict.Gate) string {
	var by []string
	if b := g.Baseline; b != nil {
		by = append(by, fmt.Sprintf("beside the baseline %s (%s, %s)", Clip(b.Path), b.Verdict, b.Started))
	}
	if len(g.Waivers) > 0 || g.Baseline == nil {
		by = append(by, fmt.Sprintf("%s as of %s", Count(len(g.Waivers), "waiver"), g.AsOf))
	}
	return strings.Join(by, ", with ")
}

// Differs says what, beside what they found, a gate's two runs do not have in common.
func Differs(g verdict.Gate) []string {
	if g.Baseline == nil {
		return nil
	}
	return g.Baseline.Differs
}

// maxOf bounds the names that are listed of one reason.
const maxOf = 6

// GateReason says why a gate does not pass.
func GateReason(r verdict.GateReason) string {
	if len(r.Of) == 0 || r.Name == smallerOffer { // whose text names them
		return r.Text
	}
	shown, left := First(r.Of, maxOf)
	text := r.Text + ": " + strings.Join(shown, ", ")
	if left > 0 {
		text += fmt.Sprintf(" and %d more", left)
	}
	return text
}

const smallerOffer = "smaller-offer"

// GateCause says what is violated: "MUST show.it: enum at /a, at 3 probes".
func GateCause(c verdict.GateCause) string {
	kind := ""
	if c.Kind != "" {
		kind = c.Kind + " "
	}
	return fmt.Sprintf("%s %s: %sat %s, at %s", c.Level, c.Requirement, kind, Place(c.At), Count(c.Probes, "probe"))
}

// Waiver says what becomes of a waiver, why there is one, and who answers for it.
func Waiver(w verdict.Waived) string {
	text := fmt.Sprintf("%s: %s at %s", w.Requirement, w.Kind, Place(w.At))
	if scope := scopeOf(w); scope != "" {
		text += " (" + scope + ")"
	}
	return fmt.Sprintf("%s; %s; %s; %s; %s", text, Ends(w), w.Reason, w.Owner, w.Issue)
}

// Ends says when a waiver ends, and whether it was needed.
func Ends(w verdict.Waived) string {
	text := ""
	switch {
	case w.DaysLeft < 0:
		text = "expired on " + w.Expires
	case w.EndsSoon():
		text = fmt.Sprintf("ends on %s, in %s", w.Expires, Count(w.DaysLeft, "day"))
	default:
		text = "until " + w.Expires
	}
	switch w.Use {
	case verdict.Unneeded:
		text += ", not needed"
	case verdict.Idle:
		text += ", nothing that it is about was judged"
	}
	return text
}

func scopeOf(w verdict.Waived) string {
	var parts []string
	for _, list := range [][]string{w.Targets, w.Editions, w.Actors} {
		if len(list) > 0 {
			parts = append(parts, strings.Join(list, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// Standing returns the causes that a gate takes in one way.
func Standing(g verdict.Gate, s verdict.Standing) []verdict.GateCause {
	var all []verdict.GateCause
	for _, c := range g.Violated {
		if c.Standing == s {
			all = append(all, c)
		}
	}
	return all
}

// Meaning says what a standing is, for a heading.
func Meaning(s verdict.Standing) string {
	switch s {
	case verdict.Fresh:
		return "New: it fails the gate"
	case verdict.Lapsed:
		return "Waived no longer: the waiver expired"
	case verdict.Known:
		return "Known: the baseline has it"
	case verdict.Faced:
		return "Not demanded of the baseline"
	case verdict.Excused:
		return "Waived"
	}
	return string(s)
}

// Standings returns the ways in which a gate takes what is violated, what matters most
// first.
func Standings() []verdict.Standing {
	return []verdict.Standing{verdict.Fresh, verdict.Lapsed, verdict.Known, verdict.Faced, verdict.Excused}
}

// Latency says how long the answers to an operation took.
func Latency(l verdict.Latency) string {
	return fmt.Sprintf("%s: p50 %s, p95 %s, at most %s (%s)", l.Operation, took(l.P50), took(l.P95), took(l.Max), Count(l.Samples, "answer"))
}

// took writes microseconds as milliseconds with one decimal.
func took(us int64) string { return fmt.Sprintf("%.1f ms", float64(us)/1000) }
