// Package selftest shows that this osact would report what it is there to
// report, and nothing else: it judges the reference cloud, which keeps every promise,
// then the same cloud with each fault in turn, and then with dialects, which are
// liberties that a cloud may take.
package selftest

import (
	"cmp"
	"context"
	"fmt"
	"sync"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// Result is what a self-test showed.
type Result struct {
	// Reference is the verdict on the cloud without a fault. It must be
	// conformant, without a warning.
	Reference verdict.Verdict
	Faults    int // how many were put to the test
	// Crossed is how many of them name no requirement.
	Crossed int
	// Missed are those that were not reported, in the order of the faults.
	Missed []Missed
	// Dialects is what clouds showed that are right in another way.
	Dialects Dialects
}

// Missed is a fault that its requirement did not report, or no requirement where it
// names none.
type Missed struct {
	Fault faults.Fault
	Why   string // what became of it instead
}

// Proven reports that all is as it must be.
func (r Result) Proven() bool {
	played := r.Faults + r.Dialects.Single + r.Dialects.Sets
	return r.Reference.Verdict == verdict.Conformant && played > 0 && len(r.Missed) == 0 && len(r.Dialects.Accused) == 0
}

// Run puts osact to the test with the given faults, and tells progress after
// each how many are done. It fails where the reference cloud cannot be recorded, and
// where ctx ends.
func Run(ctx context.Context, contract *openapi.Contract, list []faults.Fault, suite string, progress func(done, total int)) (Result, error) {
	bench, err := reference.NewBench(contract)
	if err != nil {
		return Result{}, err
	}
	recording, err := bench.Record(ctx)
	if err != nil {
		return Result{}, err
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		return Result{}, err
	}
	result := Result{Reference: verdict.New(contract, recording, findings, verdict.Options{Suite: suite}), Faults: len(list)}
	for _, f := range list {
		if f.Requirement == "" {
			result.Crossed++
		}
	}
	why := make([]string, len(list))
	var counting sync.Mutex
	done := 0
	err = reference.ForEach(ctx, len(list), func(i int) (err error) {
		if why[i], err = missed(ctx, bench, list[i]); err != nil {
			return fmt.Errorf("fault %s: %w", list[i].Name, err)
		}
		counting.Lock()
		defer counting.Unlock()
		done++
		progress(done, len(list))
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	for i, f := range list {
		if why[i] != "" {
			result.Missed = append(result.Missed, Missed{f, why[i]})
		}
	}
	return result, nil
}

// missed says what became of a fault that was not reported by the requirement
// that it names; empty where it was.
func missed(ctx context.Context, bench *reference.Bench, fault faults.Fault) (string, error) {
	recording, met, err := bench.RecordWithFault(ctx, fault)
	if err != nil {
		return "", err
	}
	findings, err := bench.Judge(recording)
	if err != nil {
		return "", err
	}
	var came claim.Outcome
	for _, f := range findings {
		if !fault.IsNamed(f.Requirement) {
			continue
		}
		if came = f.Outcome; came == claim.Violated {
			break
		}
	}
	switch {
	case met == 0:
		return "nothing that is asked meets it", nil
	case came != claim.Violated:
		if fault.Requirement == "" {
			return fmt.Sprintf("no requirement is violated, though %d answers are changed", met), nil
		}
		return fmt.Sprintf("%s is %s, want violated", fault.Requirement, cmp.Or(string(came), "not judged")), nil
	}
	return "", nil
}
