package selftest

import (
	"context"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/runner/verdict"
)

// Demonstrate plays a fault in front of the reference cloud, and returns the verdict on
// what its requirement asks there.
func Demonstrate(ctx context.Context, contract *openapi.Contract, fault faults.Fault, suite string) (verdict.Verdict, error) {
	bench, err := reference.NewBench(contract)
	if err != nil {
		return verdict.Verdict{}, err
	}
	recording, _, err := bench.RecordWithFault(ctx, fault)
	if err != nil {
		return verdict.Verdict{}, err
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		return verdict.Verdict{}, err
	}
	return verdict.New(contract, recording, findings, verdict.Options{Suite: suite}), nil
}
