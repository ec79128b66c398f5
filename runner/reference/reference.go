// Package reference records the reference cloud within this process, as it is or
// with a fault.
package reference

import (
	"context"
	"errors"
	"runtime"
	"sync"
)

// atOnce is how many recordings are made at the same time: a few more than there are
// processors, since some wait for an action to end. Each more takes memory.
func atOnce() int { return runtime.GOMAXPROCS(0) + 2 }

// ForEach calls record n times, a fixed number of them at a time, and returns every
// error. It fails where ctx ends first: a recording that is cut short shows too
// little.
func ForEach(ctx context.Context, n int, record func(i int) error) error {
	failed := make([]error, n)
	next := make(chan int)
	var group sync.WaitGroup
	for range atOnce() {
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
