package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
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
	rec.Exchanges[1].Resent = 2
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
		Strength: 2, Seed: 1, Most: 700, Repeat: 3, Pairs: verdict.Combinations{Possible: 5, Covered: 4}, Triples: verdict.Combinations{Possible: 9, Covered: 2}, Unmet: []string{"subject=foreign"},
	}})
	v.Problems = []string{"nobody listens: start it"}
	v.Causes[0].Also = []string{"show.holds"}
	v.Latency = []verdict.Latency{{Operation: verdict.ShowAction, P50: 1500, P95: 20_000, Max: 30_100, Samples: 12}}
	v.Gate = gate()
	v.Dictionary = strings.Repeat("d", 64)
	v.Diagnosis = &verdict.Diagnosis{
		Sentences: []string{"as if two releases answered"}, Places: 3, Unexplained: 1, Silent: "it was made of another catalogue",
		Faults: []verdict.LikelyFault{{Name: "a", Statement: "A is b.", Alike: []string{"c"}, Explains: 2, Besides: 1}},
	}
	return v
}

// gate has all that a gate can have.
func gate() *verdict.Gate {
	first := 0
	return &verdict.Gate{
		Exit: 4, AsOf: "2026-11-30", Acknowledged: []string{"offer.maximum"},
		Baseline: &verdict.Baseline{Path: "released", Verdict: verdict.Conformant, Started: "2026-03-04T05:06:07Z", Digest: "d"},
		Reasons:  []verdict.GateReason{{Name: "expired-waiver", Exit: 4, Text: "1 waiver expired", Of: []string{"show.must"}}},
		Violated: []verdict.GateCause{{Requirement: "show.must", Level: openapi.Must, Kind: "type", At: "/a", Probes: 2, Standing: verdict.Lapsed, Waiver: &first}},
		Waivers: []verdict.Waived{{
			Requirement: "show.must", Kind: "type", At: "/a", Targets: []string{"embedded"}, Editions: []string{"2.51"}, Actors: []string{"member"},
			Reason: "it is known", Issue: "https://bugs.example.org/1", Owner: "o@example.org", Added: "2026-09-01", Expires: "2026-11-29", Use: verdict.Expired, DaysLeft: -1,
		}},
	}
}

func TestStandings(t *testing.T) {
	g := &verdict.Gate{Violated: []verdict.GateCause{
		{Requirement: "a", Standing: verdict.Excused},
		{Requirement: "a", Standing: verdict.Fresh},
		{Requirement: "a", Standing: verdict.Known},
		{Requirement: "b", Standing: verdict.Excused},
		{Requirement: "b", Standing: verdict.Known},
	}}
	if diff := cmp.Diff(map[string]verdict.Standing{"a": verdict.Fresh, "b": verdict.Known}, g.Standings()); diff != "" {
		t.Error(diff)
	}
	if got := (*verdict.Gate)(nil).Standings(); len(got) != 0 {
		t.Errorf("no gate takes %v", got)
	}
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
