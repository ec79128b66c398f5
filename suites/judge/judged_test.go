package judge_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// What the catalogue says of every answer of a kind is judged on every such answer
// of a run, writes included.
func TestWhatIsSaidOfEveryAnswerIsJudgedOnEach(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{})
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range contract.Requirements() {
		is, ok := kindsSpokenOf()[r.ID]
		_, otherwise := everyOtherThing()[r.ID]
		if every := saysEvery.MatchString(r.Statement); every != (ok || otherwise) || ok && otherwise {
			t.Errorf("%s says \"every\": %t; enter the kind of answers that it speaks of, or why it speaks of none, or take it out:\n%s", r.ID, every, r.Statement)
		}
		if !ok {
			continue
		}
		judged := map[int]bool{}
		for _, c := range claim.Select(evaluator.Claims(), []string{r.ID}) {
			for _, f := range evaluator.Evaluate(c) {
				for _, at := range f.Evidence {
					judged[at] = f.Outcome == claim.Satisfied || f.Outcome == claim.Violated
				}
			}
		}
		recorded, missed := 0, 0
		for i, x := range recording.Exchanges {
			if !r.Asked.Legacy && claim.IsLegacy(x.Probe) || !is(x) {
				continue
			}
			recorded++
			if !judged[i] {
				missed++
				t.Errorf("%s: %s is not judged", r.ID, x.Probe)
			}
		}
		if recorded < 100 {
			t.Errorf("%s: %d answers of its kind are recorded, want some hundreds", r.ID, recorded)
		}
		t.Logf("%s: %d of %d answers are judged", r.ID, recorded-missed, recorded)
	}
}

// saysEvery finds statements about every answer, or every other thing. Some begin with
// "All" instead.
var saysEvery = regexp.MustCompile(`^All\b|(?i:\bevery\b)`)

// kindsSpokenOf are the kinds of answers of which a requirement says that every one
// is so, told by what was sent and what came back alone.
func kindsSpokenOf() map[string]func(exchange.Exchange) bool {
	shows := func(x exchange.Exchange) bool { return isAnswer(x, true) && x.Response.Status == http.StatusOK }
	lists := func(x exchange.Exchange) bool { return isAnswer(x, false) && x.Response.Status == http.StatusOK }
	toShow := func(x exchange.Exchange) bool { return shows(x) || isAnswer(x, true) && isFault(x) }
	toList := func(x exchange.Exchange) bool { return lists(x) || isAnswer(x, false) && isFault(x) }
	// A refusal that names no microversion, as that of a front end, is free of Vary.
	varies := func(x exchange.Exchange) bool {
		return x.Response.Status == http.StatusOK || x.Response.Header.Get(exchange.VersionHeader) != ""
	}
	return map[string]func(exchange.Exchange) bool{
		"show.body.matches-contract":        shows,
		"show.times.format":                 shows,
		"show.complete.answers-agree":       shows,
		"show.visibility.operator-sees-all": func(x exchange.Exchange) bool { return shows(x) && x.Probe.As == exchange.Admin },
		"show.headers.request-id":           toShow,
		"show.headers.content-type":         toShow,
		"show.microversions.vary":           func(x exchange.Exchange) bool { return toShow(x) && varies(x) },
		"list.body.matches-contract":        lists,
		"list.body.names-its-server":        lists,
		"list.times.format":                 lists,
		"list.complete.answers-agree":       lists,
		"list.complete.one-order":           lists,
		"list.headers.request-id":           toList,
		"list.headers.content-type":         toList,
		"list.microversions.vary":           func(x exchange.Exchange) bool { return toList(x) && varies(x) },
		// Which of several microversions is served is a question of its own.
		"list.microversions.echoed": func(x exchange.Exchange) bool {
			known := x.Response.Status != http.StatusUnauthorized && !slices.Contains([]string{"abc", "2", "2.+50", "2.050", "LATEST", "2.50.0"}, x.Probe.Version) // the microversion
			return known && toList(x) && !strings.Contains(x.Probe.Variant, "API-Version")
		},
	}
}

// everyOtherThing are the requirements that say of something else that every one is
// so.
func everyOtherThing() map[string]string {
	return map[string]string{
		"show.events.same-for-both-audiences":        "every key of two answers",
		"show.events.settled-are-finished":           "every event of an action",
		"show.roles.admin-sees-all-of-any-project":   "every key of an answer",
		"list.microversions.same-actions":            "every key of two answers",
		"list.complete.listed-is-shown":              "every action of a list",
		"list.complete.agrees-with-show":             "every key of two answers",
		"list.paging.pages-make-the-list":            "every action of several lists",
		"list.changes.before-comes-with-its-edition": "every parameter that there is not",
	}
}

// operationForm has the paths of both operations; its last part is that of an action.
var operationForm = regexp.MustCompile(`^(/v2\.1(/[^/]+)?|/v2/[^/]+)/servers/[^/]+/os-instance-actions(/[^/]+)?$`)

// isAnswer reports that an exchange is an answer to who asks for an action, or for a
// list of them.
func isAnswer(x exchange.Exchange, toShow bool) bool {
	path, _, _ := strings.Cut(strings.TrimPrefix(x.Request.URL, suitestest.RootURL), "?")
	for segment := range strings.SplitSeq(path, "/") {
		if plain, err := url.PathUnescape(segment); err != nil || plain == "." || plain == ".." {
			return false // a front end may resolve it
		}
	}
	parts := operationForm.FindStringSubmatch(path)
	return x.Response != nil && x.Request.Method == http.MethodGet && parts != nil && (parts[3] != "") == toShow
}

// isFault reports that an answer is a refusal in the form of the API: one fault with
// its code and a message.
func isFault(x exchange.Exchange) bool {
	var body map[string]struct {
		Code    int
		Message string
	}
	if x.Response.Status/100 != 4 || json.Unmarshal(x.Response.Body, &body) != nil || len(body) != 1 {
		return false
	}
	return slices.Collect(maps.Values(body))[0].Code == x.Response.Status
}

// No answer is judged twice by one declaration of a claim.
func TestNoAnswerIsJudgedTwice(t *testing.T) {
	contract := suitestest.Contract(t)
	evaluator, err := suites.Open(contract, suitestest.Record(t, contract, cloud.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	type judged struct {
		declared, requirement string
		at                    int
	}
	times := map[judged]int{}
	for _, c := range evaluator.Claims() {
		if len(c.Asks) > 1 {
			continue // it lays answers beside each other
		}
		for _, f := range evaluator.Evaluate(c) {
			for _, at := range f.Evidence {
				by := judged{c.Declared, c.Requirement.ID, at}
				if times[by]++; times[by] == 2 {
					t.Errorf("%s judges exchange %d twice at %s", c.Requirement.ID, at, c.Declared)
				}
			}
		}
	}
}

// Of nearly all questions for actions it is known what must come of them.
func TestMostFactorsAreKnown(t *testing.T) {
	const least = 0.9
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{})
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	known, all := map[string]int{}, map[string]int{}
	for _, x := range recording.Exchanges {
		a := evaluator.Answer(x.Probe)
		operation := "show"
		switch {
		case match.ToShow()(a):
		case match.ToList()(a):
			operation = "list"
		default:
			continue
		}
		all[operation]++
		if _, ok := judge.Factors(evaluator, a); ok {
			known[operation]++
		}
	}
	for _, operation := range []string{"show", "list"} {
		share := float64(known[operation]) / float64(all[operation])
		if share < least {
			t.Errorf("%s: the factors of %.1f %% of the questions are known, want %.0f %% at least", operation, 100*share, 100*least)
		}
		t.Logf("%s: the factors of %d of %d questions are known, %.1f %%", operation, known[operation], all[operation], 100*share)
	}
}
