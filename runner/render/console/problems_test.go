package console

import (
	"strings"
	"testing"

	"github.com/osact/osact/runner/verdict"
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
