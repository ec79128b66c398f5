// Package rehearse records the reference cloud, whole or broken in one way, so
// that osact can show what it would report.
package rehearse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites/exchange"
)

// Reference plays the profile full, narrowed to the given requirements if there
// are any, against the reference cloud, within this process and over the
// loopback interface.
func Reference(ctx context.Context, contract *openapi.Contract, only ...string) (exchange.Recording, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, err
	}
	return Play(ctx, contract, reference, reference.Users(), only...)
}

// Broken plays what the requirement of a fault demands against a reference cloud
// with that fault, and returns how often the fault was met.
func Broken(ctx context.Context, contract *openapi.Contract, fault faults.Fault) (exchange.Recording, int, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return exchange.Recording{}, 0, err
	}
	faulty := fault.Wrap(reference)
	recording, err := Play(ctx, contract, faulty, reference.Users(), fault.Requirement)
	return recording, faulty.Triggered(), err
}

// firstPause is the one before a question is asked again that waits for an action
// to end: the reference cloud needs no time.
const firstPause = time.Microsecond

// Play plays the profile full, narrowed as Reference is, against a handler that
// answers as the reference cloud does and knows its users: over connections, as a
// run does, since some faults only show on the wire.
func Play(ctx context.Context, contract *openapi.Contract, handler http.Handler, users []cloud.User, only ...string) (exchange.Recording, error) {
	c, err := connect.Serve(handler, users)
	if err != nil {
		return exchange.Recording{}, err
	}
	order := record.Order{Suite: "rehearsal", Profile: "full", Only: only}
	recording, err := record.Record(ctx, contract, c, order, play.Player{Pause: firstPause})
	if closing := c.Close(); err == nil && closing != nil {
		err = fmt.Errorf("the reference cloud does not close: %w", closing)
	}
	return recording, err
}

// atOnce is how many rehearsals take place at the same time: some wait for an
// action to end.
const atOnce = 16

// Each rehearses n times, a fixed number of them at a time, and returns every
// error. It fails where ctx ends first, since what is cut short shows too little.
func Each(ctx context.Context, n int, rehearse func(i int) error) error {
	wrong := make([]error, n)
	next := make(chan int)
	var group sync.WaitGroup
	for range atOnce {
		group.Go(func() {
			for i := range next {
				if wrong[i] = ctx.Err(); wrong[i] == nil {
					wrong[i] = rehearse(i)
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
	return errors.Join(wrong...)
}
