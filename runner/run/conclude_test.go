package run

import (
	"errors"
	"testing"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// verdict.json explains its exit code, whatever calls for it.
func TestOverrule(t *testing.T) {
	const holds, stopped = "every MUST that applies holds", "the run was interrupted"
	left := errors.New("servers may be left")
	for name, test := range map[string]struct {
		v      verdict.Verdict
		left   error
		signal int
		exit   int
		reason string
	}{
		"nothing happened": {verdict.Verdict{Reason: holds}, nil, 0, 0, holds},
		"servers are left": {verdict.Verdict{Reason: holds}, left, 0, 3, holds + "; servers may be left"},
		"servers are left by a target that does not conform": {
			verdict.Verdict{Exit: 1, Reason: "1 MUST violated"}, left, 0, 1, "1 MUST violated; servers may be left",
		},
		"interrupted while it asked": {verdict.Verdict{Exit: 3, Reason: stopped, Ending: exchange.Interrupted}, nil, 143, 143, stopped},
		"interrupted later":          {verdict.Verdict{Reason: holds, Ending: exchange.Complete}, nil, 130, 130, holds + "; osact was interrupted when it had asked"},
		"a defect":                   {verdict.Verdict{Verdict: verdict.Error, Exit: 5, Reason: "no profile"}, nil, 130, 5, "no profile"},
	} {
		Circumstances{Left: test.left, Signal: test.signal}.overrule(&test.v)
		if test.v.Exit != test.exit || test.v.Reason != test.reason {
			t.Errorf("%s: exit %d, %q; want %d, %q", name, test.v.Exit, test.v.Reason, test.exit, test.reason)
		}
	}
}
