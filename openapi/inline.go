package openapi

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Following a reference costs the schema library as much as judging a short string. So references to schemas of single
// values are replaced by what they refer to before compiling, and a failure there is traced back to its source when it
// is written out.

// annotations are the keywords that judge nothing; scalars are those that judge a single value.
var (
	annotations = []string{"title", "description", "examples", "example", "deprecated", editionMark, audienceMark, ownerMark}
	scalars     = []string{"type", "enum", "const", "format", "pattern", "minLength", "maxLength"}
)

// inlined is n, or what n refers to if that judges a single value and n adds nothing to it.
func (d *document) inlined(n *yaml.Node) *yaml.Node {
	ref := field(n, "$ref")
	if ref == nil {
		return n
	}
	referred := d.at[target(ref)]
	for key := range pairs(n) {
		if key.Value != "$ref" && !slices.Contains(annotations, key.Value) {
			return n
		}
	}
	for key := range pairs(referred) {
		if !slices.Contains(annotations, key.Value) && !slices.Contains(scalars, key.Value) {
			return n
		}
	}
	return referred
}

// traced is the rule that a keyword at pointer comes from, if pointer lies in a reference that was replaced, and the
// references that lead to it, the last first.
func (d *document) traced(pointer string) (rule string, refs []string) {
	if d.at[pointer] != nil {
		return pointer, nil
	}
	enclosing, keyword, _ := above(pointer)
	end, way := d.resolve(enclosing)
	return below(end, keyword), way[1:]
}

// value is n as JSON for the schema library: the keys of maps all strings, references to single values replaced.
func (d *document) value(n *yaml.Node) any {
	n = d.inlined(behindAlias(n))
	switch n.Kind {
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for key, v := range pairs(n) {
			m[key.Value] = d.value(v)
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = d.value(item)
		}
		return list
	default:
		var v any
		if n.Tag == "!!str" || n.Decode(&v) != nil {
			return n.Value
		}
		return v
	}
}
