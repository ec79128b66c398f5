package command

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/osact/osact/runner/verdict"
)

// The exit codes that are decided here. A verdict brings its own, of which two
// are those of a command too.
const (
	exitUsage      = 2
	exitDefect     = verdict.ExitError
	exitIncomplete = verdict.ExitIncomplete
)

// Exit is an error that says with which code the process should end.
type Exit struct {
	Code int
	Err  error // nil: everything has been said already
}

func (e *Exit) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit %d", e.Code)
	}
	return e.Err.Error()
}

func (e *Exit) Unwrap() error { return e.Err }

// usage is an error of the user's: a wrong flag, file, name or value.
func usage(format string, args ...any) error {
	return &Exit{exitUsage, fmt.Errorf(format, args...)}
}

// defect is an error of osact itself.
func defect(format string, args ...any) error {
	return &Exit{exitDefect, fmt.Errorf(format, args...)}
}

// crash is the defect that a panic shows. It has to be called where that is
// recovered.
func crash(p any) error {
	stack := strings.ReplaceAll(string(debug.Stack()), "\t", "  ")
	return defect("a defect of osact made it stop: %v: report it with these lines:\n%s", p, strings.TrimSpace(stack))
}

// code returns the exit code for what a command returned.
func code(err error) int {
	var exit *Exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.Code
	default:
		return exitUsage
	}
}
