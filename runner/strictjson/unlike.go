package strictjson

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// longestShown bounds how much of a value is shown, in bytes.
const longestShown = 80

// Unlike names the first member in which two values differ once they are JSON, with what
// stands there in each: "predicate/result", `"PASSED"`, `"FAILED"`. Differ is false where
// they are the same.
func Unlike(one, other any) (where, in1, in2 string, differ bool, err error) {
	a, err := plain(one)
	if err != nil {
		return "", "", "", false, err
	}
	b, err := plain(other)
	if err != nil {
		return "", "", "", false, err
	}
	where, x, y, differ := unlike("", a, b)
	return where, shown(x), shown(y), differ, nil
}

// absent stands for a member that is not there.
type absent struct{}

// plain turns a value into what JSON makes of it.
func plain(value any) (any, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	var all any
	return all, json.Unmarshal(text, &all)
}

func unlike(at string, one, other any) (where string, x, y any, differ bool) {
	switch a := one.(type) {
	case map[string]any:
		if b, ok := other.(map[string]any); ok {
			return unlikeObjects(at, a, b)
		}
	case []any:
		if b, ok := other.([]any); ok {
			return unlikeLists(at, a, b)
		}
	default:
		switch other.(type) {
		case map[string]any, []any:
		default:
			return at, one, other, one != other
		}
	}
	return at, one, other, true
}

func unlikeObjects(at string, one, other map[string]any) (where string, x, y any, differ bool) {
	names := map[string]bool{}
	for _, object := range []map[string]any{one, other} {
		for name := range object {
			names[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if where, x, y, differ = unlike(under(at, name), in(one, name), in(other, name)); differ {
			return where, x, y, true
		}
	}
	return at, nil, nil, false
}

func unlikeLists(at string, one, other []any) (where string, x, y any, differ bool) {
	for i := range min(len(one), len(other)) {
		if where, x, y, differ = unlike(under(at, fmt.Sprint(i)), one[i], other[i]); differ {
			return where, x, y, true
		}
	}
	if len(one) != len(other) {
		return at, one, other, true
	}
	return at, nil, nil, false
}

// under is the place of a member.
func under(at, name string) string {
	if at == "" {
		return name
	}
	return at + "/" + name
}

// in returns a member of an object.
func in(object map[string]any, name string) any {
	if value, ok := object[name]; ok {
		return value
	}
	return absent{}
}

// shown shows a value in a few words.
func shown(value any) string {
	switch v := value.(type) {
	case absent:
		return "nothing"
	case []any:
		return fmt.Sprintf("a list of %d", len(v))
	case map[string]any:
		return fmt.Sprintf("an object of %d members", len(v))
	}
	text, err := json.Marshal(value)
	if err != nil {
		return cmp.Or(fmt.Sprint(value), "nothing")
	}
	if len(text) > longestShown {
		return fmt.Sprintf("%.*s...", longestShown, text)
	}
	return string(text)
}
