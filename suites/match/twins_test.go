package match_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

// twin is a pair of scenes which differ in one clause of a check alone: one
// that the check accepts and one that it refuses, for the reasons in wrong.
type twin struct {
	check     string // the exported check that demand comes from
	clause    string // what the two scenes differ in
	demand    Check
	good, bad *Scene
	wrong     []wrong
}

// wrong is the part of a violation that does not depend on its wording.
type wrong struct{ Kind, At string }

// twins are the twin pairs of every check, one table for each source file.
func twins(t testing.TB) []twin {
	return slices.Concat(
		allTwins(),
		statusTwins(),
		valueTwins(),
		askedTwins(),
		versionsTwins(),
		faultTwins(),
		timesTwins(),
		eventsTwins(),
		failuresTwins(),
		hostsTwins(),
		secretsTwins(),
		indistinguishableTwins(),
		differenceTwins(),
		durationsTwins(),
		headersTwins(),
		recordedTwins(),
		contractTwins(t),
		actionsTwins(),
		listsTwins(),
		pagesTwins(),
		changesTwins(),
		refusalTwins(),
		cachingTwins(),
		clockTwins(),
		charsetTwins(), encodingTwins(), legacyTwins(),
		doneTwins(),
		agreementTwins(),
		forbidTwins(),
		meaningTwins(),
		identityTwins(),
		recordTwins(),
		orderTwins(),
		linkTwins(),
		visibilityTwins(),
		precedenceTwins(t),
	)
}

// testTwins shows each check both of its twins.
func testTwins(t *testing.T, twins []twin) {
	for _, w := range twins {
		t.Run(w.check+"/"+w.clause, func(t *testing.T) {
			if found := w.demand(w.good); len(found) > 0 {
				t.Errorf("refused:\n%s", Describe(found))
			}
			if diff := cmp.Diff(w.wrong, places(w.demand(w.bad))); diff != "" {
				t.Errorf("its twin is refused for other reasons (-want +got):\n%s", diff)
			}
			for _, v := range w.demand(w.bad) {
				if v.Want == "" || v.Got == "" {
					t.Errorf("a violation must say what was wanted and what was got: %+v", v)
				}
			}
		})
	}
}

// unreadable are the twins that every check of a shown action has: there is
// nothing to read in an answer that is no 200, nor in one that is no JSON.
func unreadable(check string, demand Check, good *Scene) []twin {
	return []twin{
		{check, "an answer that is no 200", demand, good, scene(answer(status(404))), []wrong{{"status", "status"}}},
		{check, "a body that is no JSON", demand, good, scene(answer(body("<html>"))), []wrong{{"syntax", ""}}},
	}
}

func places(violations []openapi.Violation) []wrong {
	var all []wrong
	for _, v := range violations {
		all = append(all, wrong{v.Kind, v.At})
	}
	return all
}

func TestEveryCheckHasTwins(t *testing.T) {
	paired := map[string]bool{}
	for _, w := range twins(t) {
		paired[w.check] = true
	}
	checks := exportedChecks(t)
	for _, name := range checks {
		if !paired[name] {
			t.Errorf("%s has no twin pair: enter one in the table of its source file", name)
		}
	}
	for name := range paired {
		if !slices.Contains(checks, name) {
			t.Errorf("there are twins of %s, which is no exported check", name)
		}
	}
}

// exportedChecks returns the exported functions of the package that return a Check.
func exportedChecks(t *testing.T) []string {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range source.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() || f.Type.Results.NumFields() != 1 {
				continue
			}
			if result, ok := f.Type.Results.List[0].Type.(*ast.Ident); ok && result.Name == "Check" {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}

func TestEveryViolationIsReported(t *testing.T) {
	running := []change{
		edit(`"finish_time": "2026-03-03T10:31:41.000000"`, `"finish_time": null`),
		edit(`"finish_time": "2026-03-03T10:31:13.402193"`, `"finish_time": null`),
	}
	tests := []struct {
		name   string
		demand Check
		scene  *Scene
		want   []wrong
	}{
		{
			"of each answer", HaveStatus(200), scene(answer(status(404)), answer(), answer(status(500))),
			[]wrong{{"status", "status"}, {"status", "status"}},
		},
		{
			"of one fault", HaveFault(404, "itemNotFound", "{finished.id}", server),
			scene(refusal(status(400), body(`{"itemNotFound": {"code": "404", "message": "gone"}}`))),
			[]wrong{
				{"status", "status"},
				{"value", "/itemNotFound/code"},
				{"value", "/itemNotFound/message"},
				{"value", "/itemNotFound/message"},
			},
		},
		{
			"of each shown action", HaveNoMessage(),
			scene(answer(edit(`"message": null`, `"message": 1`)), answer(edit(`"message": null`, `"message": 2`))),
			[]wrong{{"value", "/instanceAction/message"}, {"value", "/instanceAction/message"}},
		},
		{
			"of each event", HaveResultsOnlyWhenFinished(), scene(answer(running...)),
			[]wrong{{"value", "/instanceAction/events/0/result"}, {"value", "/instanceAction/events/1/result"}},
		},
		{
			"of each rule", MatchContract(),
			under(loaded(t), "show.body.matches-contract", answer(edit(`"message": null`, `"message": 7`), edit(`"resize"`, `""`))),
			[]wrong{{"minLength", "/instanceAction/action"}, {"type", "/instanceAction/message"}},
		},
		{
			"of each key", HaveEqualBodies(), scene(answer(), answer(edit(`"resize"`, `"reboot"`), edit(`"host": "ctl-01"`, `"host": null`))),
			[]wrong{{"difference", "/instanceAction/action"}, {"difference", "/instanceAction/events/1/host"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, places(test.demand(test.scene))); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

// A check is total: whatever the answers hold, it says the same about them twice.
func TestChecksTakeAnyBytes(t *testing.T) {
	bodies := []string{
		"", "null", "true", "7", `""`, "[]", "{}", `{"instanceAction"`, "\xff\xfe", "{} {}",
		`{"instanceAction": null}`, `{"instanceAction": []}`, `{"instanceAction": [{"events": [{}]}]}`,
		`{"instanceAction": {"events": {}}}`, `{"instanceAction": {"events": [null, 7, [], "x", {"start_time": {}}]}}`,
		`{"instanceAction": {"message": {}, "events": [{"start_time": [], "finish_time": {}, "result": []}]}}`,
		`{"itemNotFound": []}`, `{"itemNotFound": {"code": {}, "message": []}}`,
		strings.Repeat("[", 20_000), strings.Repeat("[", 2_000) + strings.Repeat("]", 2_000),
	}
	contract := loaded(t)
	checks := map[string]Check{}
	for _, w := range twins(t) {
		checks[w.check] = w.demand
	}
	for name, check := range checks {
		for _, text := range bodies {
			for _, code := range []int{0, 200, 404} {
				found := func() []openapi.Violation {
					return check(under(contract, "show.body.matches-contract", answer(body(text), status(code)), answer(body(text))))
				}
				if first, again := found(), found(); !reflect.DeepEqual(first, again) {
					t.Errorf("%s says two things about %.40q:\n%v\n%v", name, text, first, again)
				}
			}
		}
	}
}

// Nor does a check rest on what kind of value stands anywhere: every value of a
// key is an object, or a list, in all answers of the scenes that it accepts.
func TestChecksTakeAnyValues(t *testing.T) {
	for _, w := range twins(t) {
		keys := map[string]bool{}
		for _, a := range w.good.Answers {
			doc, _ := a.Document()
			replaced(doc, func(key string, value any) any { keys[key] = true; return value })
		}
		for key := range keys {
			for _, with := range []any{map[string]any{}, []any{}} {
				strange := *w.good
				strange.Answers = nil
				for _, a := range w.good.Answers {
					strange.Answers = append(strange.Answers, having(t, a, key, with))
				}
				beside := slices.Concat(w.good.Answers, strange.Answers)
				strange.Records = func() *Records { return NewRecords(beside) }
				found := func() []openapi.Violation {
					defer func() {
						if p := recover(); p != nil {
							t.Errorf("%s, where %q is %v: %v", w.check, key, with, p)
						}
					}()
					return w.demand(&strange)
				}
				if first, again := found(), found(); !reflect.DeepEqual(first, again) {
					t.Errorf("%s says two things where %q is %v:\n%v\n%v", w.check, key, with, first, again)
				}
			}
		}
	}
}

// having is the answer with another value wherever its body has the key.
func having(t *testing.T, a *Answer, key string, with any) *Answer {
	doc, isJSON := a.Document()
	other, response := &Answer{Place: a.Place, Version: a.Version, Exchange: a.Exchange, Response: a.Response}, *a.Response
	if isJSON {
		text, err := json.Marshal(replaced(doc, func(name string, value any) any {
			if name == key {
				return with
			}
			return value
		}))
		if err != nil {
			t.Fatal(err)
		}
		response.Body, other.Response = text, &response
	}
	return other
}

// replaced is a JSON value with what by returns for the members of its objects.
func replaced(doc any, by func(key string, value any) any) any {
	switch v := doc.(type) {
	case map[string]any:
		other := map[string]any{}
		for key, value := range v {
			other[key] = by(key, replaced(value, by))
		}
		return other
	case []any:
		other := make([]any, len(v))
		for i, value := range v {
			other[i] = replaced(value, by)
		}
		return other
	}
	return doc
}
