package console_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

func difference(t *testing.T, d compare.Difference) string {
	t.Helper()
	var b strings.Builder
	if err := console.Difference(&b, d, console.Style{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func compared() compare.Difference {
	side := compare.Side{
		Verdict: verdict.Conformant, Profile: "tenant", Started: "2026-03-04T05:06:07Z",
		Target: verdict.Target{Target: exchange.Target{Kind: exchange.Given, URL: "https://cloud.example:8774"}},
	}
	broken := rendertest.Violation("/instanceAction/events/0/result", `"Fine"`)
	return compare.Difference{Old: side, New: side, Unchanged: 3, Gate: failing(exit.Nonconformant, "regression"), Notes: []string{"the contracts differ"}, Changes: []compare.Change{
		{ID: "show.events.vocabulary", Level: openapi.Must, Kind: compare.Broken, Was: claim.Satisfied, Is: claim.Violated, Probes: []exchange.Probe{rendertest.Probe(exchange.Member, "2.51")}, Violation: &broken},
		{ID: "show.body.is-stable", Level: openapi.Must, Kind: compare.Unseen, Was: claim.Satisfied, Is: claim.Inconclusive, Reason: "it was answered 503"},
		{ID: "show.status.is-200", Level: openapi.Must, Kind: compare.Mended, Was: claim.Violated, Is: claim.Satisfied},
	}}
}

func TestDifference(t *testing.T) {
	const want = `worse: 1 broken, 1 unseen, 1 mended, 3 unchanged
  old: conformant, https://cloud.example:8774, profile tenant, 2026-03-04T05:06:07Z
  new: conformant, https://cloud.example:8774, profile tenant, 2026-03-04T05:06:07Z
  the contracts differ

the gate does not pass (exit 1), 0 waivers as of 2026-11-30
  regression: why

Broken: violated, and was not
  MUST show.events.vocabulary (satisfied, now violated)
    at 1 probe: member 2.51
    /instanceAction/events/0/result: want Success or Error, got "Fine"

Unseen: judged before, and not now
  MUST show.body.is-stable (satisfied, now inconclusive)
    it was answered 503

Mended: violated before, and holds now
  MUST show.status.is-200
`
	if diff := cmp.Diff(want, difference(t, compared())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// failing is a gate that fails for reasons of that name.
func failing(code int, names ...string) *verdict.Gate {
	g := &verdict.Gate{Exit: code, AsOf: "2026-11-30"}
	for _, name := range names {
		g.Reasons = append(g.Reasons, verdict.GateReason{Name: name, Exit: code, Text: "why"})
	}
	return g
}

// What one reason explains is one line: a target that is down does not fill pages.
func TestOneReasonIsOneEntry(t *testing.T) {
	var d compare.Difference
	for i := range 50 {
		d.Changes = append(d.Changes, compare.Change{ID: fmt.Sprintf("show.%d", i), Level: openapi.Must, Kind: compare.Unseen, Was: claim.Satisfied, Is: claim.Inconclusive, Reason: "nobody listens"})
	}
	if got := difference(t, d); strings.Count(got, "nobody listens") != 1 || !strings.Contains(got, "show.0, show.1, show.2, show.3, show.4, show.5 and 44 more\n") {
		t.Errorf("it reads\n%s", got)
	}
}

// The first word is what a gate goes by.
func TestDifferenceBeginsWithWhatItComesTo(t *testing.T) {
	mended := compared().Changes[2:]
	for _, test := range []struct {
		d    compare.Difference
		want string
	}{
		{compare.Difference{Gate: failing(1, "regression", "less-judged")}, "worse: "},
		{compare.Difference{Gate: failing(4, "less-judged", "smaller-offer")}, "less was judged: "},
		{compare.Difference{Gate: failing(4, "smaller-offer")}, "less is offered: "},
		{compare.Difference{Gate: failing(4, "expired-waiver")}, "the gate does not pass: "},
		{compare.Difference{Contract: mended}, "the contract changed: "},
		{compare.Difference{Changes: mended}, "no worse: 1 mended, 0 unchanged"},
		{compare.Difference{}, "the same: 0 unchanged"},
	} {
		if got := difference(t, test.d); !strings.HasPrefix(got, test.want) {
			t.Errorf("%q, want %q first", got, test.want)
		}
	}
}

// Each kind of change has a heading of its own, and no list goes on for ever.
func TestDifferenceHasARoomForEachKind(t *testing.T) {
	for _, kind := range compare.Kinds() {
		var d compare.Difference
		for i := range 50 {
			d.Changes = append(d.Changes, compare.Change{ID: fmt.Sprintf("show.%d", i), Level: openapi.Must, Kind: kind})
		}
		got := difference(t, d)
		if !strings.Contains(got, fmt.Sprintf("\n%s%s: ", strings.ToUpper(string(kind[:1])), kind[1:])) {
			t.Errorf("%s has no heading in\n%s", kind, got)
		}
		if n := strings.Count(got, "MUST show."); n != 20 || !strings.Contains(got, "and 30 more: osact diff --format json prints all\n") {
			t.Errorf("%s: %d of 50 are listed in\n%s", kind, n, got)
		}
	}
}

// What a verdict holds of a target does not reach the terminal.
func TestDifferenceLetsNothingOfTheTargetReachTheTerminal(t *testing.T) {
	d := compared()
	broken := rendertest.Violation(rendertest.Hostile, rendertest.Hostile)
	d.Changes[0].Violation, d.Changes[1].Reason, d.Changes[2].ID = &broken, rendertest.Hostile, rendertest.Hostile
	d.Old.Target.URL, d.Old.Profile, d.Old.Started, d.Notes[0] = rendertest.Hostile, rendertest.Hostile, rendertest.Hostile, rendertest.Hostile
	for _, r := range difference(t, d) {
		if r != '\n' && rendertest.Strange(r) {
			t.Fatalf("%U reaches the terminal", r)
		}
	}
}
