package selftest_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/selftest"
	"github.com/osact/osact/runner/verdict"
)

// named returns a fault, as if another requirement had to report it.
func named(t *testing.T, name, requirement string) faults.Fault {
	t.Helper()
	f, ok := faults.Find(name)
	if !ok {
		t.Fatalf("there is no fault %s", name)
	}
	if requirement != "" {
		f.Requirement = requirement
	}
	return f
}

func loaded(t *testing.T) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

func TestRun(t *testing.T) {
	const fault = "events-oldest-first"
	list := []faults.Fault{
		named(t, fault, ""),
		named(t, fault, "show.events.vocabulary"),
		named(t, fault, "versions.root.lists-v2-1"),
	}
	if _, ok := loaded(t).Requirement(list[2].Requirement); !ok {
		t.Fatalf("there is no requirement %s", list[2].Requirement)
	}
	told := 0
	result, err := selftest.Run(t.Context(), loaded(t), list, "1.2.3", func(done, total int) {
		if told++; done != told || total != len(list) {
			t.Errorf("%d of %d are done, want %d of %d", done, total, told, len(list))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, m := range result.Missed {
		got[m.Fault.Requirement] = m.Why
	}
	want := map[string]string{
		list[1].Requirement: "show.events.vocabulary is satisfied, want violated",
		list[2].Requirement: "nothing that is asked meets it",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
	if result.Faults != len(list) || told != len(list) || result.Proven() {
		t.Errorf("%d faults, %d told, proven %t", result.Faults, told, result.Proven())
	}
	if v := result.Reference; v.Verdict != verdict.Conformant || v.Suite != "1.2.3" {
		t.Errorf("the reference cloud is %s, judged by osact %s", v.Verdict, v.Suite)
	}
}

func TestProven(t *testing.T) {
	good := verdict.Verdict{Verdict: verdict.Conformant}
	for _, test := range []struct {
		name   string
		result selftest.Result
		want   bool
	}{
		{"all", selftest.Result{Reference: good, Faults: 1}, true},
		{"nothing was put to the test", selftest.Result{Reference: good}, false},
		{"one was missed", selftest.Result{Reference: good, Faults: 2, Missed: make([]selftest.Missed, 1)}, false},
		{"the reference cloud has a warning", selftest.Result{Reference: verdict.Verdict{Verdict: verdict.ConformantWithWarnings}, Faults: 1}, false},
		{"the reference cloud was not judged", selftest.Result{Faults: 1}, false},
	} {
		if got := test.result.Proven(); got != test.want {
			t.Errorf("%s: proven %t, want %t", test.name, got, test.want)
		}
	}
}

// What is cut short proves nothing.
func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if result, err := selftest.Run(ctx, loaded(t), []faults.Fault{named(t, "events-oldest-first", "")}, "", func(int, int) {}); err == nil {
		t.Errorf("proven %t, and no error", result.Proven())
	}
}
