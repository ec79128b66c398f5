package coverage

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// faultsOf returns the faults of some requirements, all where none is given.
func faultsOf(only []string) []faults.Fault {
	all := faults.All()
	if len(only) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(f faults.Fault) bool { return !slices.Contains(only, f.Requirement) })
}

// A Proof collects, for each item of the contract, the faults of which a violation is
// reported there. It is safe for concurrent use.
type Proof struct {
	contract *openapi.Contract
	usual    *judge.Evaluator

	mu sync.Mutex
	by map[openapi.Item]map[string]bool // names of faults
}

// NewProof returns a proof without faults. usual is the recording of the reference
// cloud without a fault: what an answer was about is taken from there, since a fault
// may change its status.
func NewProof(contract *openapi.Contract, usual *judge.Evaluator) *Proof {
	return &Proof{contract: contract, usual: usual, by: map[openapi.Item]map[string]bool{}}
}

// Add takes what was found in a recording of the reference cloud with a fault.
func (p *Proof) Add(fault faults.Fault, findings []judge.Finding) {
	items := map[openapi.Item]bool{}
	var reported []exchange.Probe
	for _, f := range findings {
		before := p.usual.Answer(f.Probe)
		if f.Outcome != claim.Violated || before == nil {
			continue
		}
		reported = append(reported, f.Probe)
		for _, v := range f.Violations {
			if item, ok := p.contract.ItemAt(before.Place, before.Response.Status, v.At); ok {
				items[item] = true
			}
		}
	}
	for _, item := range given(p.contract, p.usual, reported) {
		items[item] = true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for item := range items {
		if p.by[item] == nil {
			p.by[item] = map[string]bool{}
		}
		p.by[item][fault.Name] = true
	}
}

// names returns those of some faults that prove an item, in their order.
func (p *Proof) names(item openapi.Item, all []faults.Fault) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var names []string
	for _, f := range all {
		if p.by[item][f.Name] {
			names = append(names, f.Name)
		}
	}
	return names
}

// prove plays faults, each with its own requirement alone.
func prove(ctx context.Context, contract *openapi.Contract, all []faults.Fault, progress func(done, total int)) (*Proof, error) {
	bench, err := reference.NewBench(contract)
	if err != nil {
		return nil, err
	}
	recording, err := bench.Record(ctx)
	if err != nil {
		return nil, err
	}
	usual, err := bench.Open(recording)
	if err != nil {
		return nil, err
	}
	proof := NewProof(contract, usual)
	var done atomic.Int64
	return proof, reference.ForEach(ctx, len(all), func(i int) error {
		recording, _, err := bench.RecordWithFault(ctx, all[i])
		if err != nil {
			return err
		}
		findings, err := bench.Judge(recording)
		if err != nil {
			return err
		}
		proof.Add(all[i], findings)
		progress(int(done.Add(1)), len(all))
		return nil
	})
}

// given returns the parameters that every one of the questions gave: a fault
// that is reported there and nowhere else depends on them. Those of the path
// are given by every question.
func given(contract *openapi.Contract, usual *judge.Evaluator, probes []exchange.Probe) []openapi.Item {
	asked, gave := map[string]int{}, map[openapi.Item]int{}
	for _, probe := range probes {
		a := usual.Answer(probe)
		operation := contract.Operation(a.Place)
		asked[operation]++
		for _, p := range contract.Parameters(a.Place) {
			if uses(a.Exchange, p) {
				gave[p.Item(operation)]++
			}
		}
	}
	var items []openapi.Item
	for item, n := range gave {
		if n == asked[item.Operation] {
			items = append(items, item)
		}
	}
	return items
}

// equalHeader compares names of headers.
func equalHeader(a, b string) bool { return http.CanonicalHeaderKey(a) == http.CanonicalHeaderKey(b) }
