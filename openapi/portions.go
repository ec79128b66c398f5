package openapi

import (
	"iter"
	"maps"
	"slices"
	"strconv"
)

// portionItems is how many elements of an array are judged at a time.
const portionItems = 64

// portion is a part of a document that can be judged in place of the whole: the whole with each long array cut to some
// of its elements.
type portion struct {
	value any
	// at is where the array of this portion is in the value, and whole where it is in the document; nil for the first
	// portion, which is all about what is not in a long array's rest.
	at, whole []string
	from      int // the index that the array's first element has in the document
}

// portions divides a document so that each element of each array is in one portion at least, together with what
// encloses it. A schema library tells all that is wrong with a value or nothing, and an answer may be wrong in a million
// places: by portions one can stop when enough is known. Keywords about an array as a whole see the portions of it.
func portions(document any) iter.Seq[portion] {
	return func(yield func(portion) bool) {
		if !hasLong(document) {
			yield(portion{value: document})
			return
		}
		if yield(portion{value: shortened(document)}) {
			d := division{yield: yield}
			d.rest(document, func(v any) any { return v })
		}
	}
}

// division goes through a document and yields what shortened cuts off.
type division struct {
	yield     func(portion) bool
	at, whole []string // where it is, as in a portion
}

// rest yields the portions below v; enclose gives a value in the place of v what encloses v. It tells whether to go on.
func (d *division) rest(v any, enclose func(any) any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if !d.below(name, name, v[name], func(x any) any {
				object, _ := shortened(v).(map[string]any)
				object[name] = x
				return enclose(object)
			}) {
				return false
			}
		}
	case []any:
		for from := portionItems; from < len(v); from += portionItems {
			value := enclose(shortened(v[from:min(from+portionItems, len(v))]))
			if !d.yield(portion{value, slices.Clone(d.at), slices.Clone(d.whole), from}) {
				return false
			}
		}
		for i, item := range v {
			if !d.below("0", strconv.Itoa(i), item, func(x any) any { return enclose([]any{x}) }) {
				return false
			}
		}
	}
	return true
}

// below goes on with a member or an element of where the division is.
func (d *division) below(at, whole string, v any, enclose func(any) any) bool {
	d.at, d.whole = append(d.at, at), append(d.whole, whole)
	more := d.rest(v, enclose)
	d.at, d.whole = d.at[:len(d.at)-1], d.whole[:len(d.whole)-1]
	return more
}

// hasLong tells whether there is an array that shortened would cut.
func hasLong(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, member := range v {
			if hasLong(member) {
				return true
			}
		}
	case []any:
		return len(v) > portionItems || slices.ContainsFunc(v, hasLong)
	}
	return false
}

// shortened copies a value with each long array cut to its first elements.
func shortened(v any) any {
	switch v := v.(type) {
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, member := range v {
			object[name] = shortened(member)
		}
		return object
	case []any:
		list := make([]any, min(len(v), portionItems))
		for i := range list {
			list[i] = shortened(v[i])
		}
		return list
	default:
		return v
	}
}

// place turns a place in the portion's value into the one in the document. It is not ok for a place outside of the
// portion's array, which another portion is about.
func (p portion) place(at []string) ([]string, bool) {
	if p.at == nil && p.from == 0 {
		return at, true
	}
	if len(at) <= len(p.at) || !slices.Equal(at[:len(p.at)], p.at) {
		return nil, false
	}
	i, err := strconv.Atoi(at[len(p.at)])
	if err != nil {
		return nil, false
	}
	return slices.Concat(p.whole, []string{strconv.Itoa(p.from + i)}, at[len(p.at)+1:]), true
}
