package match

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/osact/osact/openapi"
)

// GainOnly demands of two answers, an earlier edition's and a later one's,
// that the action is the same but for the given key, which the later one has
// and the earlier one has not.
func GainOnly(key string) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		at := "/instanceAction/" + key
		if places := find(docs[0], at); len(places) > 0 {
			wrong = append(wrong, openapi.Violation{Kind: "presence", At: at, Want: "nothing before this edition", Got: show(places[0].value)})
		}
		if places := find(docs[1], at); len(places) == 0 {
			wrong = append(wrong, openapi.Violation{Kind: "presence", At: at, Want: "a value from this edition on", Got: "nothing"})
		}
		return append(wrong, differences(without(docs[0], key), without(docs[1], key))...)
	}
}

// SayTheSame demands that two answers hold equal JSON, whatever the order of
// their keys.
func SayTheSame() Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		return differences(docs[0], docs[1])
	}
}

// ShareAt demands that two answers about one action have the same at each of
// the places, a value or nothing.
func ShareAt(pointers ...string) Check {
	return func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		for _, at := range pointers {
			if a, b := valueAt(docs[0], at), valueAt(docs[1], at); a != b {
				wrong = append(wrong, openapi.Violation{
					Kind: "difference", At: at,
					Want: fmt.Sprintf("%s, as %s is shown", a, s.Answers[0].Exchange.Probe.As),
					Got:  fmt.Sprintf("%s, as %s is shown", b, s.Answers[1].Exchange.Probe.As),
				})
			}
		}
		return wrong
	}
}

// valueAt writes the value at a place as JSON, and "nothing" where there is none.
func valueAt(doc any, at string) string {
	if places := find(doc, at); len(places) > 0 {
		return show(places[0].value)
	}
	return "nothing"
}

// documents decodes the bodies of two answers, which must both be 200.
func documents(s *Scene) ([2]any, []openapi.Violation) {
	var wrong []openapi.Violation
	var docs [2]any
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

// differences compares two decoded values and names every place where they
// are not equal.
func differences(a, b any) []openapi.Violation {
	return compare("", a, b)
}

func compare(at string, a, b any) []openapi.Violation {
	if left, ok := a.(map[string]any); ok {
		if right, ok := b.(map[string]any); ok {
			var wrong []openapi.Violation
			for _, key := range keys(left, right) {
				x, inA := left[key]
				y, inB := right[key]
				place := at + "/" + escape(key)
				switch {
				case !inB:
					wrong = append(wrong, openapi.Violation{Kind: "difference", At: place, Want: show(x), Got: "nothing"})
				case !inA:
					wrong = append(wrong, openapi.Violation{Kind: "difference", At: place, Want: "nothing", Got: show(y)})
				default:
					wrong = append(wrong, compare(place, x, y)...)
				}
			}
			return wrong
		}
	}
	if left, ok := a.([]any); ok {
		if right, ok := b.([]any); ok && len(left) == len(right) {
			var wrong []openapi.Violation
			for i := range left {
				wrong = append(wrong, compare(fmt.Sprintf("%s/%d", at, i), left[i], right[i])...)
			}
			return wrong
		}
	}
	if reflect.DeepEqual(a, b) {
		return nil
	}
	return []openapi.Violation{{Kind: "difference", At: at, Want: show(a), Got: show(b)}}
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
func keys(a, b map[string]any) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}
