package command

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/terminal"
)

// broken is a console that panics.
type broken struct{ io.Writer }

func (broken) Write([]byte) (int, error) { panic("not this time") }

// A panic is a defect of osact, with where it was; it is no wrong flag.
func TestAPanicIsADefect(t *testing.T) {
	var stderr bytes.Buffer
	code := Main(t.Context(), []string{"version"}, nil, broken{}, &stderr)
	for _, says := range []string{"osact: a defect of osact made it stop: not this time", "root_test.go"} {
		if code != exit.Defect || !strings.Contains(stderr.String(), says) {
			t.Errorf("exit %d, want 5 and %q in\n%s", code, says, stderr.String())
		}
	}
}

// What a target says cannot steer the terminal, not even in an error.
func TestErrorsAreLegible(t *testing.T) {
	err := errors.Join(errors.New("the target said \x1b[2J\u202egone"), errors.New("and\tservers are left"))
	if got, want := terminal.Legible(err), "the target said \\x1b[2J\\u202egone\nand\\tservers are left"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	code, _, stderr := called(t, "judge", "\x1b[2J.har")
	if code != exit.Usage || strings.Contains(stderr, "\x1b") {
		t.Errorf("exit %d, %q", code, stderr)
	}
}
