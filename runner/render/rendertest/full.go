package rendertest

import (
	"errors"
	"io"
	"testing"
)

// ErrFull is the error of Full.
var ErrFull = errors.New("no space left")

// Full returns a writer that takes nothing.
func Full(tb testing.TB) io.Writer {
	tb.Helper()
	r, w := io.Pipe()
	if err := r.CloseWithError(ErrFull); err != nil {
		tb.Fatal(err)
	}
	return w
}
