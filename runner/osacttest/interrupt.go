package osacttest

import (
	"fmt"
	"os"
	"syscall"
)

// endIf ends the process by the signal that a run was interrupted by, whose exit
// code it is given, now that the servers are deleted: a user who interrupts a test
// wants no other to begin. What is left over is said, since the log of the test is
// lost. 0 is no signal.
func endIf(code int, left error) {
	if code == 0 {
		return
	}
	if left != nil {
		fmt.Fprintf(os.Stderr, "osacttest: %s\n", left)
	}
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Signal(syscall.Signal(code - 128)) // where that does not end it the test goes on, and fails
	}
}
