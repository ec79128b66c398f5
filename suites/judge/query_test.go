package judge_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

func TestFactorsOfAQuery(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{})
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	bound := map[string]string{}
	for _, b := range recording.Bindings {
		bound[b.Symbol] = b.Value
	}
	const nobodys = "req-12345678-1234-4234-8234-123456789abc"
	const early, late = "2026-03-03T10:31:11.048829", "2026-03-04T10:31:11Z"
	own, others := bound["finished.id"], bound["misplaced.id"]
	listed := claim.List(cast.Finished.Server).At("2.66").Rows(suitestest.Scope())[0][0]
	shown := claim.Show(cast.Finished).At("2.57").Rows(suitestest.Scope())[0][0]
	show, list := evaluator.Answer(shown), evaluator.Answer(listed)
	if show == nil || list == nil || own == "" || others == "" {
		t.Fatal("the recording does not hold what is looked for")
	}
	for _, test := range []struct {
		query, word string   // no word: it is not known
		named       []string // what a refusal would name
	}{
		{"", "empty", nil},
		{"&", "empty", nil},
		{"limit=1", "limit", nil},
		{"limit=0", "limit", nil},
		{"limit=99999999999999999999", "limit", nil},
		{"limit=%31", "limit", nil},
		{"limit=", "bad-limit", []string{"limit"}},
		{"limit=-1", "bad-limit", []string{"limit"}},
		{"limit=1.5", "bad-limit", []string{"limit"}},
		{"limit=abc", "bad-limit", []string{"limit"}},
		{"limit=+1", "bad-limit", []string{"limit"}},
		{"limit=1&limit=2", "repeated", []string{"limit"}},
		{"marker=" + own + "&marker=" + own, "repeated", []string{"marker"}},
		{"verbose=1", "unknown-parameter", []string{"verbose"}},
		{"verbose=1&verbose=2", "unknown-parameter", []string{"verbose"}},
		{"Limit=1", "unknown-parameter", []string{"Limit"}},
		{"verbose", "unknown-parameter", []string{"verbose"}},
		{"limit=x&verbose=1", "bad-limit", []string{"limit", "verbose"}},
		{"limit=1&verbose=1&changes-since=x", "bad-since", []string{"changes-since", "verbose"}},
		{"changes-since=" + early, "since", nil},
		{"changes-since=" + late, "since", nil},
		{"changes-since=2026-03-03T10:31:11", "since", nil},
		{"changes-since=2026-03-03T10:31:11%2B02:00", "since", nil},
		{"changes-since=" + early + "&limit=1", "since", nil},
		{"changes-since=", "bad-since", []string{"changes-since"}},
		{"changes-since=abc", "bad-since", []string{"changes-since"}},
		{"changes-since=2026-13-45T00:00:00Z", "bad-since", []string{"changes-since"}},
		{"changes-since=2026-03-03T10:31:61", "bad-since", []string{"changes-since"}},
		{"changes-since=2026-03-03", "", nil}, // a form of which nothing is known
		{"changes-since=20260303T103111Z", "", nil},
		{"changes-since=2026-03-03T10:31:11+02:00", "", nil}, // where the plus is a space
		{"changes-before=" + late, "before", []string{"changes-before"}},
		{"changes-before=abc", "bad-before", []string{"changes-before"}},
		{"limit=x&changes-before=" + late, "bad-limit", []string{"changes-before", "limit"}}, // which not all editions have
		{"changes-since=" + early + "&changes-before=" + late, "period", []string{"changes-before"}},
		{"changes-since=" + early + "&changes-before=" + early, "period", []string{"changes-before"}},
		{"changes-since=" + late + "&changes-before=" + early, "reversed-period", []string{"changes-before"}},
		{"changes-since=2026-03-03T12:00:00%2B02:00&changes-before=2026-03-03T11:00:00Z", "period", []string{"changes-before"}},
		{"marker=" + own, "marker", nil},
		{"marker=" + own + "&limit=1", "limit", nil},
		{"marker=" + own + "&changes-before=" + late, "before", []string{"changes-before"}},
		{"marker=", "unknown-marker", nil},
		{"marker=" + claim.UnknownAction, "unknown-marker", nil},
		{"marker=" + others, "unknown-marker", nil},
		{"marker=999", "unknown-marker", nil},
		{"marker=" + claim.UnknownAction + "&limit=1", "unknown-marker", nil},
		{"marker=" + claim.UnknownAction + "&changes-since=" + late + "&changes-before=" + early, "reversed-period-and-unknown-marker", []string{"changes-before"}},
		{"marker=" + claim.UnknownAction + "&changes-before=" + late, "", nil}, // which is wrong is for the edition to say
		{"marker=" + claim.UnknownAction + "&changes-since=" + early + "&changes-before=" + late, "", nil},
		{"marker=" + nobodys, "", nil}, // nothing tells that there is no such action
		{"%zz", "", nil},
		{"limit=1;marker=2", "", nil},
	} {
		a := another(list)
		a.Exchange.Request.URL += "?" + test.query
		f, ok := judge.Factors(evaluator, a)
		if ok != (test.word != "") || ok && f.Question.Query != test.word {
			t.Errorf("a list with ?%s: %q, known: %t, want %q", test.query, f.Question.Query, ok, test.word)
		}
		if diff := cmp.Diff(test.named, f.Names["parameter"], cmpopts.EquateEmpty()); ok && diff != "" {
			t.Errorf("a list with ?%s: parameters (-want +got):\n%s", test.query, diff)
		}
	}
	for query, want := range map[string]string{"": "empty", "&": "empty", "foo=bar": "unknown-parameter", "limit=1": "unknown-parameter", "changes-since=2026-03-03": "unknown-parameter", "%zz": ""} {
		a := another(show)
		a.Exchange.Request.URL += "?" + query
		if f, ok := judge.Factors(evaluator, a); ok != (want != "") || ok && f.Question.Query != want {
			t.Errorf("an action with ?%s: %q, known: %t, want %q", query, f.Question.Query, ok, want)
		}
	}
	if f, ok := judge.Factors(evaluator, list); !ok || f.Question.Query != "" {
		t.Errorf("a list without a query: %q, known: %t", f.Question.Query, ok)
	}
}
