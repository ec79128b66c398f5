package openapi_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/osact/osact/openapi"
)

// TestOracle holds what the contract says must come of a question against what comes of it on the reference cloud, which
// was written apart. Where they differ one of them is wrong: the documents tell which.
func TestOracle(t *testing.T) {
	contract := load(t)
	answers := askAll(t, append(deep(contract), wide(contract)...))
	t.Logf("%d questions", len(answers))

	t.Run("says what the cloud does", func(t *testing.T) {
		for _, d := range differences(contract, answers) {
			t.Error(d)
		}
	})
	t.Run("says so where the policy is unknown too", func(t *testing.T) {
		for i := range answers {
			a := answers[i]
			a.Policy = ""
			if e := contract.Expected(a.Question); !slices.ContainsFunc(e.Right, a.is) {
				t.Fatalf("%v\nwant %s", answers[i], e)
			}
		}
	})
	t.Run("has a use for each rule", func(t *testing.T) {
		idle := map[string]bool{}
		for _, r := range contract.Precedence().Rules {
			idle[r.Name] = true
		}
		for _, a := range answers {
			for _, r := range contract.Expected(a.Question).Right {
				delete(idle, r.Rule)
			}
		}
		equal(t, "the rules that no answer is held against", map[string]bool{"unknown-policy": true}, idle)
	})
	t.Run("depends on each rule", func(t *testing.T) { dependsOnEachRule(t, answers) })
	t.Run("depends on their order", func(t *testing.T) { dependsOnTheirOrder(t, answers) })
}

// askAll puts the questions to the reference cloud, several at a time.
func askAll(tb testing.TB, questions []openapi.Question) []asked {
	tb.Helper()
	ask := newAsker(tb)
	answers := make([]asked, len(questions))
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		all.Go(func() {
			for i := w; i < len(questions); i += workers {
				// Of its own, so that a question is the same request whoever asks it.
				answers[i] = ask.ask(questions[i], rand.New(rand.NewPCG(0, uint64(i))))
			}
		})
	}
	all.Wait()
	return answers
}

// differs tells whether an answer is not what a contract expects of upstream.
func (a *asked) differs(c *openapi.Contract) bool { return !a.is(upstream(c.Expected(a.Question))) }

// differences says where answers differ from what a contract expects, each kind once, with an example.
func differences(c *openapi.Contract, answers []asked) []string {
	kinds, examples := map[string]int{}, map[string]string{}
	for i := range answers {
		if a := &answers[i]; a.differs(c) {
			want := upstream(c.Expected(a.Question))
			kind := fmt.Sprintf("%s: want %s, got %d %s", want.Rule, want, a.status, a.fault)
			kinds[kind]++
			examples[kind] = a.String()
		}
	}
	var list []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list = append(list, fmt.Sprintf("%s, %d times, as in\n%s", kind, kinds[kind], examples[kind]))
	}
	return list
}

// upstream is which of the right replies upstream gives: that of the first rule, but for the one liberty that it does not
// take.
func upstream(e openapi.Expectation) openapi.Reply {
	for _, r := range e.Right {
		if r.Rule != "project-left-out-below-v2" {
			return r
		}
	}
	return openapi.Reply{}
}

// String is what was asked and answered, for people.
func (a asked) String() string {
	return fmt.Sprintf("%s\n%+v\n%d %s %q", a.line, a.Question, a.status, a.fault, a.message)
}
