// Package reference records the reference cloud within this process, as it is or
// with a fault.
package reference

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites/exchange"
)

// Record asks the reference cloud what the profile full demands, narrowed to the
// given requirements if there are any.
func Record(ctx context.Context, contract *openapi.Contract, only ...string) (exchange.Recording, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, err
	}
	return RecordHandler(ctx, contract, reference, reference.Users(), only...)
}

// RecordWithFault asks a reference cloud with a fault what the fault's requirement
// demands, or the whole profile where it takes that. It returns how often the fault
// changed an answer, too.
func RecordWithFault(ctx context.Context, contract *openapi.Contract, fault faults.Fault) (exchange.Recording, int, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, 0, err
	}
	faulty := fault.Wrap(reference)
	only := []string{fault.Requirement}
	if fault.Whole {
		only = nil
	}
	recording, err := RecordHandler(ctx, contract, faulty, reference.Users(), only...)
	return recording, faulty.Triggered(), err
}

// RecordHandler asks a handler that answers as the reference cloud does and knows
// its users; the rest is as for Record. It asks over loopback connections, as a
// run does, since some faults only show on the wire.
func RecordHandler(ctx context.Context, contract *openapi.Contract, handler http.Handler, users []cloud.User, only ...string) (exchange.Recording, error) {
	c, err := connect.Serve(handler, users)
	if err != nil {
		return exchange.Recording{}, err
	}
	options := record.Options{Suite: "reference", Profile: "full", Only: only}
	recording, err := record.Record(ctx, contract, c, options, play.Player{})
	if closing := c.Close(); err == nil && closing != nil {
		err = fmt.Errorf("the reference cloud does not close: %w", closing)
	}
	return recording, err
}

// atOnce is how many recordings are made at the same time: some wait for an action
// to end.
const atOnce = 16

// ForEach calls record n times, a fixed number of them at a time, and returns every
// error. It fails where ctx ends first: a recording that is cut short shows too
// little.
func ForEach(ctx context.Context, n int, record func(i int) error) error {
	failed := make([]error, n)
	next := make(chan int)
	var group sync.WaitGroup
	for range atOnce {
		group.Go(func() {
			for i := range next {
				if failed[i] = ctx.Err(); failed[i] == nil {
					failed[i] = record(i)
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(failed...)
}
