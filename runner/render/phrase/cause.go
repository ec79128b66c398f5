package phrase

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/runner/verdict"
)

// Causes counts causes and what they break: "3 causes break 12
// requirements; 4 others could not be judged because of them".
func Causes(causes []verdict.Cause) string {
	broken, hidden := map[string]bool{}, map[string]bool{}
	for _, c := range causes {
		for _, b := range c.Breaches {
			broken[b.Requirement.ID] = true
		}
		for _, id := range c.Unjudged {
			hidden[id] = true
		}
	}
	verb := "break"
	if len(causes) == 1 {
		verb = "breaks"
	}
	text := fmt.Sprintf("%s %s %s", Count(len(causes), "cause"), verb, Count(len(broken), "requirement"))
	if n := len(hidden); n > 0 {
		because := "them"
		if len(causes) == 1 {
			because = "it"
		}
		text += fmt.Sprintf("; %s could not be judged because of %s", Count(n, "other"), because)
	}
	return text
}

// Hidden says what could not be judged for a cause, empty where that is nothing: "142
// requirements, since half or more of the answers needed are wrong (29 were looked at):
// show.body (11), ...".
func Hidden(c verdict.Cause) string {
	if len(c.Unjudged) == 0 {
		return ""
	}
	return fmt.Sprintf("%s, since half or more of the answers needed are wrong (%d were looked at): %s",
		Count(len(c.Unjudged), "requirement"), c.Read, Folded(c.Unjudged))
}

// mostIDs is how many ids are written out, and how many beginnings of ids.
const mostIDs = 5

// Folded lists ids, or where they are many, their first two words with how many there
// are of each, the most first.
func Folded(ids []string) string {
	if len(ids) <= mostIDs {
		return strings.Join(ids, ", ")
	}
	count := map[string]int{}
	var families []string
	for _, id := range ids {
		f := Family(id)
		if count[f]++; count[f] == 1 {
			families = append(families, f)
		}
	}
	slices.SortStableFunc(families, func(f, g string) int { return cmp.Compare(count[g], count[f]) })
	shown, left := First(families, mostIDs)
	var texts []string
	for _, f := range shown {
		texts = append(texts, fmt.Sprintf("%s (%d)", f, count[f]))
	}
	text := strings.Join(texts, ", ")
	if left > 0 {
		text += fmt.Sprintf(" and %d more", len(ids)-sum(count, shown))
	}
	return text
}

func sum(count map[string]int, of []string) int {
	n := 0
	for _, f := range of {
		n += count[f]
	}
	return n
}
