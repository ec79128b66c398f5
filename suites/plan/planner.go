package plan

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// New returns the plan of some claims: their probes, the discovery that
// binds the symbols which these name and which are not given, and for each
// account that asks its control question, first and last. It fails for a symbol
// that neither a capture nor a flag can bind.
func New(claims []claim.Claim, sources Sources, given []exchange.Binding) (*Plan, error) {
	p := &planner{
		sources:   sources,
		planned:   map[exchange.Probe]bool{},
		bound:     map[string]bool{},
		discovers: map[exchange.Probe]bool{},
		claimed:   map[exchange.Probe]bool{},
		written:   map[exchange.Probe]bool{},
		writes:    map[exchange.Probe]Write{},
		capture:   map[exchange.Probe]Capture{},
		controls:  map[exchange.Actor]exchange.Probe{},
	}
	known := map[string]bool{}
	for _, b := range given {
		p.bound[b.Symbol], known[b.Symbol] = true, true
	}
	p.index()
	for _, c := range claims {
		for _, probe := range c.Asks {
			p.claimed[probe] = true
			p.add(probe)
		}
	}
	if slices.ContainsFunc(claims, func(c claim.Claim) bool { return c.Requirement.Offered != openapi.Range{} }) {
		p.bind(claim.TargetMaximum) // whether it applies depends on what is offered
	}
	p.addControls()
	p.addRevisits(claims)
	if p.err != nil {
		return nil, p.err
	}
	p.findWritten()
	p.order()
	var discovery, rest []Step
	for _, step := range p.asked {
		if p.discovers[step.Probe] && !p.written[step.Probe] {
			discovery = append(discovery, step)
		} else {
			rest = append(rest, step)
		}
	}
	return &Plan{
		Steps:    slices.Concat(discovery, p.first, rest, p.again),
		Captures: p.captures,
		Opening:  len(discovery) + len(p.first),
		Controls: p.controls,
		optional: sources.Optional,
		given:    known,
	}, nil
}

// planner collects steps while it follows symbols to the probes that bind them.
type planner struct {
	sources   Sources
	planned   map[exchange.Probe]bool
	bound     map[string]bool
	captures  []Capture
	discovers map[exchange.Probe]bool // probes that captures look into
	claimed   map[exchange.Probe]bool // probes of the claims
	written   map[exchange.Probe]bool // probes that write, or need what was written
	writes    map[exchange.Probe]Write
	capture   map[exchange.Probe]Capture // of the questions that are asked until something is told
	asked     []Step                     // either
	controls  map[exchange.Actor]exchange.Probe
	first     []Step // control questions
	again     []Step // control questions once more
	err       error
}

// add plans a probe and whatever binds its symbols.
func (p *planner) add(probe exchange.Probe) {
	if p.planned[probe] {
		return
	}
	p.planned[probe] = true
	step := Step{Probe: probe, Needs: slices.Concat(precondition(probe), p.needs(probe), p.capture[probe].Needs)}
	if until := p.capture[probe].Until; until != nil && probe.Nth > 0 {
		before := probe
		before.Nth--
		step.Until, step.After = until, []exchange.Probe{before}
	}
	if w, ok := p.writes[probe]; ok {
		// What is recorded of who asked is compared with what is known of it.
		step.Needs = slices.Concat(step.Needs, w.Needs, []string{claim.ProjectOf(probe.As)})
	}
	for _, symbol := range slices.Concat(probe.Symbols(), step.Needs) {
		p.bind(symbol)
	}
	p.asked = append(p.asked, step)
	for _, look := range slices.Concat(p.writes[probe].Polls...) {
		p.add(look)
	}
}

// needs returns what the sources say that a question needs.
func (p *planner) needs(probe exchange.Probe) []string {
	if p.sources.Needs == nil {
		return nil
	}
	return p.sources.Needs(probe)
}

// index finds for each probe what else is to be known of it.
func (p *planner) index() {
	for _, w := range p.sources.Writes {
		p.writes[w.Probe] = w
	}
	for _, c := range p.sources.Captures {
		for _, probe := range c.From {
			if _, ok := p.capture[probe]; !ok && (c.Until != nil || c.Needs != nil) && !claim.IsWrite(probe) {
				p.capture[probe] = c
			}
		}
	}
}

// step returns the step of a probe, nil where it is not planned.
func (p *planner) step(probe exchange.Probe) *Step {
	at := slices.IndexFunc(p.asked, func(s Step) bool { return s.Probe == probe })
	if at < 0 {
		return nil
	}
	return &p.asked[at]
}

// bind plans the capture of a symbol.
func (p *planner) bind(symbol string) {
	if p.bound[symbol] {
		return
	}
	at := slices.IndexFunc(p.sources.Captures, func(c Capture) bool { return slices.Contains(c.Binds, symbol) })
	if at < 0 {
		p.err = fmt.Errorf("nothing binds the symbol {%s}", symbol)
		return
	}
	capture := p.sources.Captures[at]
	for _, s := range capture.Binds {
		p.bound[s] = true
	}
	for _, probe := range capture.From {
		p.discovers[probe] = true
		p.add(probe)
	}
	p.captures = append(p.captures, capture)
}

// addControls plans the control question of each account that asks
// something: at its beginning, and again when the rest of it is settled.
func (p *planner) addControls() {
	for _, actor := range exchange.Actors() {
		var rest []exchange.Probe
		for _, s := range p.asked {
			if s.Probe.As == actor && p.claimed[s.Probe] {
				rest = append(rest, s.Probe)
			}
		}
		if len(rest) == 0 || !actor.HasAccount() {
			continue
		}
		control := p.control(actor)
		p.controls[actor] = control
		if !p.planned[control] {
			p.add(control)
		}
		at := slices.IndexFunc(p.asked, func(s Step) bool { return s.Probe == control })
		p.first = append(p.first, p.asked[at])
		p.asked = slices.Delete(p.asked, at, at+1)
		again := control
		again.Nth = exchange.Last
		p.again = append(p.again, Step{Probe: again, After: append(rest, control), Needs: precondition(again)})
	}
}

// control returns an actor's control question, on the legacy path where no
// claim asks elsewhere.
func (p *planner) control(actor exchange.Actor) exchange.Probe {
	for claimed := range p.claimed {
		if !claim.IsLegacy(claimed) {
			return p.sources.Control(actor, false)
		}
	}
	return p.sources.Control(actor, true)
}
