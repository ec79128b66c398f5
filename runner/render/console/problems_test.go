package console

import (
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

func TestProblemsSayWhyAndWhere(t *testing.T) {
	v := verdict.Verdict{
		Verdict: verdict.Incomplete, Profile: "tenant", Digest: "d1", Suite: "1.0", Recorded: verdict.Recorder{Suite: "0.9"},
		Target: verdict.Target{Target: exchange.Target{Kind: exchange.Given, URL: "http://cloud"}},
	}
	v.Problems = []string{"nobody listens\x1b[2J: start it"}
	var out strings.Builder
	if err := Verdict(&out, v, exchange.Recording{}, []string{"out/verdict.json"}, Style{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"incomplete: http://cloud (profile tenant) could not be judged\n", "nobody listens", ": start it\n", "recorded by osact 0.9, judged by osact 1.0\n", "out/verdict.json", "  findings digest d1"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it lacks %q:\n%s", want, out.String())
		}
	}
	v.Contract, v.Recorded.Contract = "given:c0ffee", "given:c0ffee"
	out.Reset()
	if err := Verdict(&out, v, exchange.Recording{}, nil, Style{}); err != nil {
		t.Fatal(err)
	}
	if want := "incomplete: http://cloud (profile tenant, by a contract that is not osact's own) could not be judged\n"; !strings.Contains(out.String(), want) {
		t.Errorf("it lacks %q:\n%s", want, out.String())
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Errorf("a control sequence reaches the terminal: %q", out.String())
	}
}

// What may be behind the violations stands before them, and is whole.
func TestWhatItLooksLikeStandsFirst(t *testing.T) {
	long := strings.Repeat("words, ", 60) + "run again"
	v := verdict.Verdict{
		Verdict: verdict.Nonconformant, Profile: "tenant",
		Diagnosis: &verdict.Diagnosis{
			Sentences: []string{"as if two\x1b[2J", long}, Places: 1,
			Faults: []verdict.LikelyFault{{Name: "a-fault", Statement: "A is b.", Explains: 1}},
		},
		Requirements: []verdict.Requirement{{
			ID: "show.a", Level: openapi.Must, Outcome: claim.Violated,
			Findings: []verdict.Finding{{Outcome: claim.Violated, Violations: []openapi.Violation{{Kind: "type", At: "/a"}}}},
		}},
	}
	var out strings.Builder
	if err := Verdict(&out, v, exchange.Recording{}, nil, Style{}); err != nil {
		t.Fatal(err)
	}
	const want = "What it looks like\n  as if two\\x1b[2J\n"
	text := out.String()
	at := strings.Index(text, want)
	fault := strings.Index(text, "  as the fault a-fault would (1 of 1 violation): A is b\n")
	if at < 0 || fault < at || strings.Index(text, "Violated: ") < fault || !strings.Contains(text, "run again\n") {
		t.Errorf("it reads\n%s", text)
	}
}
