package selftest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/runner/selftest"
)

func TestDiagnose(t *testing.T) {
	trials := selftest.Trials{
		Faults: []faults.Fault{named(t, "events-oldest-first", ""), named(t, "body-is-cut", "")},
		Pairs:  20, Played: 1, Seed: 3,
	}
	told := 0
	d, err := selftest.Diagnose(t.Context(), loaded(t), trials, func(done, total int) {
		if told++; done != told || total != 3 {
			t.Errorf("%d of %d are done, want %d of 3", done, total, told)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if d.Single.Of != 2 || d.Single.Named != 2 {
		t.Errorf("one fault: %+v", d.Single)
	}
	if d.Pairs.Of != 20 || d.Pairs.Named+d.Pairs.Alike < 18 {
		t.Errorf("two faults: %+v", d.Pairs)
	}
	if got := d.Played.Named + d.Played.Alike + len(d.Played.Missed); told != 3 || d.Played.Of != 1 || got != 1 {
		t.Errorf("two faults at once: %+v", d.Played)
	}
}

func TestDiagnoseEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := selftest.Diagnose(ctx, loaded(t), selftest.Trials{Played: 1, Seed: 1}, func(int, int) {})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
}
