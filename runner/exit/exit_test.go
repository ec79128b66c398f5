package exit_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/osact/osact/runner/exit"
)

// TestCodeOf: an error carries its code however it is wrapped, and one without is
// the user's.
func TestCodeOf(t *testing.T) {
	t.Parallel()
	plain := errors.New("unknown flag")
	for name, test := range map[string]struct {
		err    error
		code   int
		silent bool
	}{
		"none":              {nil, 0, true},
		"a plain one":       {plain, exit.Usage, false},
		"a user's":          {exit.Usagef("%w", plain), exit.Usage, false},
		"a defect":          {fmt.Errorf("judging: %w", exit.Defectf("%w", plain)), exit.Defect, false},
		"a defect and more": {errors.Join(exit.Defectf("%w", plain), plain), exit.Defect, false},
		"a verdict's":       {exit.With(exit.Nonconformant), exit.Nonconformant, true},
		"a good verdict's":  {exit.With(exit.Conformant), 0, true},
		"a signal's":        {&exit.Error{Code: 130, Err: plain}, 130, false},
	} {
		if got, silent := exit.CodeOf(test.err), exit.Silent(test.err); got != test.code || silent != test.silent {
			t.Errorf("%s: code %d, silent %v; want %d, %v", name, got, silent, test.code, test.silent)
		}
	}
	if err := exit.Usagef("it is %w", plain); !errors.Is(err, plain) || err.Error() != "it is unknown flag" {
		t.Errorf("got %v", err)
	}
}
