package reference

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// shortly is how long a reference cloud that is busy is left alone: nobody else asks it.
const shortly = 10 * time.Millisecond

// A Bench records reference clouds and judges the recordings, all by one contract.
// It makes the claims once: that takes longer than to ask about a single requirement.
// It is safe for concurrent use.
type Bench struct {
	contract *openapi.Contract
	profile  string
	covering exchange.Covering
	claims   []claim.Claim
}

// NewBench returns the bench of a contract for its profile full. It fails where
// suites.Demanded does.
func NewBench(contract *openapi.Contract) (*Bench, error) { return NewBenchOf(contract, "full") }

// NewBenchOf returns the same for another profile.
func NewBenchOf(contract *openapi.Contract, profile string) (*Bench, error) {
	return newBench(contract, profile, exchange.Covering{})
}

// NewSparingBench returns the bench of the profile full with fewer questions that cover
// the factors: each value of each factor is in some.
func NewSparingBench(contract *openapi.Contract) (*Bench, error) {
	return newBench(contract, "full", exchange.Covering{Strength: 1})
}

func newBench(contract *openapi.Contract, profile string, covering exchange.Covering) (*Bench, error) {
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: profile, Covering: covering})
	if err != nil {
		return nil, err
	}
	return &Bench{contract, profile, covering, claims}, nil
}

// Record asks the reference cloud what the profile demands, narrowed to the given
// requirements if there are any.
func (b *Bench) Record(ctx context.Context, only ...string) (exchange.Recording, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, err
	}
	return b.RecordHandler(ctx, reference, reference.Users(), only...)
}

// RecordWithFault asks a reference cloud with a fault what the fault's requirement
// demands, or the whole profile where it takes that. It returns how often the fault
// changed an answer, too.
func (b *Bench) RecordWithFault(ctx context.Context, fault faults.Fault) (exchange.Recording, int, error) {
	if fault.Whole {
		return b.RecordWhole(ctx, fault)
	}
	return b.recordWithFault(ctx, fault, fault.Requirement)
}

// RecordWhole asks a reference cloud with a fault what the whole profile demands.
func (b *Bench) RecordWhole(ctx context.Context, fault faults.Fault) (exchange.Recording, int, error) {
	return b.recordWithFault(ctx, fault)
}

func (b *Bench) recordWithFault(ctx context.Context, fault faults.Fault, only ...string) (exchange.Recording, int, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, 0, err
	}
	faulty := fault.Wrap(reference)
	recording, err := b.RecordHandler(ctx, faulty, reference.Users(), only...)
	return recording, faulty.Triggered(), err
}

// RecordWithFaults asks a reference cloud with several faults at once what the whole
// profile demands. What the first does, the next may change again.
func (b *Bench) RecordWithFaults(ctx context.Context, list ...faults.Fault) (exchange.Recording, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, err
	}
	var handler http.Handler = reference
	for _, f := range list {
		handler = f.Wrap(handler)
	}
	return b.RecordHandler(ctx, handler, reference.Users())
}

// RecordWithDialects asks a reference cloud that has some dialects what the whole
// profile demands. What takes its time is hurried. A fault, if there is one, is between
// the cloud and what stands in front of it.
func (b *Bench) RecordWithDialects(ctx context.Context, set dialects.Set, fault ...faults.Fault) (exchange.Recording, error) {
	options := set.Options(cloud.Options{})
	reference, err := cloud.New(options)
	if err != nil {
		return exchange.Recording{}, err
	}
	var handler http.Handler = reference
	for _, f := range fault {
		handler = f.Wrap(handler)
	}
	front, err := set.Front(handler, dialects.Tempo{Hurried: true})
	if err != nil {
		return exchange.Recording{}, err
	}
	c, err := connect.ServeFront(front, reference.ComputePath(), reference.Users())
	if err != nil {
		return exchange.Recording{}, err
	}
	return b.record(ctx, c)
}

// RecordHandler asks a handler that answers as the reference cloud does and knows
// its users; the rest is as for Record. It asks over loopback connections, as a
// run does, since some faults only show on the wire.
func (b *Bench) RecordHandler(ctx context.Context, handler http.Handler, users []cloud.User, only ...string) (exchange.Recording, error) {
	c, err := connect.Serve(handler, users)
	if err != nil {
		return exchange.Recording{}, err
	}
	return b.record(ctx, c, only...)
}

// record asks what a connection leads to, and closes that.
func (b *Bench) record(ctx context.Context, c *connect.Connection, only ...string) (recording exchange.Recording, err error) {
	defer func() {
		if closing := c.Close(); err == nil && closing != nil {
			err = fmt.Errorf("the reference cloud does not close: %w", closing)
		}
	}()
	claims, err := b.demanded(only)
	if err != nil {
		return exchange.Recording{}, err
	}
	options := record.Options{Suite: "reference", Profile: b.profile, Only: only, Covering: b.covering, Claims: claims}
	return record.Record(ctx, b.contract, c, options, play.Player{FirstWait: shortly})
}

// Open lays one of the bench's recordings beside the contract. Of another recording
// nothing can be said: see suites.Open.
func (b *Bench) Open(recording exchange.Recording) (*judge.Evaluator, error) {
	claims, err := b.demanded(recording.Only)
	if err != nil {
		return nil, err
	}
	return judge.Open(b.contract, claims, recording)
}

// Judge returns what every claim finds in one of the bench's recordings.
func (b *Bench) Judge(recording exchange.Recording) ([]judge.Finding, error) {
	trial, err := b.Open(recording)
	if err != nil {
		return nil, err
	}
	return trial.Findings(), nil
}

// demanded returns the claims about some requirements, about all where none is given.
func (b *Bench) demanded(only []string) ([]claim.Claim, error) {
	if len(only) == 0 {
		return b.claims, nil
	}
	for _, id := range only {
		if !slices.ContainsFunc(b.claims, func(c claim.Claim) bool { return c.Requirement.ID == id }) {
			return nil, fmt.Errorf("profile %s does not demand a requirement %q", b.profile, id)
		}
	}
	return claim.Select(b.claims, only), nil
}
