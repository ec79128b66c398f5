package plan

import (
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// findWritten finds the probes that write, or ask about what was written: none
// of them is discovery.
func (p *planner) findWritten() {
	made := map[string]bool{} // symbols that such probes bind
	for found := true; found; {
		found = false
		for _, s := range p.asked {
			symbols := slices.Concat(s.Probe.Symbols(), s.Needs)
			if !p.written[s.Probe] && (claim.IsWrite(s.Probe) || slices.ContainsFunc(symbols, func(symbol string) bool { return made[symbol] })) {
				p.written[s.Probe], found = true, true
			}
		}
		for _, c := range p.captures {
			if slices.ContainsFunc(c.From, func(probe exchange.Probe) bool { return p.written[probe] }) {
				for _, symbol := range c.Binds {
					made[symbol] = true
				}
			}
		}
	}
}

// order lets each write wait for what has to be settled before it, once all
// probes are planned: discovery and the control questions before the first,
// lest they meet servers that will be gone; the action of the write before; and
// whatever is asked about a server before its deletion.
func (p *planner) order() {
	var opening []exchange.Probe
	for _, s := range p.asked {
		if p.discovers[s.Probe] && !p.written[s.Probe] {
			opening = append(opening, s.Probe)
		}
	}
	for _, s := range p.first {
		opening = append(opening, s.Probe)
	}
	before := map[string][]exchange.Probe{}
	for _, w := range p.sources.Writes {
		for _, server := range w.Servers {
			before[server] = opening
		}
	}
	for _, w := range p.sources.Writes {
		step := p.step(w.Probe)
		if step == nil {
			continue
		}
		for _, server := range w.Servers {
			step.After = append(step.After, before[server]...)
			if w.removes() {
				step.After = append(step.After, p.about(server)...)
			}
		}
		for i, server := range w.Servers {
			before[server] = []exchange.Probe{w.Probe}
			if i < len(w.Polls) {
				before[server] = append(before[server], w.Polls[i][len(w.Polls[i])-1])
			}
		}
		if !w.removes() {
			p.quiet(before[p.sources.Quiet.Server])
		}
	}
}

// quiet puts the questions of a reading in turn, after the last write.
func (p *planner) quiet(after []exchange.Probe) {
	for _, probe := range p.sources.Quiet.Probes {
		if step := p.step(probe); step != nil {
			step.After = after
			after = []exchange.Probe{probe}
		}
	}
}

// about returns what is asked about a server as long as it is there.
func (p *planner) about(server string) []exchange.Probe {
	var all []exchange.Probe
	for _, s := range p.asked {
		symbols := s.Probe.Symbols()
		gone := slices.ContainsFunc(p.sources.Writes, func(w Write) bool {
			return w.removes() && (s.Probe == w.Probe || slices.ContainsFunc(symbols, w.Bound))
		})
		if slices.Contains(symbols, server) && !gone {
			all = append(all, s.Probe)
		}
	}
	return all
}
