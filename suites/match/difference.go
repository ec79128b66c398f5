package match

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// HaveOnlyNewKey demands of two answers, an earlier edition's and a later one's,
// that the action is the same but for the given key, which the later one has
// and the earlier one has not.
func HaveOnlyNewKey(key string) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		at := "/instanceAction/" + key
		if places := find(docs[0], at); len(places) > 0 {
			wrong = append(wrong, openapi.Violation{Kind: "presence", At: at, Want: "nothing before this edition", Got: openapi.Excerpt(places[0].value)})
		}
		if places := find(docs[1], at); len(places) == 0 {
			wrong = append(wrong, openapi.Violation{Kind: "presence", At: at, Want: "a value from this edition on", Got: "nothing"})
		}
		return append(wrong, differences(without(docs[0], key), without(docs[1], key))...)
	}
}

// HaveAtMostNewKeys demands of two answers, an earlier edition's and a later one's,
// that the later one is the same but for what it has at the places and the
// earlier one has not. "*" stands for every element of a list.
func HaveAtMostNewKeys(places ...string) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		c := comparison{gains: places}
		c.values(nil, docs[0], docs[1])
		return c.wrong
	}
}

// HaveEqualBodies demands that all answers hold equal JSON, whatever the order of
// their keys.
func HaveEqualBodies() Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		for _, doc := range docs[1:] {
			wrong = append(wrong, differences(docs[0], doc)...)
		}
		return wrong
	}
}

// HaveEqualBodiesPairwise demands that all answers to one actor hold equal JSON.
func HaveEqualBodiesPairwise() Check {
	same := HaveEqualBodies()
	return func(s *Scene) []openapi.Violation {
		var wrong []openapi.Violation
		for _, actor := range exchange.Actors() {
			own := *s
			own.Answers = slices.DeleteFunc(slices.Clone(s.Answers), func(a *Answer) bool { return a.Exchange.Probe.As != actor })
			if len(own.Answers) > 0 {
				wrong = append(wrong, same(&own)...)
			}
		}
		return wrong
	}
}

// HaveEqualValuesAt demands that two answers about one action have the same at each of
// the places, a value or nothing.
func HaveEqualValuesAt(pointers ...string) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		for _, at := range pointers {
			a, b := find(docs[0], at), find(docs[1], at)
			if !slices.EqualFunc(a, b, sameValue) {
				wrong = append(wrong, openapi.Violation{
					Kind: "difference", At: at,
					Want: fmt.Sprintf("%s, as %s is shown", showFirst(a), s.Answers[0].Exchange.Probe.As),
					Got:  fmt.Sprintf("%s, as %s is shown", showFirst(b), s.Answers[1].Exchange.Probe.As),
				})
			}
		}
		return wrong
	}
}

func sameValue(a, b located) bool { return reflect.DeepEqual(a.value, b.value) }

// showFirst renders the first of the values, and "nothing" where there is none.
func showFirst(places []located) string {
	if len(places) == 0 {
		return "nothing"
	}
	return openapi.Excerpt(places[0].value)
}

// documents decodes the bodies of the answers, which must all be 200.
func documents(s *Scene) ([]any, []openapi.Violation) {
	var wrong []openapi.Violation
	docs := make([]any, len(s.Answers))
	for i := range docs {
		wrong = append(wrong, wrongStatus(s.Answers[i], 200)...)
		d := s.Answers[i].decode()
		if d.Syntax != nil {
			wrong = append(wrong, *d.Syntax)
		}
		docs[i] = d.Value
	}
	return docs, wrong
}

// maxDifferences bounds how many places are named: two answers may differ in as
// many as they have.
const maxDifferences = 100

// differences compares two decoded values and names every place where they
// are not equal, 100 at most.
func differences(a, b any) []openapi.Violation {
	var c comparison
	c.values(nil, a, b)
	return c.wrong
}

// comparison collects differences. A place is written out only where there is
// one, since it may be as long as the values are deep.
type comparison struct {
	wrong  []openapi.Violation
	gains  []string // patterns of places that the right side may have alone
	losses []string // patterns of places that the left side may have alone
}

func (c *comparison) values(at []string, a, b any) {
	switch left := a.(type) {
	case map[string]any:
		if right, ok := b.(map[string]any); ok {
			c.objects(at, left, right)
			return
		}
	case []any:
		if right, ok := b.([]any); ok && len(left) == len(right) {
			for i := range left {
				c.values(append(at, strconv.Itoa(i)), left[i], right[i])
			}
			return
		}
	}
	if !reflect.DeepEqual(a, b) {
		c.add(at, openapi.Excerpt(a), openapi.Excerpt(b))
	}
}

func (c *comparison) objects(at []string, left, right map[string]any) {
	for _, key := range keys(left, right) {
		x, inLeft := left[key]
		y, inRight := right[key]
		place := append(at, openapi.Token(key))
		switch {
		case !inRight && isAmong(c.losses, place):
		case !inRight:
			c.add(place, openapi.Excerpt(x), "nothing")
		case !inLeft && isAmong(c.gains, place):
		case !inLeft:
			c.add(place, "nothing", openapi.Excerpt(y))
		default:
			c.values(place, x, y)
		}
	}
}

// isAmong reports whether one of the patterns stands for a place.
func isAmong(patterns, place []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		tokens := strings.Split(strings.TrimPrefix(pattern, "/"), "/")
		return slices.EqualFunc(tokens, place, func(token, name string) bool { return token == "*" || token == name })
	})
}

func (c *comparison) add(at []string, want, got string) {
	if len(c.wrong) == maxDifferences {
		return
	}
	place := strings.Join(append([]string{""}, at...), "/")
	c.wrong = append(c.wrong, openapi.Violation{Kind: "difference", At: place, Want: want, Got: got})
}

// without returns the document with a key of its action left out.
func without(doc any, key string) any {
	envelope, ok := doc.(map[string]any)
	if !ok {
		return doc
	}
	action, ok := envelope["instanceAction"].(map[string]any)
	if !ok {
		return doc
	}
	less := maps.Clone(action)
	delete(less, key)
	whole := maps.Clone(envelope)
	whole["instanceAction"] = less
	return whole
}

// keys returns the keys of both maps, each once, sorted.
func keys[V any, M ~map[string]V](a, b M) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}
