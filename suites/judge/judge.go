package judge

import (
	"fmt"
	"sync"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// Judge returns what every claim of the recording's profile finds in it. It is
// total: whatever the recording holds, it returns what Evaluate finds of each
// claim, in the order of the claims. It fails only where there is nothing to judge by: a
// contract whose claims do not load, a profile or a requirement that the
// contract does not have.
func Judge(contract *openapi.Contract, claims []claim.Claim, recording exchange.Recording) ([]Finding, error) {
	evaluator, err := Open(contract, claims, recording)
	if err != nil {
		return nil, err
	}
	return evaluator.Findings(), nil
}

// Findings returns what Evaluate finds of each claim, in the order of the claims.
func (e *Evaluator) Findings() []Finding {
	findings := make([]Finding, 0, len(e.claims))
	for _, c := range e.claims {
		findings = append(findings, e.Evaluate(c)...)
	}
	return findings
}

// Open lays a recording beside the contract: it executes the plan of the
// recording's profile with the recorded answers, and so derives every captured
// binding again.
func Open(contract *openapi.Contract, claims []claim.Claim, recording exchange.Recording) (*Evaluator, error) {
	demanded, _ := contract.Profile(recording.Profile)
	scope := claim.ScopeOf(demanded).Covered(recording.Covering)
	scope.Microversions, scope.Editions = claim.MicroversionsOf(contract), contract.Boundaries()
	given := plan.Given(recording.Bindings)
	planned, err := cast.Plan(contract, recording.Profile, claims, given)
	if err != nil {
		return nil, err
	}
	e := &Evaluator{
		contract:  contract,
		claims:    claims,
		finder:    cast.Finder{Scope: scope},
		execution: plan.NewExecution(contract, planned, recording.Actors, given),
		asks:      asked(claims),
		actors:    recording.Actors,
		target:    recording.Target.URL,
		position:  make(map[exchange.Probe]int, len(recording.Exchanges)),
	}
	for i, x := range recording.Exchanges {
		e.position[x.Probe] = i
	}
	for {
		ready := e.execution.Ready()
		if len(ready) == 0 {
			break
		}
		for _, q := range ready {
			e.execution.Put(e.recorded(recording, q))
		}
	}
	e.heardAll = everything(e.execution)
	e.records = sync.OnceValue(func() *match.Records { return match.NewRecords(e.heardAll) })
	e.policies = sync.OnceValue(func() map[asker]string { return policies(e.heardAll) })
	return e, nil
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
