package evidence

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// checkQuestions holds what was sent against the probes, and what their symbols are
// bound to.
func checkQuestions(altered *exchange.Altered, r exchange.Recording) {
	bound := exchange.Bindings{}
	for actor, id := range r.Actors {
		if id.User != "" {
			bound[claim.UserOf(actor)] = id.User
		}
	}
	for _, b := range r.Bindings {
		if _, found := bound[b.Symbol]; !found {
			bound[b.Symbol] = b.Value
		}
	}
	for i, x := range r.Exchanges {
		q, err := x.Probe.Ask(bound)
		if err != nil {
			altered.Add("exchange %d cannot have been asked: %v", i, err)
			continue
		}
		if what := sentOtherwise(r.Target.URL, q, x.Request); what != "" {
			altered.Add("exchange %d (%s) %s", i, x.Probe, what)
		}
	}
}

// sentOtherwise says in what a request is not the question; empty: in nothing.
func sentOtherwise(target string, q exchange.Question, sent exchange.Request) string {
	switch {
	case sent.Method != q.Method:
		return fmt.Sprintf("was sent by %s", sent.Method)
	case sent.URL != target+q.Path:
		return fmt.Sprintf("was sent to %s, and its probe, the bindings and the target say %s", sent.URL, target+q.Path)
	case sent.Body != q.Body:
		return "was sent with another body than its probe and the bindings say"
	}
	return ""
}

// checkOrder goes through the plan once more, as the run did: each question must be
// ready when its answer came, and none may be left where the run came to its end.
func checkOrder(altered *exchange.Altered, contract *openapi.Contract, r exchange.Recording) error {
	claims, err := suites.Demanded(contract, r.Selection())
	if err != nil {
		return fmt.Errorf("the contract %s has nothing to judge it by: %w", contract.ID(), err)
	}
	given := plan.Given(r.Bindings)
	planned, err := cast.Plan(contract, r.Profile, claims, given)
	if err != nil {
		return fmt.Errorf("the plan does not build: %w", err)
	}
	if planned.Digest() != r.Plan {
		if isExact(r.Suite) {
			altered.Add("it was asked by another plan than that of its profile")
		}
		return nil
	}
	last := map[exchange.Probe]int{}
	for i, x := range r.Exchanges {
		last[x.Probe] = i
	}
	if r.Challenge != "" {
		planned = planned.Ordered(r.Challenge.Rank)
	}
	execution := plan.NewExecution(contract, planned, r.Actors, given)
	ready := map[exchange.Probe]bool{}
	var turns []exchange.Question
	next := func() {
		questions := execution.Ready()
		turns = append(turns, questions...)
		for _, q := range questions {
			ready[q.Probe] = true
		}
	}
	next()
	for i, x := range r.Exchanges {
		if !ready[x.Probe] {
			altered.Add("exchange %d (%s) was asked before what it depends on was answered, or without a reason", i, x.Probe)
			continue
		}
		if last[x.Probe] != i {
			continue // it was put off
		}
		delete(ready, x.Probe)
		execution.Put(x)
		next()
	}
	if r.Ending != exchange.Complete {
		return nil // what was not asked then, nobody knows
	}
	if len(ready) > 0 {
		altered.Add("the run came to its end, and %d of its questions are not there, such as %s", len(ready), first(ready))
	}
	compareBindings(altered, r.Bindings, execution.Bindings())
	if r.Challenge != "" {
		checkSent(altered, r, turns)
	}
	return nil
}

// isExact reports that a version names one build, and so one plan: one that was built
// from changed files has the version of others, too.
func isExact(suite string) bool { return suite != "devel" && !strings.Contains(suite, "dirty") }

// first returns the first of some questions, in the order of their texts.
func first(ready map[exchange.Probe]bool) string {
	name := ""
	for probe := range ready {
		if text := probe.String(); name == "" || text < name {
			name = text
		}
	}
	return name
}

// compareBindings holds what symbols are said to stand for against what the answers
// make of them.
func compareBindings(altered *exchange.Altered, said, found []exchange.Binding) {
	values := map[string]string{}
	for _, b := range found {
		values[b.Symbol] = b.Value
	}
	for _, b := range said {
		value, ok := values[b.Symbol]
		delete(values, b.Symbol)
		if !ok || value != b.Value {
			altered.Add("{%s} is bound to %s, and the answers make it %q", b.Symbol, b.Value, value)
		}
	}
	if len(values) > 0 {
		altered.Add("%d symbols that the answers bind are not bound", len(values))
	}
}
