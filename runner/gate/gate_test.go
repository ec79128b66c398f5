package gate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/waiver"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// seen has requirements whose situation can only be met.
type seen bool

func (s seen) Requirement(id string) (openapi.Requirement, bool) {
	return openapi.Requirement{ID: id, WhenSeen: bool(s)}, true
}

// at is what one question found.
type at struct {
	version string
	outcome claim.Outcome
	place   string
}

var (
	well     = at{"2.1", claim.Satisfied, ""}
	wrong    = at{"2.1", claim.Violated, "/a"}
	other    = at{"2.1", claim.Violated, "/b"}
	unheard  = at{"2.1", claim.Inconclusive, ""}
	unasked  = at{"2.1", claim.Untested, ""}
	beside   = at{"2.1", claim.NotApplicable, ""}
	later    = at{"2.9", claim.Satisfied, ""}
	lateness = at{"2.9", claim.Violated, "/a"}
)

// on is a verdict on one requirement, beside another that holds.
func on(level openapi.Level, findings ...at) verdict.Verdict {
	v := verdict.Verdict{Profile: "tenant", Contract: "c", Verdict: verdict.Conformant, Ending: exchange.Complete, Levels: verdict.Levels{Must: verdict.Counts{Satisfied: 1}}}
	v.Target.URL = "http://cloud"
	if len(findings) == 0 {
		return v
	}
	r := verdict.Requirement{ID: "show.it", Level: level}
	for _, f := range findings {
		finding := verdict.Finding{Subject: "an action", Probe: exchange.Probe{As: exchange.Member, Path: "/v2.1/x", Version: f.version}, Outcome: f.outcome}
		if f.outcome == claim.Violated {
			finding.Violations = []openapi.Violation{{Kind: "type", At: f.place}}
		}
		r.Findings = append(r.Findings, finding)
	}
	for _, o := range claim.Outcomes() {
		if r.Outcome == "" && slices.ContainsFunc(r.Findings, func(f verdict.Finding) bool { return f.Outcome == o }) {
			r.Outcome = o
		}
	}
	v.Requirements = []verdict.Requirement{r}
	return v
}

func day(t *testing.T, text string) waiver.Day {
	t.Helper()
	d, err := waiver.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// waived waives what is wrong at /a until the tenth.
func waived(t *testing.T, change func(*waiver.Waiver)) *waiver.Waiver {
	t.Helper()
	kind, place := "type", "/a"
	w := &waiver.Waiver{Requirement: "show.it", Kind: &kind, At: &place, Added: day(t, "2026-11-01"), Expires: day(t, "2026-11-10")}
	change(w)
	return w
}

func TestJudge(t *testing.T) {
	const must, should = openapi.Must, openapi.Should
	as := func(*waiver.Waiver) {}
	baseline := func(v verdict.Verdict) *gate.Side { return &gate.Side{Path: "released", Verdict: v} }
	strict := func(v verdict.Verdict) verdict.Verdict { v.Strict = true; return v }
	cut := func(v verdict.Verdict) verdict.Verdict { v.Ending = exchange.OutOfTime; return v }
	narrowed := func(v verdict.Verdict) verdict.Verdict {
		v.Only = []string{"show.other"}
		v.Requirements = nil
		return v
	}
	only := func(v verdict.Verdict) verdict.Verdict {
		v.Only = []string{"show.it"}
		v.Levels.Must = verdict.Counts{}
		if v.Requirements[0].Outcome == claim.Violated {
			v.Levels.Must.Violated = 1
		}
		return v
	}
	by := func(contract string, v verdict.Verdict) verdict.Verdict { v.Contract = contract; return v }
	offer := func(newest string, v verdict.Verdict) verdict.Verdict {
		v.Target.Offers = verdict.Offer{Minimum: "2.1", Maximum: newest}
		return v
	}
	for _, test := range []struct {
		name      string
		was       *gate.Side
		is        verdict.Verdict
		waiver    *waiver.Waiver
		asOf      string // else the fifth
		accept    []string
		whenSeen  bool
		exit      int
		reasons   string
		standings string
		use       verdict.Use
	}{
		{name: "all holds", was: baseline(on(must, well)), is: on(must, well)},
		{name: "it broke", was: baseline(on(must, well)), is: on(must, wrong), exit: 1, reasons: gate.Regression, standings: "new"},
		{name: "it is known", was: baseline(on(must, wrong)), is: on(must, wrong), standings: "known"},
		{name: "in another way", was: baseline(on(must, wrong)), is: on(must, wrong, other), exit: 1, reasons: gate.Regression, standings: "known new"},
		{name: "where it was well", was: baseline(on(must, wrong, later)), is: on(must, wrong, lateness), exit: 1, reasons: gate.Regression, standings: "known new"},
		{name: "a SHOULD broke", was: baseline(on(should, well)), is: on(should, wrong)},
		{name: "a SHOULD broke, strictly", was: baseline(on(should, well)), is: strict(on(should, wrong)), exit: 1, reasons: gate.Regression, standings: "new"},
		{name: "a new requirement", was: baseline(by("d", on(must))), is: on(must, wrong), standings: "faced"},

		{name: "it is waived", is: on(must, wrong), waiver: waived(t, as), standings: "waived", use: verdict.Needed},
		{name: "on the last day", is: on(must, wrong), waiver: waived(t, as), asOf: "2026-11-10", standings: "waived", use: verdict.Needed},
		{name: "it was waived", is: on(must, wrong), waiver: waived(t, as), asOf: "2026-11-11", exit: 4, reasons: gate.ExpiredWaiver, standings: "expired", use: verdict.Expired},
		{name: "it will be waived", is: on(must, wrong), waiver: waived(t, as), asOf: "2026-10-31", exit: 1, reasons: gate.Regression, standings: "new", use: verdict.Idle},
		{name: "known, and was waived", was: baseline(on(must, wrong)), is: on(must, wrong), waiver: waived(t, as), asOf: "2026-11-11", exit: 4, reasons: gate.ExpiredWaiver, standings: "expired", use: verdict.Expired},
		{name: "another place", is: on(must, other), waiver: waived(t, as), exit: 1, reasons: gate.Regression + " " + gate.UnneededWaiver, standings: "new", use: verdict.Unneeded},
		{name: "that and another place", is: on(must, wrong, other), waiver: waived(t, as), exit: 1, reasons: gate.Regression, standings: "waived new", use: verdict.Needed},
		{name: "a part of it is waived", is: on(must, wrong, lateness), waiver: waived(t, func(w *waiver.Waiver) { w.Editions = []string{"2.1"} }), exit: 1, reasons: gate.Regression, standings: "waived new", use: verdict.Needed},
		{name: "for another actor", is: on(must, wrong), waiver: waived(t, func(w *waiver.Waiver) { w.Actors = []string{"admin"} }), exit: 1, reasons: gate.Regression, standings: "new", use: verdict.Idle},
		{name: "for another target", is: on(must, wrong), waiver: waived(t, func(w *waiver.Waiver) { w.Targets = []string{"http://other"} }), exit: 1, reasons: gate.Regression, standings: "new", use: verdict.Idle},
		{name: "a SHOULD is waived", is: on(should, wrong), waiver: waived(t, as), standings: "waived", use: verdict.Needed},
		{name: "it is mended", is: on(must, well), waiver: waived(t, as), exit: 4, reasons: gate.UnneededWaiver, use: verdict.Unneeded},
		{name: "it is mended and over", is: on(must, well), waiver: waived(t, as), asOf: "2026-11-11", exit: 4, reasons: gate.ExpiredWaiver, use: verdict.Expired},
		{name: "a part was not heard", was: baseline(on(must, unheard)), is: on(must, well, unheard), waiver: waived(t, as), use: verdict.Idle},
		{name: "it does not apply", is: on(must, beside), waiver: waived(t, as), use: verdict.Idle},
		{name: "the run was cut short", is: cut(on(must, well)), waiver: waived(t, as), exit: 3, reasons: gate.Incomplete, use: verdict.Idle},
		{name: "it was not chosen", is: narrowed(on(must, well)), waiver: waived(t, as), use: verdict.Idle},

		{name: "it is not heard", was: baseline(on(must, well)), is: on(must, unheard), exit: 4, reasons: gate.LessJudged},
		{name: "it is not asked, and that is meant", was: baseline(on(must, wrong)), is: on(must, unasked), accept: []string{"show.it"}},
		{name: "a SHOULD is not asked", was: baseline(on(should, well)), is: on(should, unasked)},
		{name: "it was not asked either", was: baseline(on(must, unheard)), is: on(must, unasked)},
		{name: "it is not asked, beside nothing", is: on(must, unasked), waiver: waived(t, as), exit: 3, reasons: gate.Incomplete, use: verdict.Idle},
		{name: "it does not apply now", was: baseline(on(must, well)), is: on(must, beside), exit: 4, reasons: gate.LessJudged},
		{name: "it was met by chance", was: baseline(on(must, well)), is: on(must, beside), whenSeen: true},
		{name: "it is not demanded", was: baseline(on(must, well)), is: on(must), exit: 4, reasons: gate.LessJudged},
		{name: "it is not demanded by another contract", was: baseline(on(must, well)), is: by("d", on(must))},
		{name: "it was not chosen now", was: baseline(on(must, well)), is: narrowed(on(must))},
		{name: "what was chosen is known", was: baseline(on(must, wrong)), is: only(on(must, wrong)), standings: "known"},
		{name: "what was chosen does not apply", was: baseline(on(must, beside)), is: only(on(must, beside)), exit: 3, reasons: gate.Incomplete},
		{name: "less is offered", was: baseline(offer("2.104", on(must, well))), is: offer("2.60", on(must, beside)), exit: 4, reasons: gate.SmallerOffer},
		{name: "less is offered, and that is meant", was: baseline(offer("2.104", on(must, well))), is: offer("2.60", on(must, beside)), accept: []string{"offer.maximum"}},
		{name: "worse weighs most", was: baseline(offer("2.104", on(must, well))), is: cut(offer("2.60", on(must, wrong))), exit: 1, reasons: gate.Regression + " " + gate.SmallerOffer + " " + gate.Incomplete, standings: "new"},
		{name: "no verdict", was: baseline(on(must, well)), is: verdict.Verdict{Verdict: verdict.Error, Reason: "it broke"}, exit: 5, reasons: gate.Defect},
	} {
		t.Run(test.name, func(t *testing.T) {
			terms := gate.Terms{Baseline: test.was, Acknowledged: test.accept, AsOf: day(t, "2026-11-05")}
			if test.asOf != "" {
				terms.AsOf = day(t, test.asOf)
			}
			if test.waiver != nil {
				terms.Waived, terms.Waivers = true, []waiver.Waiver{*test.waiver}
			}
			g, _, err := terms.Judge(seen(test.whenSeen), test.is)
			if err != nil {
				t.Fatal(err)
			}
			var reasons, standings []string
			for _, r := range g.Reasons {
				reasons = append(reasons, r.Name)
			}
			for _, c := range g.Violated {
				standings = append(standings, string(c.Standing))
			}
			if diff := cmp.Diff([]string{test.reasons, test.standings}, []string{strings.Join(reasons, " "), strings.Join(standings, " ")}); diff != "" || g.Exit != test.exit || g.Passes != (test.exit == 0) {
				t.Errorf("exit %d, want %d, passes %t (-want +got):\n%s", g.Exit, test.exit, g.Passes, diff)
			}
			if !slices.Equal(g.Acknowledged, test.accept) {
				t.Errorf("acknowledged is %v, want %v", g.Acknowledged, test.accept)
			}
			if test.waiver != nil && g.Waivers[0].Use != test.use {
				t.Errorf("the waiver is %s, want %s", g.Waivers[0].Use, test.use)
			}
		})
	}
}

func TestAnotherProfileIsRefused(t *testing.T) {
	full := on(openapi.Must, well)
	full.Profile = "full"
	terms := gate.Terms{Baseline: &gate.Side{Verdict: full}}
	if _, _, err := terms.Judge(seen(false), on(openapi.Must, well)); err == nil || !strings.Contains(err.Error(), "compare two on the same profile") {
		t.Errorf("%v", err)
	}
}
