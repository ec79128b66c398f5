package compare_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// at is what one question found, and where it is violated if it is.
type at struct {
	version string
	outcome claim.Outcome
	kind    string
	pointer string
}

// came is a requirement whose outcome is the first of its findings.
func came(level openapi.Level, findings ...at) *verdict.Requirement {
	r := &verdict.Requirement{ID: "show.it", Level: level, Outcome: findings[0].outcome}
	for _, f := range findings {
		finding := verdict.Finding{Subject: "an action", Probe: exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Version: f.version}, Outcome: f.outcome}
		if f.outcome == claim.Violated {
			finding.Violations = []openapi.Violation{{Kind: f.kind, At: f.pointer}}
		}
		r.Findings = append(r.Findings, finding)
	}
	return r
}

func on(r *verdict.Requirement) verdict.Verdict {
	v := verdict.Verdict{
		Verdict: verdict.Conformant, Profile: "tenant", Contract: "c", Ending: exchange.Complete,
		Target: verdict.Target{Target: exchange.Target{Kind: exchange.Given, URL: "http://a"}},
	}
	if r != nil {
		v.Requirements = append(v.Requirements, *r)
	}
	return v
}

func TestVerdicts(t *testing.T) {
	const must, should, may = openapi.Must, openapi.Should, openapi.May
	well := at{version: "2.1", outcome: claim.Satisfied}
	wrong := at{"2.1", claim.Violated, "value", "/a/0"}
	unheard := at{version: "2.1", outcome: claim.Inconclusive}
	unasked := at{version: "2.1", outcome: claim.Untested}
	beside := at{version: "2.1", outcome: claim.NotApplicable}
	later, laterWrong := at{version: "2.2", outcome: claim.Satisfied}, at{"2.2", claim.Violated, "value", "/a/1"}
	seldom := came(may, well)
	seldom.Reason = "a MAY: observed in 0 of 1 cases"
	schema := published(t)
	for _, test := range []struct {
		name    string
		was, is *verdict.Requirement
		want    compare.Kind // empty: unchanged
		at      []string     // versions of the probes
	}{
		{name: "it holds", was: came(must, well), is: came(must, well)},
		{name: "it broke", was: came(must, well), is: came(must, wrong), want: compare.Broken, at: []string{"2.1"}},
		{name: "a SHOULD broke", was: came(should, well), is: came(should, wrong), want: compare.Broken, at: []string{"2.1"}},
		{name: "it did not apply", was: came(must, beside), is: came(must, wrong), want: compare.Broken, at: []string{"2.1"}},
		{name: "it was not heard", was: came(must, unheard), is: came(must, wrong), want: compare.Broken, at: []string{"2.1"}},
		{name: "it is as wrong", was: came(must, wrong, later), is: came(must, wrong, later), want: compare.Known, at: []string{"2.1"}},
		{name: "at another index", was: came(must, wrong), is: came(must, at{"2.1", claim.Violated, "value", "/a/7"}), want: compare.Known, at: []string{"2.1"}},
		{name: "at another question", was: came(must, wrong, later), is: came(must, wrong, laterWrong), want: compare.Spread, at: []string{"2.2"}},
		{name: "at a question that was not asked", was: came(must, wrong), is: came(must, wrong, laterWrong), want: compare.Known, at: []string{"2.1", "2.2"}},
		{name: "at another place", was: came(must, wrong), is: came(must, at{"2.1", claim.Violated, "value", "/b"}), want: compare.Spread, at: []string{"2.1"}},
		{name: "in another way", was: came(must, wrong), is: came(must, at{"2.1", claim.Violated, "type", "/a/0"}), want: compare.Spread, at: []string{"2.1"}},
		{name: "it is less wrong", was: came(must, wrong, laterWrong), is: came(must, wrong, later), want: compare.Known, at: []string{"2.1"}},
		{name: "it was mended", was: came(must, wrong), is: came(must, well), want: compare.Mended},
		{name: "it is not heard", was: came(must, well), is: came(must, unheard), want: compare.Unseen},
		{name: "it is not asked", was: came(must, wrong), is: came(must, unasked), want: compare.Unseen},
		{name: "a SHOULD is not asked", was: came(should, well), is: came(should, unasked), want: compare.Unseen},
		{name: "it does not apply", was: came(must, well), is: came(must, beside), want: compare.Exempt},
		{name: "it was wrong and does not apply", was: came(must, wrong), is: came(must, beside), want: compare.Exempt},
		{name: "it is not demanded", was: came(must, well), want: compare.Dropped},
		{name: "it was untested and is not demanded", was: came(must, unasked)},
		{name: "it was not demanded", is: came(must, well), want: compare.Added},
		{name: "it was not demanded and is wrong", is: came(must, wrong), want: compare.Faced, at: []string{"2.1"}},
		{name: "it was not asked", was: came(must, unasked), is: came(must, well), want: compare.Seen},
		{name: "it is not heard again", was: came(must, unheard), is: came(must, unasked)},
		{name: "a MAY is observed", was: seldom, is: came(may, well), want: compare.Observed},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := compare.Verdicts(on(test.was), on(test.is))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document(t, d)); err != nil {
				t.Errorf("the difference breaks its own schema: %v", err)
			}
			if test.want == "" {
				if len(d.Changes) > 0 || d.Unchanged != 1 {
					t.Fatalf("%+v, want no change", d)
				}
				return
			}
			if len(d.Changes) != 1 || d.Unchanged != 0 {
				t.Fatalf("changes %+v, %d unchanged", d.Changes, d.Unchanged)
			}
			c := d.Changes[0]
			var versions []string
			for _, p := range c.Probes {
				versions = append(versions, p.Version)
			}
			if c.Kind != test.want || c.ID != "show.it" {
				t.Errorf("%s is %s, want %s", c.ID, c.Kind, test.want)
			}
			if diff := cmp.Diff(test.at, versions); diff != "" {
				t.Errorf("probes (-want +got):\n%s", diff)
			}
			if (c.Violation != nil) != (len(test.at) > 0) {
				t.Errorf("violation %v", c.Violation)
			}
		})
	}
}

// Of another contract nothing says that a requirement was left out.
func TestAnotherContractDemandsOtherThings(t *testing.T) {
	newer := on(nil)
	newer.Contract = "d"
	d, err := compare.Verdicts(on(came(openapi.Must, at{version: "2.1", outcome: claim.Satisfied})), newer)
	if err != nil || len(d.Changes) != 1 || d.Changes[0].Kind != compare.Dropped {
		t.Errorf("%+v, %v", d, err)
	}
	if !slices.ContainsFunc(d.Notes, func(n string) bool { return strings.Contains(n, "the contracts differ, c and now d: ") }) {
		t.Errorf("notes %q", d.Notes)
	}
}

// A contract that was given is named, whether both verdicts are by it or one.
func TestAGivenContractIsNamed(t *testing.T) {
	for _, test := range []struct{ was, is, says string }{
		{"given:d", "given:d", "both are judged by the contract given:d, which is not osact's own"},
		{"c", "given:d", "the contracts differ, c and now given:d: "},
		{"given:d", "c", "the contracts differ, given:d and now c: "},
		{"d", "given:d", "both are judged by the contract given:d, which is not osact's own"}, // built into one osact, given to another
		{"c", "c", ""},
	} {
		old, newer := on(nil), on(nil)
		old.Contract, newer.Contract = test.was, test.is
		d, err := compare.Verdicts(old, newer)
		if err != nil {
			t.Fatal(err)
		}
		if notes := strings.Join(d.Notes, "\n"); !strings.Contains(notes, test.says) || strings.Contains(notes, "contract") != (test.says != "") {
			t.Errorf("%s and %s: notes %q, want %q", test.was, test.is, notes, test.says)
		}
		if d.Old.Contract != test.was || d.New.Contract != test.is {
			t.Errorf("the sides are by %s and %s, want %s and %s", d.Old.Contract, d.New.Contract, test.was, test.is)
		}
	}
}

// What is compared comes in the order of the levels, and then of the new verdict.
func TestOrder(t *testing.T) {
	named := func(id string, level openapi.Level) verdict.Requirement {
		return verdict.Requirement{ID: id, Level: level, Outcome: claim.Satisfied}
	}
	was, is := on(nil), on(nil)
	was.Requirements = []verdict.Requirement{named("z", openapi.Must), named("y", openapi.Must)}
	is.Requirements = []verdict.Requirement{named("b", openapi.Should), named("c", openapi.Must), named("a", openapi.Must)}
	d, err := compare.Verdicts(was, is)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range d.Changes {
		ids = append(ids, c.ID)
	}
	if diff := cmp.Diff([]string{"c", "a", "y", "z", "b"}, ids); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestNotes(t *testing.T) {
	older, newer := on(nil), on(nil)
	older.Target = verdict.Target{Target: exchange.Target{Kind: exchange.Embedded}, Offers: verdict.Offer{Legacy: true}}
	newer.Target = verdict.Target{Target: exchange.Target{URL: "http://b"}, Offers: verdict.Offer{Minimum: "2.1", Maximum: "2.96"}}
	newer.Actors = map[exchange.Actor]exchange.Identity{exchange.Member: {}, exchange.Admin: {}}
	newer.Only, newer.Suite, newer.Ending = []string{"a"}, "2.0.0", exchange.Interrupted
	d, err := compare.Verdicts(older, newer)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"the target: the embedded reference cloud, and now http://b",
		"it offers: no microversion that is known and the legacy path, and now 2.1 to 2.96",
		"it was asked as: nobody, and now admin, member",
		"the run: complete, and now interrupted",
		"judged by osact: , and now 2.0.0",
		"the runs were narrowed to different requirements",
	}
	if diff := cmp.Diff(want, d.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeCompared(t *testing.T) {
	broken, full := on(nil), on(nil)
	broken.Verdict, broken.Reason, full.Profile = verdict.Error, "it broke", "full"
	for _, test := range []struct {
		was, is verdict.Verdict
		want    string
	}{
		{broken, on(nil), "the old verdict is an error, so it judges nothing: it broke"},
		{on(nil), broken, "the new verdict is an error, so it judges nothing: it broke"},
		{on(nil), full, "the old verdict is on profile tenant and the new one on full"},
	} {
		if _, err := compare.Verdicts(test.was, test.is); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v, want %q", err, test.want)
		}
	}
}

// The same recording under another contract says nothing of the cloud.
func TestOneRecordingUnderTwoContracts(t *testing.T) {
	well, wrong := at{version: "2.1", outcome: claim.Satisfied}, at{"2.1", claim.Violated, "value", "/a"}
	was, is := on(came(openapi.Must, well)), on(came(openapi.Must, wrong))
	was.Started = time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)
	is.Started, is.Contract = was.Started, "d"
	d, err := compare.Verdicts(was, is)
	if err != nil || len(d.Changes) != 0 || len(d.Contract) != 1 || d.Contract[0].Kind != compare.Broken {
		t.Fatalf("changes %+v, of the contract %+v, %v", d.Changes, d.Contract, err)
	}
	if !strings.Contains(strings.Join(d.Notes, "\n"), "what differs comes of the contract, not of the cloud") {
		t.Errorf("notes %q", d.Notes)
	}
}

// What another contract alone changes of the old recording stands apart.
func TestAnOldRecordingThatWasJudgedAgain(t *testing.T) {
	well, wrong := at{version: "2.1", outcome: claim.Satisfied}, at{"2.1", claim.Violated, "value", "/a"}
	before, again := on(came(openapi.Must, well)), on(came(openapi.Must, wrong))
	again.Contract = "d"
	is := again
	is.Started = time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)
	d, err := compare.Verdicts(again, is)
	if err != nil {
		t.Fatal(err)
	}
	d.By(before, again)
	if len(d.Contract) != 1 || d.Contract[0].Kind != compare.Broken || len(d.Changes) != 1 || d.Changes[0].Kind != compare.Known {
		t.Errorf("changes %+v, of the contract %+v", d.Changes, d.Contract)
	}
	if !strings.Contains(strings.Join(d.Notes, "\n"), "the contract changed, from c to d: the old recording was judged again by the new one, which changes 1 of its findings") {
		t.Errorf("notes %q", d.Notes)
	}
}

// So does what another osact alone changes, by the same contract: its claims may be
// others. Of the new recording it is counted.
func TestARecordingThatAnotherOsactJudged(t *testing.T) {
	well, wrong := at{version: "2.1", outcome: claim.Satisfied}, at{"2.1", claim.Violated, "value", "/a"}
	before, again := on(came(openapi.Must, well)), on(came(openapi.Must, wrong))
	before.Suite, again.Suite = "1.0", "1.1"
	var d compare.Difference
	d.By(before, again)
	if len(d.Contract) != 1 || strings.Join(d.Notes, "\n") != "osact changed, from 1.0 to 1.1: the old recording was judged again by the new one, which changes 1 of its findings" {
		t.Errorf("of the contract %+v, notes %q", d.Contract, d.Notes)
	}
	d = compare.Difference{}
	d.NewBy(before, again)
	if len(d.Contract) != 0 || len(d.Notes) != 1 || !strings.Contains(d.Notes[0], "the new recording was judged again") {
		t.Errorf("of the contract %+v, notes %q", d.Contract, d.Notes)
	}
	d = compare.Difference{}
	again = before
	again.Suite = "1.1"
	if d.By(before, again); len(d.Contract)+len(d.Notes) != 0 {
		t.Errorf("of the contract %+v, notes %q, where nothing changed", d.Contract, d.Notes)
	}
}

func TestSmaller(t *testing.T) {
	offers := func(minimum, maximum string, legacy bool) verdict.Verdict {
		v := on(nil)
		v.Target.Offers = verdict.Offer{Minimum: minimum, Maximum: maximum, Legacy: legacy}
		return v
	}
	dead := offers("", "", false)
	dead.Problems = []string{"nobody listens: start it"}
	narrowed := offers("2.1", "2.60", false)
	narrowed.Only = []string{"show.it"}
	for _, test := range []struct {
		name    string
		was, is verdict.Verdict
		want    []compare.Shrunk
	}{
		{"the same", offers("2.1", "2.9", true), offers("2.1", "2.9", true), nil},
		{"more", offers("2.2", "2.9", false), offers("2.1", "2.10", true), nil},
		{"an older newest", offers("2.1", "2.104", true), offers("2.1", "2.60", true), []compare.Shrunk{{Name: "offer.maximum", Was: "2.104", Is: "2.60"}}},
		{"by number, not by text", offers("2.1", "2.10", true), offers("2.1", "2.9", true), []compare.Shrunk{{Name: "offer.maximum", Was: "2.10", Is: "2.9"}}},
		{"a newer oldest", offers("2.1", "2.9", true), offers("2.2", "2.9", true), []compare.Shrunk{{Name: "offer.minimum", Was: "2.1", Is: "2.2"}}},
		{"no legacy path", offers("2.1", "2.9", true), offers("2.1", "2.9", false), []compare.Shrunk{{Name: "offer.legacy", Was: "the legacy path", Is: "none"}}},
		{"no microversion", offers("2.1", "2.9", true), offers("", "", true), []compare.Shrunk{{Name: "offer.maximum", Was: "2.9", Is: "no microversion that is known"}}},
		{"nobody answers", offers("2.1", "2.9", true), dead, nil},
		{"a part was asked", offers("2.1", "2.104", true), narrowed, nil},
	} {
		d, err := compare.Verdicts(test.was, test.is)
		if diff := cmp.Diff(test.want, d.Smaller); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}
