// Package signals ends a command when the user or the system asks for it.
package signals

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// Context returns a context that the first SIGINT or SIGTERM cancels; a
// second one ends the process at once. caught returns the exit code that such
// a signal stands for, 0 if there was none. stop releases the signals.
func Context(parent context.Context) (ctx context.Context, caught func() int, stop func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	var number atomic.Int32
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			if n, ok := s.(syscall.Signal); ok {
				number.Store(int32(n))
			}
			cancel()
		case <-ctx.Done():
		}
	}()
	caught = func() int {
		if n := number.Load(); n != 0 {
			return 128 + int(n)
		}
		return 0
	}
	stop = func() {
		signal.Stop(signals)
		cancel()
	}
	return ctx, caught, stop
}
