package suites

import (
	"fmt"
	"slices"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Plan is what must be asked for a set of claims: a graph of probes. It
// depends on the claims alone, so it can be printed before anything is sent.
type Plan struct {
	Steps    []Step
	Captures []Capture
	// Opening is how many of the steps, from the first on, are there to find
	// things out: discovery and the control questions.
	Opening int
	// Controls are the control questions, of each account that asks: a
	// finished action, asked first and last. Where the two answers differ, the
	// token or the server changed meanwhile.
	Controls map[exchange.Actor]exchange.Probe

	given map[string]bool // symbols that have values before anything is asked
}

// Given reports whether a symbol has a value before anything is asked.
func (p *Plan) Given(symbol string) bool { return p.given[symbol] }

// Step is a probe of the plan and what it waits for: its symbols, always, and
// the probes that must be settled before it, where it names some.
type Step struct {
	Probe exchange.Probe
	After []exchange.Probe
	// Needs are symbols that must be bound though the probe does not name them.
	Needs []string
	// Until, of a question that is asked again and again, reports that an answer
	// tells what the question is for: then it is not asked again.
	Until func(*match.Answer) bool
}

// Capture binds symbols to what the answers to some probes hold.
type Capture struct {
	Binds []string
	From  []exchange.Probe
	// Needs are symbols without which From is not asked.
	Needs []string
	// Until: those of From that are asked again (their Nth) are asked only while
	// no answer fulfils it.
	Until func(*match.Answer) bool
	// Pick returns a value for each symbol of Binds, empty where it finds
	// none. It gets the answers to From in that order, nil where there is none.
	Pick func(answers []*match.Answer) []string
	// Missing says why a symbol has no value, for the findings that need it.
	Missing Unasked
	// Refused says what the first answer makes of the symbols where it tells
	// none, if that is neither Missing nor what any refusal comes to. Optional.
	Refused func(first *match.Answer) (Unasked, bool)
}

// Unasked says why a probe was not asked and what that makes of its findings.
type Unasked struct {
	Outcome  Outcome // NotApplicable, Untested or Inconclusive
	Reason   string
	Evidence []exchange.Probe // whose answers prove it
	// Told: the same question, asked before, was answered so that there was no
	// need to ask it again.
	Told bool
	// Later: it may be asked, in a run that goes on.
	Later bool
}

// Sources are what a plan is told about the things that claims are about: how
// they are found or made, and what is asked of them beside the claims.
type Sources struct {
	// Captures bind the symbols. Each is planned only if something needs it.
	Captures []Capture
	// Writes change servers of osact's own, in this order.
	Writes []Write
	// Quiet are questions about a server that is written to, asked in turn
	// after the last write but its deletion.
	Quiet Quiet
	// Control returns the control question of an account, on the legacy path or
	// elsewhere.
	Control func(actor exchange.Actor, legacy bool) exchange.Probe
	// Revisits are asked when the claims about the same are answered.
	Revisits []Revisit
}

// NewPlan returns the plan of some claims: their probes, the discovery that
// binds the symbols which these name and which are not given, and for each
// account that asks its control question, first and last. It fails for a symbol
// that neither a capture nor a flag can bind.
func NewPlan(claims []Claim, sources Sources, given []exchange.Binding) (*Plan, error) {
	p := &planner{
		sources:  sources,
		planned:  map[exchange.Probe]bool{},
		bound:    map[string]bool{},
		looked:   map[exchange.Probe]bool{},
		claimed:  map[exchange.Probe]bool{},
		written:  map[exchange.Probe]bool{},
		writes:   map[exchange.Probe]Write{},
		capture:  map[exchange.Probe]Capture{},
		controls: map[exchange.Actor]exchange.Probe{},
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
	p.addControls()
	p.addRevisits(claims)
	if p.err != nil {
		return nil, p.err
	}
	p.findWritten()
	p.order()
	var discovery, rest []Step
	for _, step := range p.asked {
		if p.looked[step.Probe] && !p.written[step.Probe] {
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
		given:    known,
	}, nil
}

// Possible returns the steps that may be asked, whatever the answers: those
// that need nothing which neither is given nor looked for.
func (p *Plan) Possible() []Step {
	barred := map[exchange.Probe]bool{} // that cannot be asked
	never := map[string]bool{}          // symbols that get no value
	for found := true; found; {
		found = false
		for _, c := range p.Captures {
			if slices.ContainsFunc(c.From, func(probe exchange.Probe) bool { return !barred[probe] }) {
				continue
			}
			for _, symbol := range c.Binds {
				if !never[symbol] && !p.given[symbol] {
					never[symbol], found = true, true
				}
			}
		}
		for _, s := range p.Steps {
			needs := slices.Concat(s.Needs, s.Probe.Symbols())
			if !barred[s.Probe] && slices.ContainsFunc(needs, func(symbol string) bool { return never[symbol] }) {
				barred[s.Probe], found = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return barred[s.Probe] })
}

// Writes reports whether the plan makes servers of osact's own.
func (p *Plan) Writes() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool {
		return slices.Contains(s.Probe.Symbols(), RunID) || slices.Contains(s.Needs, RunID)
	})
}

// Opened returns the plan without what comes after its opening: enough to say
// who is accepted, what is found, and what the rest could ask.
func (p *Plan) Opened() *Plan {
	return &Plan{Steps: p.Steps[:p.Opening], Captures: p.Captures, Opening: p.Opening, Controls: p.Controls, given: p.given}
}

// planner collects steps while it follows symbols to the probes that bind them.
type planner struct {
	sources  Sources
	planned  map[exchange.Probe]bool
	bound    map[string]bool
	captures []Capture
	looked   map[exchange.Probe]bool // probes that captures look into
	claimed  map[exchange.Probe]bool // probes of the claims
	written  map[exchange.Probe]bool // probes that write, or need what was written
	writes   map[exchange.Probe]Write
	capture  map[exchange.Probe]Capture // of the questions that are asked until something is told
	asked    []Step                     // either
	controls map[exchange.Actor]exchange.Probe
	first    []Step // control questions
	again    []Step // control questions once more
	err      error
}

// add plans a probe and whatever binds its symbols.
func (p *planner) add(probe exchange.Probe) {
	if p.planned[probe] {
		return
	}
	p.planned[probe] = true
	step := Step{Probe: probe, Needs: slices.Concat(precondition(probe), p.capture[probe].Needs)}
	if until := p.capture[probe].Until; until != nil && probe.Nth > 0 {
		before := probe
		before.Nth--
		step.Until, step.After = until, []exchange.Probe{before}
	}
	if _, ok := p.writes[probe]; ok {
		// What is recorded of who asked is compared with what is known of it.
		step.Needs = append(step.Needs, projectOf(probe.As))
	}
	for _, symbol := range slices.Concat(probe.Symbols(), step.Needs) {
		p.bind(symbol)
	}
	p.asked = append(p.asked, step)
	for _, look := range slices.Concat(p.writes[probe].Polls...) {
		p.add(look)
	}
}

// index finds for each probe what else is to be known of it.
func (p *planner) index() {
	for _, w := range p.sources.Writes {
		p.writes[w.Probe] = w
	}
	for _, c := range p.sources.Captures {
		for _, probe := range c.From {
			if _, ok := p.capture[probe]; !ok && (c.Until != nil || c.Needs != nil) && !isWrite(probe) {
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
		p.looked[probe] = true
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
		if !isLegacy(claimed) {
			return p.sources.Control(actor, false)
		}
	}
	return p.sources.Control(actor, true)
}
