package judge

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
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
	other := func(format string, args ...any) exchange.Exchange {
		return exchange.Exchange{Probe: q.Probe, Failure: &exchange.Failure{Kind: exchange.Malformed, Text: fmt.Sprintf("the recording holds "+format, args...)}}
	}
	if want := recording.Target.URL + q.Path; x.Request.URL != want || x.Request.Method != q.Method {
		return other("%s %s in the place of %s %s", x.Request.Method, x.Request.URL, q.Method, want)
	}
	sent := x.Request.Header
	if recording.Challenge.Names(q.Probe) { // by whatever: that is for evidence.Check
		sent = sent.Clone()
		sent.Del(exchange.RequestIDHeader)
	}
	if name, got, want := sentOtherwise(sent, q, recording.Target.URL); name != "" {
		return other("the header %s with %q in the place of %q", name, got, want)
	}
	if x.Request.Body != q.Body {
		return other("the body %.200q in the place of %.200q", x.Request.Body, q.Body)
	}
	return x
}

// sentOtherwise returns a header that a question was not sent with, or that it should
// not have been, by its canonical name; an empty name where there is none.
func sentOtherwise(sent http.Header, q exchange.Question, root string) (name string, got, want []string) {
	has, should := canonical(sent), canonical(q.Recorded())
	if q.Probe.VariedHeader() != "User-Agent" { // which osact it was is of no interest
		delete(has, "User-Agent")
	}
	if at, err := url.Parse(root); err == nil && q.Probe.VariedHeader() != "Host" && slices.Equal(has["Host"], []string{at.Host}) {
		delete(has, "Host")
	}
	for _, name := range slices.Sorted(maps.Keys(should)) {
		if !slices.Equal(has[name], should[name]) {
			return name, has[name], should[name]
		}
		delete(has, name)
	}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		return name, has[name], nil
	}
	return "", nil, nil
}

// canonical returns headers by their canonical names.
func canonical(h http.Header) http.Header {
	out := make(http.Header, len(h))
	for _, name := range slices.Sorted(maps.Keys(h)) {
		key := http.CanonicalHeaderKey(name)
		out[key] = append(out[key], h[name]...)
	}
	return out
}
