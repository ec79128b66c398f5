package judge

import (
	"fmt"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Judge returns what every claim of the recording's profile finds in it. It is
// total: whatever the recording holds, it returns one finding a claim, in the
// order of the claims. It fails only where there is nothing to judge by: a
// contract whose claims do not load, a profile or a requirement that the
// contract does not have.
func Judge(contract *openapi.Contract, claims []claim.Claim, recording exchange.Recording) ([]Finding, error) {
	evaluator, err := Open(contract, claims, recording)
	if err != nil {
		return nil, err
	}
	findings := make([]Finding, len(evaluator.claims))
	for i, c := range evaluator.claims {
		findings[i] = evaluator.Evaluate(c)
	}
	return findings, nil
}

// Open lays a recording beside the contract: it executes the plan of the
// recording's profile with the recorded answers, and so derives every captured
// binding again.
func Open(contract *openapi.Contract, claims []claim.Claim, recording exchange.Recording) (*Evaluator, error) {
	demanded, _ := contract.Profile(recording.Profile)
	given := plan.Given(recording.Bindings)
	planned, err := cast.Plan(contract, recording.Profile, claims, given)
	if err != nil {
		return nil, err
	}
	e := &Evaluator{
		contract:  contract,
		claims:    claims,
		finder:    cast.Finder{Scope: claim.ScopeOf(demanded)},
		execution: plan.NewExecution(contract, planned, recording.Actors, given),
		position:  make(map[exchange.Probe]int, len(recording.Exchanges)),
	}
	for i, x := range recording.Exchanges {
		e.position[x.Probe] = i
	}
	for {
		ready := e.execution.Ready()
		if len(ready) == 0 {
			return e, nil
		}
		for _, q := range ready {
			e.execution.Put(e.recorded(recording, q))
		}
	}
}

// recorded returns what the recording holds for a question: its last exchange,
// or a failure that says why there is none.
func (e *Evaluator) recorded(recording exchange.Recording, q exchange.Question) exchange.Exchange {
	i, ok := e.position[q.Probe]
	if !ok {
		return exchange.Exchange{Probe: q.Probe, Failure: &exchange.Failure{
			Kind: exchange.Stopped,
			Text: fmt.Sprintf("it is not in the recording (the run was %s)", recording.Ending),
		}}
	}
	x := recording.Exchanges[i]
	// The probe says what should have been asked. An exchange about anything
	// else is no evidence for it.
	if want := recording.Target.URL + q.Path; x.Request.URL != want || x.Request.Method != q.Method {
		return exchange.Exchange{Probe: q.Probe, Failure: &exchange.Failure{
			Kind: exchange.Malformed,
			Text: fmt.Sprintf("the recording holds %s %s in the place of %s %s", x.Request.Method, x.Request.URL, q.Method, want),
		}}
	}
	return x
}
