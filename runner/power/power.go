// Package power says which of the faults a profile reports: how much a run of few
// questions tells beside one of many.
package power

import (
	"context"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Reporting is a claim that reports a fault, told by the questions that it takes.
type Reporting struct {
	Requirement string
	Asks        []exchange.Probe // one, where the claim is about every answer
}

// Measure puts each fault in front of the reference cloud, asks what a profile asks,
// and returns the claims that report it, fault by fault. It fails for a profile that
// the contract does not have, and where ctx ends.
func Measure(ctx context.Context, contract *openapi.Contract, profile string, list []faults.Fault) ([][]Reporting, error) {
	bench, err := reference.NewBenchOf(contract, profile)
	if err != nil {
		return nil, err
	}
	reporting := make([][]Reporting, len(list))
	err = reference.ForEach(ctx, len(list), func(i int) error {
		recording, _, err := bench.RecordWhole(ctx, list[i])
		if err != nil {
			return err
		}
		trial, err := bench.Open(recording)
		if err != nil {
			return err
		}
		reporting[i] = reported(trial)
		return nil
	})
	return reporting, err
}

// reported returns the claims that are violated.
func reported(trial *judge.Evaluator) []Reporting {
	var all []Reporting
	for _, c := range trial.Claims() {
		for _, f := range trial.Evaluate(c) {
			if f.Outcome != claim.Violated {
				continue
			}
			asks := c.Asks
			if c.Every != nil {
				asks = []exchange.Probe{f.Probe}
			}
			all = append(all, Reporting{f.Requirement, asks})
		}
	}
	return all
}
