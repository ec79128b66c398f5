package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// weighing, as the first argument of the test binary, makes it a scale: see weigh.
const weighing = "weigh"

// weight is what a command took.
type weight struct {
	Wall   time.Duration
	Busy   time.Duration // of processors
	Peak   int64         // memory, in KiB
	Killed bool          // it did not end in time
}

// weigh runs the command that the arguments name, after the file to report the
// weight into, the time it is given, and the largest file, in bytes, that it
// may write (0: any). It returns the command's exit code.
//
// Weighing needs a process in between: at exec, Linux counts the memory of the
// process that forked as the child's own, and a process full of tests is heavy.
func weigh(args []string) int {
	report, command := args[0], args[3:]
	bound, err1 := time.ParseDuration(args[1])
	largest, err2 := strconv.ParseUint(args[2], 10, 64)
	if err := errors.Join(err1, err2); err != nil {
		return fail(err)
	}
	if largest > 0 {
		// A write beyond the limit fails as it does on a full disk, with EFBIG
		// in the place of ENOSPC.
		limit := syscall.Rlimit{Cur: largest, Max: largest}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return fail(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	began := time.Now()
	if err := cmd.Run(); cmd.ProcessState == nil {
		return fail(err)
	}
	w := weight{Wall: time.Since(began), Busy: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), Killed: ctx.Err() != nil}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		w.Peak = usage.Maxrss
	}
	content, err := json.Marshal(w)
	if err == nil {
		err = os.WriteFile(report, content, 0o600)
	}
	if err != nil {
		return fail(err)
	}
	return cmd.ProcessState.ExitCode()
}

// fail returns an exit code that osact does not have.
func fail(err error) int {
	fmt.Fprintln(os.Stderr, "weigh:", err)
	return 99
}

// weighed runs the binary as call does, and says what that took. It fails the
// test if the binary takes longer than the bound. Largest is as for weigh.
func weighed(t *testing.T, bound time.Duration, largest uint64, variables []string, args ...string) (outcome, weight) {
	t.Helper()
	scale, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	report := filepath.Join(t.TempDir(), "weight.json")
	cmd := command(t, variables, args...)
	cmd.Path = scale
	cmd.Env = slices.DeleteFunc(cmd.Env, func(v string) bool { return strings.HasPrefix(v, "GOGC=") })
	cmd.Args = append([]string{scale, weighing, report, bound.String(), strconv.FormatUint(largest, 10), osact}, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("osact %s: %v", strings.Join(args, " "), err)
	}
	content, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("osact %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	var w weight
	if err := json.Unmarshal(content, &w); err != nil {
		t.Fatal(err)
	}
	if w.Killed {
		t.Fatalf("osact %s: no end within %s\n%s%s", strings.Join(args, " "), bound, stdout.String(), stderr.String())
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}, w
}
