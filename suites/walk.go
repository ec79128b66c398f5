package suites

import (
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Walk goes through a plan: it says which questions can be asked by now, and
// learns from the answers what its symbols stand for. The player drives it
// with what the target answers, the judge with what a recording holds; both
// thus come to the same bindings.
//
// A walk is used from one goroutine.
type Walk struct {
	contract *openapi.Contract
	editions map[openapi.Edition]bool // that the contract describes
	plan     *Plan
	actors   map[exchange.Actor]exchange.Identity
	bindings exchange.Bindings
	origins  []exchange.Binding
	missing  map[string]Unasked // symbols that will never be bound
	captured []bool             // by position in plan.Captures
	states   []state            // by position in plan.Steps
	waits    []waits            // by position in plan.Steps
	at       map[exchange.Probe]int
}

// waits is what a step waits for.
type waits struct {
	steps   []int // positions in plan.Steps
	symbols []string
}

// Result is what has come of a step.
type Result struct {
	Exchange *exchange.Exchange // nil if it was not asked
	Answer   *match.Answer      // nil if no answer came
	Unasked  Unasked            // why it was not asked
	Settled  bool               // nothing more will come of it
}

// state is how far a step has come.
type state struct {
	Result
	question exchange.Question
	asked    bool
}

// waits reports that a step has neither been asked nor given up.
func (s state) waits() bool { return !s.asked && !s.Settled }

// capturedFrom begins the origin of a captured binding.
const capturedFrom = "captured: "

// NewWalk returns a walk at its beginning. Given bindings come from flags and
// from the actors' identities; they keep discovery from looking for the same.
func NewWalk(contract *openapi.Contract, plan *Plan, actors map[exchange.Actor]exchange.Identity, given []exchange.Binding) *Walk {
	w := &Walk{
		contract: contract,
		editions: map[openapi.Edition]bool{},
		plan:     plan,
		actors:   actors,
		bindings: exchange.Bindings{},
		missing:  map[string]Unasked{},
		captured: make([]bool, len(plan.Captures)),
		states:   make([]state, len(plan.Steps)),
		at:       make(map[exchange.Probe]int, len(plan.Steps)),
	}
	for _, e := range contract.Editions() {
		w.editions[e] = true
	}
	for i, s := range plan.Steps {
		w.at[s.Probe] = i
	}
	for _, s := range plan.Steps {
		needed := waits{symbols: slices.Concat(s.Needs, s.Probe.Symbols())}
		for _, before := range s.After {
			if at, ok := w.at[before]; ok {
				needed.steps = append(needed.steps, at)
			}
		}
		w.waits = append(w.waits, needed)
	}
	for actor, identity := range actors {
		if identity.User != "" { // where that comes from is told beside it
			w.bindings[userOf(actor)] = identity.User
		}
	}
	for _, b := range given {
		w.bindOne(b.Symbol, b.Value, b.Origin)
	}
	return w
}

// Ready returns the questions that can be asked now and could not before, in
// the order of the plan.
func (w *Walk) Ready() []exchange.Question {
	var ready []exchange.Question
	for progress := true; progress; {
		progress = w.capture()
		for i := range w.states {
			if w.states[i].waits() && w.advance(i) {
				progress = true
				if w.states[i].asked {
					ready = append(ready, w.states[i].question)
				}
			}
		}
	}
	return ready
}

// Put tells the walk what came of a question that Ready returned. Anything
// else is ignored.
func (w *Walk) Put(x exchange.Exchange) {
	i, ok := w.at[x.Probe]
	if !ok || !w.states[i].asked || w.states[i].Settled {
		return
	}
	s := &w.states[i]
	s.Settled = true
	s.Exchange = &x
	if x.Response != nil {
		s.Answer = &match.Answer{
			Place:    placeOf(w.contract, s.question, w.bindings),
			Version:  versionOf(s.question, w.bindings),
			Exchange: &x,
			Response: x.Response,
		}
	}
}

// Bindings returns what the symbols were bound to, in the order in which they
// were.
func (w *Walk) Bindings() []exchange.Binding {
	return slices.Clone(w.origins)
}

// Result returns what has come of a probe, and whether the plan has it.
func (w *Walk) Result(p exchange.Probe) (Result, bool) {
	i, ok := w.at[p]
	if !ok {
		return Result{}, false
	}
	return w.states[i].Result, true
}

// Results goes through what has come of each step, in the order of the plan.
func (w *Walk) Results() iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for _, s := range w.states {
			if !yield(s.Result) {
				return
			}
		}
	}
}

// Bound returns what a symbol was bound to, or why it was not.
func (w *Walk) Bound(symbol string) (string, Unasked) {
	return w.bindings[symbol], w.missing[symbol]
}

// Values returns what the symbols are bound to by now. It is not a copy.
func (w *Walk) Values() exchange.Bindings { return w.bindings }

// Plan returns the plan that is walked.
func (w *Walk) Plan() *Plan { return w.plan }

// advance asks or settles a waiting step if it can, and reports whether it did.
func (w *Walk) advance(i int) bool {
	step, s := w.plan.Steps[i], &w.states[i]
	if _, ok := w.actors[step.Probe.As]; !ok && step.Probe.As.HasAccount() {
		return w.giveUp(i, Unasked{
			Outcome: Untested,
			Reason:  fmt.Sprintf("nobody plays %s: give --as %s=CLOUD, or its token in %s", step.Probe.As, step.Probe.As, TokenVariable(step.Probe.As)),
		})
	}
	for _, before := range w.waits[i].steps {
		if !w.states[before].Settled {
			return false
		}
	}
	if why, told := w.told(step); told {
		return w.giveUp(i, why)
	}
	bound := true
	for _, symbol := range w.waits[i].symbols {
		if why, ok := w.missing[symbol]; ok {
			return w.giveUp(i, why)
		}
		if _, ok := w.bindings[symbol]; !ok {
			bound = false
		}
	}
	if !bound {
		return false
	}
	if why, ok := w.notOffered(step.Probe); ok {
		return w.giveUp(i, why)
	}
	q, err := step.Probe.Ask(w.bindings)
	if err != nil {
		return w.giveUp(i, Unasked{Outcome: Untested, Reason: err.Error()})
	}
	if step.Until != nil {
		q.Looks = step.Probe.Nth
	}
	s.question, s.asked = q, true
	return true
}

// told reports that a question need not be asked again: the last answer tells
// what it is for, or there was none.
func (w *Walk) told(step Step) (Unasked, bool) {
	if step.Until == nil {
		return Unasked{}, false
	}
	before := step.Probe
	before.Nth--
	last := w.states[w.at[before]]
	switch {
	case last.Exchange == nil:
		return last.Unasked, true
	case last.Answer == nil:
		return unheard(last.Exchange, fmt.Sprintf("%s: %s", before, unreliable(last.Exchange))), true
	case step.Until(last.Answer):
		return Unasked{Outcome: NotApplicable, Reason: "the answer before has told it", Told: true}, true
	}
	return Unasked{}, false
}

func (w *Walk) giveUp(i int, why Unasked) bool {
	w.states[i].Settled, w.states[i].Unasked = true, why
	return true
}

// notOffered reports that a probe names a microversion which the contract
// knows and the target does not offer. What the contract does not know, or
// what a symbol stands for, is asked on purpose.
func (w *Walk) notOffered(p exchange.Probe) (Unasked, bool) {
	version, err := openapi.ParseVersion(p.NamedVersion())
	if err != nil || isLegacy(p) || !w.editions[openapi.At(version)] {
		return Unasked{}, false
	}
	oldest, err1 := openapi.ParseVersion(w.bindings[targetOldest])
	maximum, err2 := openapi.ParseVersion(w.bindings[targetMaximum])
	if err1 != nil || err2 != nil || version.Compare(oldest) >= 0 && version.Compare(maximum) <= 0 {
		return Unasked{}, false
	}
	return Unasked{
		Outcome:  NotApplicable,
		Reason:   fmt.Sprintf("the target offers %s to %s, not %s", oldest, maximum, version),
		Evidence: []exchange.Probe{versionsProbe()},
	}, true
}

// capture evaluates the captures whose probes are settled, and reports
// whether there was one.
func (w *Walk) capture() bool {
	progress := false
	for i, c := range w.plan.Captures {
		if w.captured[i] || !w.allSettled(c.From) {
			continue
		}
		w.captured[i], progress = true, true
		answers := make([]*match.Answer, len(c.From))
		for j, probe := range c.From {
			answers[j] = w.states[w.at[probe]].Answer
		}
		for j, value := range c.Pick(answers) {
			if value == "" {
				w.lack(c.Binds[j], c)
				continue
			}
			w.bindOne(c.Binds[j], value, capturedFrom+c.From[0].String())
		}
	}
	return progress
}

func (w *Walk) allSettled(probes []exchange.Probe) bool {
	for _, p := range probes {
		if !w.states[w.at[p]].Settled {
			return false
		}
	}
	return true
}

// bindOne binds a symbol; the first value stays.
func (w *Walk) bindOne(symbol, value, origin string) {
	if _, ok := w.bindings[symbol]; ok {
		return
	}
	w.bindings[symbol] = value
	w.origins = append(w.origins, exchange.Binding{Symbol: symbol, Value: value, Origin: origin})
}

// lack notes that a symbol will not be bound, and why: what the capture says
// where its probes were answered, else what became of them.
func (w *Walk) lack(symbol string, c Capture) {
	if _, ok := w.bindings[symbol]; ok {
		return
	}
	w.missing[symbol] = w.whyMissing(c)
}

func (w *Walk) whyMissing(c Capture) Unasked {
	if len(c.From) == 0 {
		return c.Missing
	}
	first := w.states[w.at[c.From[0]]]
	for _, probe := range c.From {
		if x := w.states[w.at[probe]].Exchange; x != nil && x.Failure != nil && x.Failure.Kind == exchange.Stopped {
			return unheard(x, fmt.Sprintf("%s: %s", probe, unreliable(x)))
		}
	}
	switch {
	case first.Exchange == nil && first.Unasked.Outcome != NotApplicable:
		return first.Unasked
	case first.Exchange == nil: // there was nothing to look at
		return c.Missing
	}
	if c.Refused != nil && first.Answer != nil {
		if why, ok := c.Refused(first.Answer); ok {
			return why
		}
	}
	switch {
	case unreliable(first.Exchange) != "":
		return unheard(first.Exchange, fmt.Sprintf("%s: %s", c.From[0], unreliable(first.Exchange)))
	case first.Answer.Response.Status >= 400:
		return Unasked{
			Outcome:  Inconclusive,
			Reason:   fmt.Sprintf("%s was answered %d%s", c.From[0], first.Answer.Response.Status, remedy(first.Answer.Response.Status)),
			Evidence: c.From[:1],
		}
	}
	return c.Missing
}

// isPolicys reports that an answer is the refusal of the target's policy.
func isPolicys(a *match.Answer) bool {
	return a.Response.Status == http.StatusForbidden && objectOf(a, "forbidden") != nil
}

// remedy says what to do where discovery is refused with a status.
func remedy(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return ": get a new token"
	case http.StatusForbidden:
		return ": get a token for a project, of an account that may list servers, or give --server and --action"
	}
	return ": see to the service, or give --server and --action"
}

// TokenVariable returns the environment variable that holds an actor's token.
func TokenVariable(a exchange.Actor) string {
	return "OSACT_TOKEN_" + strings.ToUpper(string(a))
}
