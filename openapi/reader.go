package openapi

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// reader reads the YAML of one file strictly. Its errors begin with the file and the line.
type reader struct{ file string }

// parse reads the one YAML document of data.
func (r reader) parse(data []byte) (*yaml.Node, error) {
	var top yaml.Node
	if err := yaml.Unmarshal(data, &top); err != nil {
		text := strings.TrimPrefix(err.Error(), "yaml: ")
		if where, what, ok := strings.Cut(strings.TrimPrefix(text, "line "), ": "); ok && where != text {
			return nil, fmt.Errorf("%s:%s: %s", r.file, where, what)
		}
		return nil, fmt.Errorf("%s: %s", r.placeOfAlias(text, data), text)
	}
	if len(top.Content) != 1 {
		return nil, fmt.Errorf("%s:1: the file is empty", r.file)
	}
	return top.Content[0], nil
}

// unknownAnchor is how the library says that an alias stands for nothing. It does not say where.
var unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)

// placeOfAlias is the file, and the line of the alias that an error is about, if it is about one.
func (r reader) placeOfAlias(text string, data []byte) string {
	m := unknownAnchor.FindStringSubmatch(text)
	if m == nil {
		return r.file
	}
	before, _, found := strings.Cut(string(data), "*"+m[1])
	if !found {
		return r.file
	}
	return fmt.Sprintf("%s:%d", r.file, strings.Count(before, "\n")+1)
}

// errorf is an error about n.
func (r reader) errorf(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, n.Line, fmt.Sprintf(format, args...))
}

// fields reads a map, giving each value to the function that is known for its key. An unknown or repeated key is an error.
func (r reader) fields(n *yaml.Node, known map[string]func(*yaml.Node) error) error {
	n = behindAlias(n)
	if n.Kind != yaml.MappingNode {
		return r.errorf(n, "a map is needed here, with keys of %s", names(known))
	}
	seen := map[string]bool{}
	for key, value := range pairs(n) {
		read, ok := known[key.Value]
		if !ok {
			return r.errorf(key, "unknown key %q; known are %s", key.Value, names(known))
		}
		if seen[key.Value] {
			return r.errorf(key, "key %q is given twice", key.Value)
		}
		seen[key.Value] = true
		if err := read(value); err != nil {
			return err
		}
	}
	return nil
}

// items reads a list, giving each item to read.
func (r reader) items(n *yaml.Node, read func(*yaml.Node) error) error {
	n = behindAlias(n)
	if n.Kind != yaml.SequenceNode {
		return r.errorf(n, "a list is needed here")
	}
	for _, item := range n.Content {
		if err := read(item); err != nil {
			return err
		}
	}
	return nil
}

// text reads a string that is not blank into s.
func (r reader) text(s *string) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		n = behindAlias(n)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
			return r.errorf(n, "a string is needed here")
		}
		if *s = strings.TrimSpace(n.Value); *s == "" {
			return r.errorf(n, "this text must not be empty")
		}
		return nil
	}
}

// version reads a quoted microversion into v. An unquoted one is a YAML number, and 2.10 would be 2.1.
func (r reader) version(v *Version) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		n = behindAlias(n)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
			return r.errorf(n, `a microversion must be quoted, for example "2.10": unquoted it is the number 2.1`)
		}
		var err error
		if *v, err = ParseVersion(n.Value); err != nil {
			return r.errorf(n, "%v", err)
		}
		return nil
	}
}

// truth reads true or false into b.
func (r reader) truth(b *bool) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		n = behindAlias(n)
		if n.Tag != "!!bool" {
			return r.errorf(n, "true or false is needed here")
		}
		return n.Decode(b)
	}
}

// names lists the keys of known for an error.
func names[V any](known map[string]V) string {
	list := make([]string, 0, len(known))
	for name := range known {
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
