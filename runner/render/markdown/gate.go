package markdown

import (
	"fmt"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// gateParts says what a verdict comes to beside a baseline and waivers.
func gateParts(g *verdict.Gate) []string {
	if g == nil {
		return nil
	}
	parts := []string{fmt.Sprintf("**The gate %s**, %s\n\n", prose(phrase.Passes(*g)), prose(phrase.Beside(*g)))}
	for _, text := range phrase.Differs(*g) {
		parts = append(parts, fmt.Sprintf("- %s\n", prose(text)))
	}
	for _, r := range g.Reasons {
		parts = append(parts, fmt.Sprintf("- **%s**: %s\n", prose(r.Name), prose(phrase.GateReason(r))))
	}
	for _, name := range g.Acknowledged {
		parts = append(parts, fmt.Sprintf("- acknowledged: %s\n", code(name)))
	}
	for _, s := range phrase.Standings() {
		for i, c := range phrase.Standing(*g, s) {
			part := "- " + prose(phrase.GateCause(c)) + "\n"
			if i == 0 {
				part = fmt.Sprintf("\n%s\n\n", prose(phrase.Meaning(s))) + part
			}
			parts = append(parts, part)
		}
	}
	for i, w := range g.Waivers {
		part := "- "
		if i == 0 {
			part = "\nWaivers\n\n- "
		}
		if w.Use == verdict.Expired || w.Use == verdict.Unneeded || w.EndsSoon() {
			part += "**warning** "
		}
		parts = append(parts, part+prose(phrase.Waiver(w))+"\n")
	}
	return parts
}
