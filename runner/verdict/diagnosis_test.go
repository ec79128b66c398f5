package verdict_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

func TestDiagnosis(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	known := dictionary.For(contract)
	f := finding("show.events.newest-first", claim.Violated)
	f.Probe = probe("2.51")
	f.Violations = []openapi.Violation{{Kind: "order", At: "/instanceAction/events/3/start_time", Want: "a time before", Got: "one after"}}
	v := verdict.New(contract, recording(), []judge.Finding{f}, verdict.Options{Dictionary: known})
	if v.Dictionary != known.Digest() {
		t.Errorf("it names the dictionary %q, want %q", v.Dictionary, known.Digest())
	}
	if d := v.Diagnosis; d == nil || len(d.Faults) == 0 || d.Places != 1 || d.Unexplained != 0 || d.Faults[0].Statement == "" || d.Silent != "" {
		t.Errorf("it looks like %+v", d)
	}

	// By another contract the faults would look another way.
	files := openapi.Embedded()
	files.Requirements = append([]byte("# changed\n"), files.Requirements...)
	changed, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	v = verdict.New(changed, recording(), []judge.Finding{f}, verdict.Options{Dictionary: dictionary.For(changed)})
	if d := v.Diagnosis; d == nil || len(d.Faults) > 0 || !strings.Contains(d.Silent, "another catalogue") {
		t.Errorf("by another catalogue it looks like %+v", d)
	}
}

func TestDiagnosisOfWhatIsNotViolated(t *testing.T) {
	one := catalogue{requirement(openapi.Must, "show.must")}
	legacy := recording()
	legacy.Bindings = []exchange.Binding{{Symbol: "target.legacy", Value: "v2.0"}}
	for name, test := range map[string]struct {
		rec       exchange.Recording
		outcome   claim.Outcome
		sentences int // -1: nothing is said at all
	}{
		"all holds":                                {legacy, claim.Satisfied, -1},
		"nothing holds, and nothing shows why":     {recording(), claim.Untested, -1},
		"a violation, and no dictionary":           {recording(), claim.Violated, -1},
		"nothing holds, as the recording explains": {legacy, claim.Untested, 1},
	} {
		d := judged(t, one, test.rec, []judge.Finding{finding("show.must", test.outcome)}, verdict.Options{}).Diagnosis
		if (d == nil) != (test.sentences < 0) || d != nil && len(d.Sentences) != test.sentences {
			t.Errorf("%s: it looks like %+v", name, d)
		}
	}
}
