// Package exit has the codes that osact ends with, and errors that carry one.
package exit

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
)

// The codes. Where several apply it is the first of Defect, Usage, that of a
// signal (128 and its number), Nonconformant, Policy, Incomplete.
const (
	Conformant    = 0
	Nonconformant = 1
	Usage         = 2 // a wrong flag, file, name or value
	Incomplete    = 3 // or inconclusive
	Policy        = 4 // the gate: a waiver expired or was not needed, less was judged or offered than before
	Defect        = 5 // of osact itself
)

// Error is an error that says with which code the process should end.
type Error struct {
	Code int
	Err  error // nil: everything has been said already
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit %d", e.Code)
	}
	return e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// With returns an error that ends the process with a code and has nothing more
// to say; nil for 0.
func With(code int) error {
	if code == 0 {
		return nil
	}
	return &Error{Code: code}
}

// Usagef returns an error of the user's: a wrong flag, file, name or value.
func Usagef(format string, args ...any) error {
	return &Error{Usage, fmt.Errorf(format, args...)}
}

// Defectf returns an error of osact itself.
func Defectf(format string, args ...any) error {
	return &Error{Defect, fmt.Errorf(format, args...)}
}

// Panicked returns the defect that a panic shows. It has to be called where that
// is recovered.
func Panicked(p any) error {
	stack := strings.ReplaceAll(string(debug.Stack()), "\t", "  ")
	return Defectf("a defect of osact made it stop: %v: report it with these lines:\n%s", p, strings.TrimSpace(stack))
}

// CodeOf returns the code for what a command returned. An error without one is
// the user's: cobra's are about flags.
func CodeOf(err error) int {
	var coded *Error
	switch {
	case err == nil:
		return 0
	case errors.As(err, &coded):
		return coded.Code
	default:
		return Usage
	}
}

// Silent reports whether everything has been said already.
func Silent(err error) bool {
	var coded *Error
	return err == nil || errors.As(err, &coded) && coded.Err == nil
}
