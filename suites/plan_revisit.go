package suites

import (
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// Revisit is a question that is asked once more when all that is claimed about
// the same is answered: what goes on in a cloud while it is judged is seen by it.
type Revisit struct {
	Probe exchange.Probe // its Nth is exchange.Last
	// About is a symbol, or what symbols begin with. The questions of claims whose paths hold it
	// come before; where there are none, it is not asked.
	About string
	// Compared is a symbol, if any. Where no claim lays several answers about it
	// beside each other, it is not asked.
	Compared string
}

// addRevisits plans the questions that are asked once more at the end.
func (p *planner) addRevisits(claims []Claim) {
	for _, r := range p.sources.Revisits {
		about := p.claimedAbout(r.About)
		bound := !slices.ContainsFunc(r.Probe.Symbols(), func(symbol string) bool { return !p.bound[symbol] })
		compared := r.Compared == "" || slices.ContainsFunc(claims, func(c Claim) bool { return c.Compares(r.Compared) })
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
