package openapi

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// pairs goes over the keys and values of a map in the order of the file.
func pairs(n *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// field is the value of a key of a map, or nil.
func field(n *yaml.Node, name string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for key, value := range pairs(n) {
		if key.Value == name {
			return behindAlias(value)
		}
	}
	return nil
}

// behindAlias is the node that n stands for.
func behindAlias(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// members goes over the map under a key of n.
func members(n *yaml.Node, key string) func(yield func(name string, value *yaml.Node) bool) {
	return func(yield func(name string, value *yaml.Node) bool) {
		m := field(n, key)
		if m == nil || m.Kind != yaml.MappingNode {
			return
		}
		for name, value := range pairs(m) {
			if !yield(name.Value, behindAlias(value)) {
				return
			}
		}
	}
}

// lookup is the object that a JSON pointer names below root, or nil.
func lookup(root *yaml.Node, pointer string) *yaml.Node {
	n := root
	for _, name := range strings.Split(pointer, "/")[1:] {
		n = field(n, pointerUnescape.Replace(name))
	}
	return n
}
