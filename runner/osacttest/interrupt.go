package osacttest

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// dying is how long the process may take to end by a signal.
const dying = 10 * time.Second

// endIf ends the process by the signal that a run was interrupted by, whose exit
// code it is given, now that the servers are deleted and the files are written: a
// user who interrupts a test wants no other to begin. What is left over is said, since the log of the test is
// lost. 0 is no signal.
func endIf(code int, left error) {
	if code == 0 {
		return
	}
	if left != nil {
		fmt.Fprintf(os.Stderr, "osacttest: %s\n", left)
	}
	self, err := os.FindProcess(os.Getpid())
	if err == nil && self.Signal(syscall.Signal(code-128)) == nil {
		<-time.After(dying) // where that does not end it the test goes on, and fails
	}
}
