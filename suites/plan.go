package suites

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
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
}

// Step is a probe of the plan and what it waits for: its symbols, always, and
// the probes that must be settled before it, where it names some.
type Step struct {
	Probe exchange.Probe
	After []exchange.Probe
	// Needs are symbols that must be bound though the probe does not name them.
	Needs []string
}

// Capture binds symbols to what the answers to some probes hold.
type Capture struct {
	Binds []string
	From  []exchange.Probe
	// Pick returns a value for each symbol of Binds, empty where it finds
	// none. It gets the answers to From in that order, nil where there is none.
	Pick func(answers []*match.Answer) []string
	// Missing says why a symbol has no value, for the findings that need it.
	Missing Unasked
}

// Unasked says why a probe was not asked and what that makes of its findings.
type Unasked struct {
	Outcome  Outcome // NotApplicable, Untested or Inconclusive
	Reason   string
	Evidence []exchange.Probe // whose answers prove it
}

// NewPlan returns the plan of the claims: their probes, the discovery that
// binds the symbols which these name, and for each account that asks its
// control question, first and last. It fails for a symbol that neither a
// capture nor a flag can bind.
func NewPlan(contract *openapi.Contract, claims []Claim) (*Plan, error) {
	newest := newestVersion(contract)
	p := &planner{
		known:   captures(newest),
		planned: map[exchange.Probe]bool{},
		bound:   map[string]bool{},
		looked:  map[exchange.Probe]bool{},
		claimed: map[exchange.Probe]bool{},
	}
	for _, c := range claims {
		for _, probe := range c.Asks {
			p.claimed[probe] = true
			p.add(probe)
		}
	}
	p.addControls()
	if p.err != nil {
		return nil, p.err
	}
	var discovery, rest []Step
	for _, step := range p.asked {
		if p.looked[step.Probe] {
			discovery = append(discovery, step)
		} else {
			rest = append(rest, step)
		}
	}
	return &Plan{
		Steps:    slices.Concat(discovery, p.controls, rest, p.again),
		Captures: p.captures,
		Opening:  len(discovery) + len(p.controls),
	}, nil
}

// Opened returns the plan without what comes after its opening: enough to say
// who is accepted, what is found, and what the rest could ask.
func (p *Plan) Opened() *Plan {
	return &Plan{Steps: p.Steps[:p.Opening], Captures: p.Captures, Opening: p.Opening}
}

// planner collects steps while it follows symbols to the probes that bind them.
type planner struct {
	known    []Capture
	planned  map[exchange.Probe]bool
	bound    map[string]bool
	captures []Capture
	looked   map[exchange.Probe]bool // probes that captures look into
	claimed  map[exchange.Probe]bool // probes of the claims
	asked    []Step                  // either
	controls []Step                  // control questions
	again    []Step                  // control questions once more
	err      error
}

// add plans a probe and whatever binds its symbols.
func (p *planner) add(probe exchange.Probe) {
	if p.planned[probe] {
		return
	}
	p.planned[probe] = true
	step := Step{Probe: probe, Needs: precondition(probe)}
	for _, symbol := range slices.Concat(probe.Symbols(), step.Needs) {
		p.bind(symbol)
	}
	p.asked = append(p.asked, step)
}

// bind plans the capture of a symbol.
func (p *planner) bind(symbol string) {
	if p.bound[symbol] {
		return
	}
	at := slices.IndexFunc(p.known, func(c Capture) bool { return slices.Contains(c.Binds, symbol) })
	if at < 0 {
		p.err = fmt.Errorf("nothing binds the symbol {%s}", symbol)
		return
	}
	capture := p.known[at]
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
		control := Control(actor)
		if !p.planned[control] {
			p.add(control)
		}
		at := slices.IndexFunc(p.asked, func(s Step) bool { return s.Probe == control })
		p.controls = append(p.controls, p.asked[at])
		p.asked = slices.Delete(p.asked, at, at+1)
		again := control
		again.Nth = exchange.Last
		p.again = append(p.again, Step{Probe: again, After: append(rest, control), Needs: precondition(again)})
	}
}

// Control returns an actor's control question, the finished action at 2.1. It
// is asked first and last; where the two answers differ, the token or the
// server changed meanwhile.
func Control(actor exchange.Actor) exchange.Probe {
	return Show(finished).As(actor).At("2.1").rows(nil)[0][0]
}
