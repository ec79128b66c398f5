// Package signals ends a command when the user or the system asks for it.
package signals

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// Context returns a context that the first SIGINT, SIGTERM or SIGHUP cancels; a
// second one ends the process at once. caught returns the exit code that such
// a signal stands for, 0 if there was none. stop releases the signals.
//
// From then on a reader that goes away ends nothing either: what is printed to it is
// lost, and what the command has begun it can still undo, and end with its own code.
func Context(parent context.Context) (ctx context.Context, caught func() int, stop func()) {
	ctx, cancel := context.WithCancel(parent)
	signals, unread := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(signals, ending()...)
	signal.Notify(unread, syscall.SIGPIPE)
	var number atomic.Int32
	go func() {
		select {
		case s := <-signals:
			if s == syscall.SIGHUP {
				// A terminal that closes says so several times: as its own and as the shell's.
				signal.Notify(unread, syscall.SIGHUP)
			}
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
		if number.Load() == int32(syscall.SIGHUP) {
			signal.Reset(syscall.SIGHUP)
		}
		cancel()
	}
	return ctx, caught, stop
}

// ending are the signals that ask a process to end. Whoever starts it with nohup
// wants it to outlive the terminal.
func ending() []os.Signal {
	all := []os.Signal{syscall.SIGINT, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
