package console_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/selftest"
	"github.com/osact/osact/runner/verdict"
)

func TestSelftest(t *testing.T) {
	good := rendertest.Verdict(rendertest.Other(openapi.Must, "show.status.is-200", "satisfied", ""))
	good.Verdict = verdict.Conformant
	bad := rendertest.Verdict(rendertest.Violated(openapi.Must, "show.status.is-200", nil))
	for _, test := range []struct {
		name   string
		result selftest.Result
		want   string
	}{
		{"proven", selftest.Result{Reference: good, Faults: 7}, `proven: the reference cloud is conformant, and 7 of 7 faults reported
  MUST   1 satisfied
  SHOULD 0 satisfied
  osact 1.2.3, contract c0ffee, in 1.2s
`},
		{"a fault is missed", selftest.Result{Reference: good, Faults: 1, Missed: []selftest.Missed{
			{Fault: faults.Fault{Name: "a-fault", Statement: "It breaks a promise."}, Why: "show.status.is-200 is satisfied, want violated"},
		}}, `not proven: the reference cloud is conformant, and 0 of 1 fault reported
  MUST   1 satisfied
  SHOULD 0 satisfied
  osact 1.2.3, contract c0ffee, in 1.2s

Missed
  a-fault: show.status.is-200 is satisfied, want violated
    It breaks a promise.
`},
		{"the reference cloud is accused", selftest.Result{Reference: bad, Faults: 1}, `not proven: the reference cloud is nonconformant, and 1 of 1 fault reported
  MUST   0 satisfied, 1 violated
  SHOULD 0 satisfied
  osact 1.2.3, contract c0ffee, in 1.2s
  the reference cloud: it is not what it should be
`},
	} {
		var b strings.Builder
		if err := console.Selftest(&b, test.result, 1234*time.Millisecond, console.Style{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestDiagnoses(t *testing.T) {
	d := selftest.Diagnoses{
		Single: selftest.Hits{Of: 7, Named: 5, Alike: 1, Missed: []string{"a: it named none"}},
		Pairs:  selftest.Hits{Of: 500, Named: 500},
	}
	const want = `one fault: it is named first for 6 of 7, for 1 of them beside another that looks
the same
two faults, put together from the dictionary: both are among the first three for
500 of 500
in 1.2s

Missed
  a: it named none
`
	var out strings.Builder
	if err := console.Diagnoses(&out, d, 1234*time.Millisecond, console.Style{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}
