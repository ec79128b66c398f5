package plan

import (
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// addRevisits plans the questions that are asked once more at the end.
func (p *planner) addRevisits(claims []claim.Claim) {
	for _, r := range p.sources.Revisits {
		about := p.claimedAbout(r.About)
		bound := !slices.ContainsFunc(r.Probe.Symbols(), func(symbol string) bool { return !p.bound[symbol] })
		compared := r.Compared == "" || slices.ContainsFunc(claims, func(c claim.Claim) bool { return c.Compares(r.Compared) })
		if len(about) > 0 && bound && compared {
			p.again = append(p.again, Step{Probe: r.Probe, After: about})
		}
	}
}

// claimedAbout returns the questions of claims that name a symbol, in order.
func (p *planner) claimedAbout(symbol string) []exchange.Probe {
	var about []exchange.Probe
	for _, s := range p.asked {
		if p.claimed[s.Probe] && strings.Contains(s.Probe.Path, symbol) {
			about = append(about, s.Probe)
		}
	}
	return about
}
