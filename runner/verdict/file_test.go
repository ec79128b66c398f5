package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// full is a verdict in which every member occurs.
func full(t *testing.T) verdict.Verdict {
	t.Helper()
	rec := recording()
	rec.Only = []string{"show.holds", "show.must", "show.should"}
	rec.Notes = []exchange.Note{{Text: "it was asked more slowly"}}
	rec.Unsealed = true
	narrow := rec.Actors[exchange.Member]
	narrow.AccessRules = []string{"GET /v2.1/servers"}
	rec.Actors[exchange.Member] = narrow
	odd := finding("show.must", claim.Violated)
	odd.Probe.Variant, odd.Probe.Body, odd.Probe.Nth = "Accept: text/html", "<b>&", -1
	odd.Violations = append(odd.Violations, openapi.Violation{Kind: "syntax", Want: "JSON", Got: "<html>\u2028\x1b[31m"})
	every := finding("show.holds", claim.Satisfied)
	every.Answers = 3
	v := judged(t, four, rec, []judge.Finding{
		every, odd, finding("show.should", claim.Untested),
	}, verdict.Options{Covering: &verdict.Covering{
		Strength: 2, Seed: 1, Most: 700, Pairs: verdict.Combinations{Possible: 5, Covered: 4}, Triples: verdict.Combinations{Possible: 9, Covered: 2}, Unmet: []string{"subject=foreign"},
	}})
	v.Problems = []string{"nobody listens: start it"}
	v.Causes[0].Also = []string{"show.holds"}
	return v
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	want := full(t)
	var got verdict.Verdict
	if err := json.Unmarshal(written(t, want), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTimesReadBackAsTheyWere(t *testing.T) {
	rec := recording()
	rec.Started = time.Now() // has a reading of the monotonic clock, which no file keeps
	want := judged(t, four, rec, nil, verdict.Options{})
	var got verdict.Verdict
	if err := json.Unmarshal(written(t, want), &got); err != nil {
		t.Fatal(err)
	}
	if got.Started != want.Started || !got.Started.Equal(rec.Started) {
		t.Errorf("%#v, was %#v", got.Started, want.Started)
	}
}

func TestEqualVerdictsHaveEqualBytes(t *testing.T) {
	first := written(t, full(t))
	for range 20 { // a map in another order would show
		if again := written(t, full(t)); !bytes.Equal(first, again) {
			t.Fatal(cmp.Diff(string(first), string(again)))
		}
	}
	if !bytes.Contains(first, []byte(`"body": "<b>&"`)) {
		t.Error("angle brackets are not written as they are")
	}
	if bytes.ContainsAny(first, "\x1b") {
		t.Error("an escape character of the target's is in the file")
	}
}

func TestErrorsOfTheFileArePassedOn(t *testing.T) {
	broken := errors.New("the disk is gone")
	r, w := io.Pipe()
	if err := r.CloseWithError(broken); err != nil {
		t.Fatal(err)
	}
	if err := full(t).Write(w); !errors.Is(err, broken) {
		t.Errorf("error is %v, want %v", err, broken)
	}
}
