package coverage

import (
	"context"
	"net/http"
	"slices"

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

// prove plays faults and returns, for each item, the faults of which a
// violation is reported there. A fault is played with its own requirement alone.
func prove(ctx context.Context, contract *openapi.Contract, all []faults.Fault) (map[openapi.Item][]string, error) {
	bench, err := reference.NewBench(contract)
	if err != nil {
		return nil, err
	}
	usual, err := bench.Record(ctx)
	if err != nil {
		return nil, err
	}
	trial, err := bench.Open(usual)
	if err != nil {
		return nil, err
	}
	found := make([]map[openapi.Item]bool, len(all))
	err = reference.ForEach(ctx, len(all), func(i int) (err error) {
		found[i], err = proves(ctx, contract, bench, trial, all[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	proofs := map[openapi.Item][]string{}
	for i, items := range found {
		for item := range items {
			proofs[item] = append(proofs[item], all[i].Name)
		}
	}
	return proofs, nil
}

// proves plays one fault and returns the items at which it is reported. What an
// answer was about is taken from the usual one: a fault may change its status.
func proves(ctx context.Context, contract *openapi.Contract, bench *reference.Bench, usual *judge.Evaluator, fault faults.Fault) (map[openapi.Item]bool, error) {
	recording, _, err := bench.RecordWithFault(ctx, fault)
	if err != nil {
		return nil, err
	}
	trial, err := bench.Open(recording)
	if err != nil {
		return nil, err
	}
	items := map[openapi.Item]bool{}
	var reported []exchange.Probe
	for _, c := range trial.Claims() {
		for _, f := range trial.Evaluate(c) {
			before := usual.Answer(f.Probe)
			if f.Outcome != claim.Violated || before == nil {
				continue
			}
			reported = append(reported, f.Probe)
			for _, v := range f.Violations {
				if item, ok := contract.ItemAt(before.Place, before.Response.Status, v.At); ok {
					items[item] = true
				}
			}
		}
	}
	for _, item := range given(contract, usual, reported) {
		items[item] = true
	}
	return items, nil
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
