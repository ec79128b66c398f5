package match

import (
	"fmt"
	"maps"
	"slices"

	"github.com/osact/osact/openapi"
)

// HaveEqualLists demands that two answers list the same actions in the same
// order, with the same keys, but for the gained ones: those the first list has
// nowhere and the second one everywhere.
//
// The server may be acted on between the two answers, so what one of them has
// in front of the newest action of both is passed over, and so are the values
// that change while an action is under way. An answer with a link to a next
// page may end before the other does.
func HaveEqualLists(gained ...string) Check {
	return comparing(func(a, b []located) []openapi.Violation {
		var wrong []openapi.Violation
		for _, key := range gained {
			wrong = append(wrong, presence(a, key, false)...)
			wrong = append(wrong, presence(b, key, true)...)
		}
		return append(wrong, sameActions(a, b, func(x, y map[string]any) (map[string]any, map[string]any) {
			return whatItIs(less(x, gained), less(y, gained))
		})...)
	})
}

// HaveEqualActions demands the same of two answers that need not have the same
// keys: of every key that both have.
func HaveEqualActions() Check {
	return comparing(func(a, b []located) []openapi.Violation {
		return sameActions(a, b, func(x, y map[string]any) (map[string]any, map[string]any) { return whatItIs(shared(x, y)) })
	})
}

// MatchShownActions demands of two answers, one that shows an action and a list,
// that the action is listed, with equal values in every key that both have but
// the given ones. A list of another server's actions need not have it, nor one
// with a link to a next page.
func MatchShownActions(but ...string) Check {
	cut := func(x, y map[string]any) (map[string]any, map[string]any) { return shared(less(x, but), less(y, but)) }
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		envelope, _ := docs[0].(map[string]any)
		action, _ := envelope["instanceAction"].(map[string]any)
		list := find(docs[1], listedActions)
		if len(list) > 0 && !slices.ContainsFunc(list, having("instance_uuid", action["instance_uuid"])) {
			return nil
		}
		// One request can have caused two actions, of which one is shown.
		var differ []openapi.Violation
		for _, item := range list {
			if having("request_id", action["request_id"])(item) {
				different := sameActions([]located{{item.at, action}}, []located{item}, cut)
				if len(different) == 0 {
					return nil
				}
				differ = append(differ, different...)
			}
		}
		if len(differ) > 0 || goesOn(docs[1]) {
			return differ
		}
		return []openapi.Violation{{
			Kind: "value", At: "/instanceActions",
			Want: "the action that is shown, " + openapi.Excerpt(action["request_id"]),
			Got:  fmt.Sprintf("%d actions without it", len(list)),
		}}
	}
}

// comparing makes a check of what two answers list, as far as they can be
// compared.
func comparing(check func(a, b []located) []openapi.Violation) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		a, b := inBoth(find(docs[0], listedActions), find(docs[1], listedActions))
		return check(asFar(a, b, goesOn(docs[0]), goesOn(docs[1])))
	}
}

// asFar cuts two lists of actions as far as both are told: of one that goes on,
// on a page that was not asked for, nothing is known behind its end.
func asFar(a, b []located, aGoesOn, bGoesOn bool) (x, y []located) {
	if aGoesOn && len(b) > len(a) {
		b = b[:len(a)]
	}
	if bGoesOn && len(a) > len(b) {
		a = a[:len(b)]
	}
	return a, b
}

// inBoth cuts two lists of actions to begin with the newest that both have.
// Lists that share none stay as they are.
func inBoth(a, b []located) (x, y []located) {
	places := byRequest(b)
	for i, item := range a {
		if j, ok := places[requestOf(item)]; ok {
			return a[i:], b[j:]
		}
	}
	return a, b
}

// byRequest maps the request ids of a list to the first places where they are.
func byRequest(list []located) map[string]int {
	places := make(map[string]int, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		if id := requestOf(list[i]); id != "" {
			places[id] = i
		}
	}
	return places
}

// requestOf returns the request id of a listed action; "" where it has none.
func requestOf(item located) string {
	value, _ := field(item.value, "request_id")
	id, _ := value.(string)
	return id
}

// goesOn tells whether a list has a link to a next page.
func goesOn(doc any) bool {
	_, ok := field(doc, "links")
	return ok
}

// having finds an object with a text as the value of a key.
func having(key string, want any) func(located) bool {
	return func(place located) bool {
		text, isText := want.(string)
		got, ok := field(place.value, key)
		return ok && isText && got == any(text)
	}
}

// sameActions names the places where two lists of actions differ, after cut has
// taken away what need not be equal. The places are those of the second list.
func sameActions(a, b []located, cut func(x, y map[string]any) (map[string]any, map[string]any)) []openapi.Violation {
	var wrong []openapi.Violation
	for i := range min(len(a), len(b)) {
		if len(wrong) >= maxDifferences {
			break
		}
		x, _ := a[i].value.(map[string]any)
		y, _ := b[i].value.(map[string]any)
		if x == nil || y == nil {
			wrong = append(wrong, under(b[i].at, differences(a[i].value, b[i].value))...)
			continue
		}
		x, y = cut(x, y)
		wrong = append(wrong, under(b[i].at, differences(x, y))...)
	}
	if len(a) != len(b) {
		wrong = append(wrong, openapi.Violation{
			Kind: "difference", At: "/instanceActions",
			Want: fmt.Sprintf("%d actions, as in the list before", len(a)), Got: fmt.Sprintf("%d actions", len(b)),
		})
	}
	return wrong[:min(len(wrong), maxDifferences)]
}

// under places violations of a part in the whole.
func under(at string, violations []openapi.Violation) []openapi.Violation {
	for i := range violations {
		violations[i].At = at + violations[i].At
	}
	return violations
}

// presence names the actions that lack a key, or have it where none should.
func presence(actions []located, key string, wanted bool) []openapi.Violation {
	var wrong []openapi.Violation
	for _, place := range actions {
		value, ok := field(place.value, key)
		switch {
		case ok && !wanted:
			wrong = append(wrong, openapi.Violation{Kind: "presence", At: place.at + "/" + key, Want: "nothing before this edition", Got: openapi.Excerpt(value)})
		case !ok && wanted:
			wrong = append(wrong, openapi.Violation{Kind: "presence", At: place.at + "/" + key, Want: "a value from this edition on", Got: "nothing"})
		}
	}
	return wrong
}

// less is an action without some of its keys.
func less(action map[string]any, keys []string) map[string]any {
	rest := maps.Clone(action)
	for _, key := range keys {
		delete(rest, key)
	}
	return rest
}

// whatItIs are two actions without the values that change while one is under
// way.
func whatItIs(x, y map[string]any) (map[string]any, map[string]any) {
	changing := []string{"message", "updated_at"}
	return less(x, changing), less(y, changing)
}

// shared are two actions as far as they have the same keys.
func shared(x, y map[string]any) (map[string]any, map[string]any) {
	in := func(other map[string]any) func(string, any) bool {
		return func(key string, _ any) bool { _, ok := other[key]; return !ok }
	}
	x2, y2 := maps.Clone(x), maps.Clone(y)
	maps.DeleteFunc(x2, in(y))
	maps.DeleteFunc(y2, in(x))
	return x2, y2
}
