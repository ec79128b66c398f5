package console

import (
	"fmt"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// gate writes what a verdict comes to beside a baseline and waivers, if any are given,
// and what it takes in these ways.
func (p *page) gate(g *verdict.Gate, ways ...verdict.Standing) {
	if g == nil {
		return
	}
	p.text.WriteByte('\n')
	c := green
	if !g.Passes {
		c = red
	}
	p.line(0, c, "the gate "+phrase.Passes(*g), ", "+phrase.Beside(*g))
	for _, text := range phrase.Differs(*g) {
		p.wrapped(2, phrase.Clip(text))
	}
	for _, r := range g.Reasons {
		p.wrapped(2, r.Name+": "+phrase.Clip(phrase.GateReason(r)))
	}
	if len(g.Acknowledged) > 0 {
		shown, left := phrase.First(g.Acknowledged, maxAcknowledged)
		p.wrapped(2, fmt.Sprintf("acknowledged: %v%s", shown, andMore(left)))
	}
	for _, s := range ways {
		p.standing(*g, s)
	}
	p.waivers(g.Waivers)
}

func andMore(left int) string {
	if left == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", left)
}

// standing writes what the gate takes in one way.
func (p *page) standing(g verdict.Gate, s verdict.Standing) {
	causes := phrase.Standing(g, s)
	if len(causes) == 0 {
		return
	}
	p.line(2, bold, phrase.Meaning(s), "")
	shown, left := phrase.First(causes, maxGroups)
	for _, c := range shown {
		p.line(4, plain, "", phrase.Clip(phrase.GateCause(c)))
	}
	if left > 0 {
		p.line(4, plain, "", fmt.Sprintf("and %d more in verdict.json", left))
	}
}

// waivers writes all waivers, those that end soon or ended marked.
func (p *page) waivers(all []verdict.Waived) {
	if len(all) == 0 {
		return
	}
	p.line(2, bold, "Waivers", "")
	shown, left := phrase.First(all, maxGroups)
	for _, w := range shown {
		if w.Use == verdict.Expired || w.Use == verdict.Unneeded || w.EndsSoon() {
			p.line(4, yellow, "warning", ": "+w.Requirement+" "+phrase.Ends(w))
		}
		p.wrapped(4, phrase.Clip(phrase.Waiver(w)))
	}
	if left > 0 {
		p.line(4, plain, "", fmt.Sprintf("and %d more in verdict.json", left))
	}
}
