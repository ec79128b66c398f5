package phrase

import (
	"fmt"
	"strings"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/suites/claim"
)

// Changed says in a few words what a difference comes to.
func Changed(d compare.Difference) string {
	fails := func(name string) bool {
		if d.Gate == nil {
			return false
		}
		for _, r := range d.Gate.Reasons {
			if r.Name == name {
				return true
			}
		}
		return false
	}
	change := len(d.Contract) > 0
	for _, c := range d.Changes {
		change = change || c.Kind != compare.Known
	}
	switch {
	case fails("regression"):
		return "worse"
	case fails("less-judged"):
		return "less was judged"
	case fails("smaller-offer"):
		return "less is offered"
	case d.Gate != nil && !d.Gate.Passes:
		return "the gate does not pass"
	case len(d.Contract) > 0 && len(d.Changes) == 0:
		return "the contract changed"
	case change:
		return "no worse"
	}
	return "the same"
}

// Heading says what a kind of change is.
func Heading(kind compare.Kind) string {
	switch kind {
	case compare.Broken:
		return "Broken: violated, and was not"
	case compare.Spread:
		return "Spread: violated before, and in more ways now"
	case compare.Unseen:
		return "Unseen: judged before, and not now"
	case compare.Dropped:
		return "Dropped: judged before, and not demanded now"
	case compare.Faced:
		return "Faced: violated, and not demanded before"
	case compare.Known:
		return "Known: violated before, and in the same way now"
	case compare.Mended:
		return "Mended: violated before, and holds now"
	case compare.Exempt:
		return "Exempt: judged before, and does not apply now"
	case compare.Seen:
		return "Seen: holds, and was not judged before"
	case compare.Added:
		return "Added: holds, and was not demanded before"
	case compare.Observed:
		return "Observed: a MAY, more or less often"
	}
	return string(kind)
}

// Transition says what a requirement came to before and after, where its heading
// leaves that open.
func Transition(c compare.Change) string {
	switch c.Kind {
	case compare.Broken, compare.Unseen, compare.Exempt:
		return fmt.Sprintf(" (%s, now %s)", c.Was, c.Is)
	}
	return ""
}

// Shrunk says what a target offers less.
func Shrunk(s compare.Shrunk) string { return fmt.Sprintf("%s: %s, and now %s", s.Name, s.Was, s.Is) }

// Of returns the changes of a kind, those that one reason explains together. A target
// that could not be judged at all is one reason, however each question failed.
func Of(d compare.Difference, kind compare.Kind) [][]compare.Change {
	var of []compare.Change
	for _, c := range d.Changes {
		if c.Kind == kind {
			if kind == compare.Unseen && len(d.New.Problems) > 0 {
				c.Reason = "the target could not be judged"
			}
			of = append(of, c)
		}
	}
	return ByReason(of)
}

// ByReason groups changes that have one reason and are not violated; each other stands
// alone. The order is that of the first of each.
func ByReason(all []compare.Change) [][]compare.Change {
	var groups [][]compare.Change
	at := map[string]int{}
	for _, c := range all {
		i, ok := at[c.Reason]
		if ok && c.Is != claim.Violated {
			groups[i] = append(groups[i], c)
			continue
		}
		if c.Reason != "" && c.Is != claim.Violated {
			at[c.Reason] = len(groups)
		}
		groups = append(groups, []compare.Change{c})
	}
	return groups
}

// IDs names the requirements of changes, the first few.
func IDs(all []compare.Change) string {
	shown, left := First(all, maxOf)
	ids := make([]string, len(shown))
	for i, c := range shown {
		ids[i] = c.ID
	}
	text := strings.Join(ids, ", ")
	if left > 0 {
		text += fmt.Sprintf(" and %d more", left)
	}
	return text
}

// Slower says how long answers took before and now, operation by operation, where that
// is known of both.
func Slower(d compare.Difference) []string {
	var lines []string
	for _, l := range d.Latency {
		lines = append(lines, fmt.Sprintf("%s: p50 %s, now %s; p95 %s, now %s; at most %s, now %s; %s, now %d",
			l.Operation, took(l.Was.P50), took(l.Is.P50), took(l.Was.P95), took(l.Is.P95), took(l.Was.Max), took(l.Is.Max), Count(l.Was.Samples, "answer"), l.Is.Samples))
	}
	return lines
}
