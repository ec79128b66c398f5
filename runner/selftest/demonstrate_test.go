package selftest_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/selftest"
)

func TestAFaultDemonstratesItsRequirement(t *testing.T) {
	const id, fault = "show.events.newest-first", "events-oldest-first"
	f := named(t, fault, "")
	v, err := selftest.Demonstrate(t.Context(), loaded(t), f, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	if ok, err := console.Demonstration(&shown, id, f.Name, f.Statement, v, console.Style{}); err != nil || !ok {
		t.Fatalf("nothing is shown: %v", err)
	}
	for _, want := range []string{"The fault " + fault + " breaks it: ", "  MUST " + id + "\n", "    place  /instanceAction/events/*/start_time\n", "    asked  member GET ", "osact serve --fault " + fault} {
		if !strings.Contains(shown.String(), want) {
			t.Errorf("no %q in\n%s", want, shown.String())
		}
	}
	if ok, err := console.Demonstration(&shown, "show.status.is-200", f.Name, f.Statement, v, console.Style{}); err != nil || ok {
		t.Errorf("what holds is shown to be violated (%v)", err)
	}
}
