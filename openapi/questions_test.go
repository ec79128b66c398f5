package openapi_test

import (
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/osact/osact/openapi"
)

// field is the word of a question for a factor.
type field struct {
	name string
	word *string
}

func fields(q *openapi.Question) []field {
	return []field{
		{"operation", &q.Operation},
		{"method", &q.Method},
		{"path", &q.Path},
		{"project", &q.Project},
		{"actor", &q.Actor},
		{"token", &q.Token},
		{"version", &q.Version},
		{"content-type", &q.ContentType},
		{"accept", &q.Accept},
		{"query", &q.Query},
		{"server", &q.Server},
		{"action", &q.Action},
		{"policy", &q.Policy},
	}
}

// words are words for each factor.
type words map[string][]string

// vocabulary are all words.
func vocabulary(c *openapi.Contract) words {
	all := words{}
	for _, f := range c.Precedence().Factors {
		for _, w := range f.Values {
			all[f.Name] = append(all[f.Name], w.Name)
		}
	}
	return all
}

// askable are the words in which the reference cloud can be asked, whose policy is known.
func askable(c *openapi.Contract) words {
	return vocabulary(c).with(words{"policy": {"allows", "refuses"}})
}

// usual are the first of the words for each factor.
func (w words) usual() words {
	first := words{}
	for factor := range w {
		first[factor] = w[factor][:1]
	}
	return first
}

// with are the same words, but for those factors that others has words for.
func (w words) with(others words) words {
	w = maps.Clone(w)
	maps.Copy(w, others)
	return w
}

// any is a question in these words, chosen by pick, which is given how many there are to choose from.
func (w words) any(editions []openapi.Edition, pick func(int) int) openapi.Question {
	q := openapi.Question{Edition: editions[pick(len(editions))]}
	for _, f := range fields(&q) {
		*f.word = w[f.name][pick(len(w[f.name]))]
	}
	return q
}

// product is every question in these words.
func (w words) product(editions ...openapi.Edition) iter.Seq[openapi.Question] {
	var choose func(q openapi.Question, factor int, yield func(openapi.Question) bool) bool
	choose = func(q openapi.Question, factor int, yield func(openapi.Question) bool) bool {
		all := fields(&q)
		if factor == len(all) {
			return yield(q)
		}
		for _, word := range w[all[factor].name] {
			*all[factor].word = word
			if !choose(q, factor+1, yield) {
				return false
			}
		}
		return true
	}
	return func(yield func(openapi.Question) bool) {
		for _, e := range editions {
			if !choose(openapi.Question{Edition: e}, 0, yield) {
				return
			}
		}
	}
}

// possible tells whether the reference cloud can be asked q: its policy refuses a bystander alone.
func possible(q openapi.Question) bool { return q.Policy != "refuses" || q.Actor == "bystander" }

// deep is the whole product of what the API itself decides by, at each edition where something changes.
func deep(c *openapi.Contract) []openapi.Question {
	all := askable(c)
	varied := all.usual()
	for _, factor := range []string{"project", "actor", "server", "policy"} {
		varied[factor] = all[factor]
	}
	var list []openapi.Question
	for _, asks := range []words{
		varied.with(words{"operation": {"list"}, "query": all["query"]}),
		varied.with(words{"action": all["action"], "query": {"none", "empty", "unknown-parameter"}}),
	} {
		list = slices.AppendSeq(list, asks.product(c.Boundaries()...))
		refused := asks.with(words{"version": {"malformed", "unoffered"}})
		list = slices.AppendSeq(list, refused.product(openapi.Legacy(), at(2, 1)))
	}
	return slices.DeleteFunc(list, func(q openapi.Question) bool { return !possible(q) })
}

// wide are questions of all kinds, so many that any three words meet.
func wide(c *openapi.Contract) []openapi.Question {
	words, editions, chance := askable(c), c.Boundaries(), rand.New(rand.NewPCG(1, 2))
	distinct := map[openapi.Question]bool{}
	var list []openapi.Question
	for len(list) < 40_000 {
		if q := words.any(editions, chance.IntN); possible(q) && !distinct[q] {
			distinct[q] = true
			list = append(list, q)
		}
	}
	return list
}

// TestQuestionsMeet: any three words for three factors are in one question. The policy is left out, since it goes with
// the actor.
func TestQuestionsMeet(t *testing.T) {
	c := load(t)
	editions, all := c.Boundaries(), askable(c)
	sizes := []int{len(editions)}
	for _, f := range fields(&openapi.Question{}) {
		if f.name != "policy" {
			sizes = append(sizes, len(all[f.name]))
		}
	}
	var numbers [][]int
	for _, q := range wide(c) {
		n := []int{slices.Index(editions, q.Edition)}
		for _, f := range fields(&q)[:len(sizes)-1] {
			n = append(n, slices.Index(all[f.name], *f.word))
		}
		numbers = append(numbers, n)
	}
	for i := range sizes {
		for j := range i {
			for k := range j {
				met, count := make([]bool, sizes[i]*sizes[j]*sizes[k]), 0
				for _, n := range numbers {
					if at := (n[i]*sizes[j]+n[j])*sizes[k] + n[k]; !met[at] {
						met[at] = true
						count++
					}
				}
				if count < len(met) {
					t.Errorf("factors %d, %d and %d: %d of %d meetings", k, j, i, count, len(met))
				}
			}
		}
	}
}
