package plan

import (
	"iter"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Execution goes through a plan: it says which questions can be asked by now, and
// learns from the answers what its symbols stand for. The player drives it
// with what the target answers, the judge with what a recording holds; both
// thus come to the same bindings.
//
// An execution is used from one goroutine.
type Execution struct {
	contract *openapi.Contract
	plan     *Plan
	bindings exchange.Bindings
	origins  []exchange.Binding
	missing  map[string]Unasked // symbols that will never be bound
	captured []bool             // by position in plan.Captures
	from     [][]int            // by position in plan.Captures: the positions of their questions
	states   []state            // by position in plan.Steps
	waiting  []int              // positions of steps neither asked nor given up, in order
	waits    []waits            // by position in plan.Steps
	at       map[exchange.Probe]int
	bodies   map[*byte]*match.Answer // the first answer with each body that is kept once for all
}

// waits is what a step waits for.
type waits struct {
	unplayed bool  // nobody asks it
	steps    []int // positions in plan.Steps, without those that were seen to be settled
	symbols  []string
	known    int // how many symbols were told of when they were looked at last
}

// Result is what has come of a step.
type Result struct {
	Exchange *exchange.Exchange // nil if it was not asked
	Answer   *match.Answer      // nil if no answer came
	Unasked  Unasked            // why it was not asked
	Settled  bool               // nothing more will come of it
	// Unreliable says why the exchange is no word of the API; empty if it is, or if
	// there is none.
	Unreliable string
}

// state is how far a step has come.
type state struct {
	Result
	question exchange.Question
	asked    bool
}

// NewExecution returns an execution at its beginning. Given bindings come from flags and
// from the actors' identities; they keep discovery from looking for the same.
func NewExecution(contract *openapi.Contract, plan *Plan, actors map[exchange.Actor]exchange.Identity, given []exchange.Binding) *Execution {
	e := &Execution{
		contract: contract,
		plan:     plan,
		bindings: exchange.Bindings{},
		missing:  map[string]Unasked{},
		captured: make([]bool, len(plan.Captures)),
		states:   make([]state, len(plan.Steps)),
		at:       make(map[exchange.Probe]int, len(plan.Steps)),
		bodies:   map[*byte]*match.Answer{},
	}
	for i, s := range plan.Steps {
		e.at[s.Probe] = i
		e.waiting = append(e.waiting, i)
	}
	for _, c := range plan.Captures {
		from := make([]int, len(c.From))
		for j, probe := range c.From {
			from[j] = e.at[probe]
		}
		e.from = append(e.from, from)
	}
	for _, s := range plan.Steps {
		_, played := actors[s.Probe.As]
		needed := waits{symbols: slices.Concat(s.Needs, s.Probe.Symbols()), unplayed: !played && s.Probe.As.HasAccount()}
		for _, before := range s.After {
			if at, ok := e.at[before]; ok {
				needed.steps = append(needed.steps, at)
			}
		}
		e.waits = append(e.waits, needed)
	}
	for actor, identity := range actors {
		if identity.User != "" { // where that comes from is told beside it
			e.bindings[claim.UserOf(actor)] = identity.User
		}
	}
	for _, b := range given {
		e.bindOne(b.Symbol, b.Value, b.Origin)
	}
	return e
}

// Ready returns the questions that can be asked now and could not before, in
// the order of the plan.
func (e *Execution) Ready() []exchange.Question {
	var ready []exchange.Question
	for progress := true; progress; {
		progress = e.capture()
		still := e.waiting[:0]
		for _, i := range e.waiting {
			if !e.advance(i) {
				still = append(still, i)
				continue
			}
			progress = true
			if e.states[i].asked {
				ready = append(ready, e.states[i].question)
			}
		}
		e.waiting = still
	}
	return ready
}

// Put tells the execution what came of a question that Ready returned. Anything
// else is ignored.
func (e *Execution) Put(x exchange.Exchange) {
	i, ok := e.at[x.Probe]
	if !ok || !e.states[i].asked || e.states[i].Settled {
		return
	}
	s := &e.states[i]
	s.Settled = true
	s.Exchange, s.Unreliable = &x, Unreliable(&x)
	if x.Response != nil {
		s.Answer = &match.Answer{
			Place:    PlaceOf(e.contract, s.question, e.bindings),
			Version:  versionOf(s.question, e.bindings),
			Exchange: &x,
			Response: x.Response,
		}
		s.Answer.Like = e.like(s.Answer)
	}
}

// like returns an answer whose body is the same piece of memory; nil if there is none.
func (e *Execution) like(a *match.Answer) *match.Answer {
	body := a.Response.Body
	if len(body) == 0 {
		return nil
	}
	first, ok := e.bodies[&body[0]]
	if !ok {
		e.bodies[&body[0]] = a
		return nil
	}
	if len(first.Response.Body) != len(body) {
		return nil
	}
	return first
}

// Bindings returns what the symbols were bound to, in the order in which they
// were.
func (e *Execution) Bindings() []exchange.Binding {
	return slices.Clone(e.origins)
}

// Result returns what has come of a probe, and whether the plan has it.
func (e *Execution) Result(p exchange.Probe) (Result, bool) {
	i, ok := e.at[p]
	if !ok {
		return Result{}, false
	}
	return e.states[i].Result, true
}

// Results goes through what has come of each step, in the order of the plan.
func (e *Execution) Results() iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for _, s := range e.states {
			if !yield(s.Result) {
				return
			}
		}
	}
}

// Bound returns what a symbol was bound to, or why it was not.
func (e *Execution) Bound(symbol string) (string, Unasked) {
	return e.bindings[symbol], e.missing[symbol]
}

// Values returns what the symbols are bound to by now. It is not a copy.
func (e *Execution) Values() exchange.Bindings { return e.bindings }

// Plan returns the plan that is walked.
func (e *Execution) Plan() *Plan { return e.plan }
