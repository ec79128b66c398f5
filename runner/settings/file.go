package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

// File is read where no flag names another, if it is there.
const File = "osact.yaml"

// maxFile is how many bytes a configuration file may have.
const maxFile = 1 << 20

// fromFile gives flags what the configuration file says of them.
func (s *Settings) fromFile(flags, all *pflag.FlagSet, names []string) error {
	file, named := s.File, s.File != ""
	if !named {
		file = File
	}
	content, err := boundedfile.Read(file, maxFile)
	switch {
	case !named && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return exit.Usagef("the configuration file can't be read: %w", err)
	}
	root, err := document(content)
	switch {
	case err != nil:
		return exit.Usagef("%s: %w", file, err)
	case root == nil:
		return nil
	case root.Kind != yaml.MappingNode:
		return exit.Usagef("%s:%d: settings are written as \"name: value\"", file, root.Line)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := resolved(root.Content[i]), root.Content[i+1]
		place := fmt.Sprintf("%s:%d", file, key.Line)
		switch {
		case !slices.Contains(names, key.Value):
			return fmt.Errorf("%s: %w", place, suggest.Unknown("setting", key.Value, names))
		case seen[key.Value]:
			return exit.Usagef("%s: %s is set twice", place, key.Value)
		}
		seen[key.Value] = true
		if s.Origins[key.Value] != "" {
			continue
		}
		of := having(flags, all, key.Value)
		if err := set(of, key.Value, value); err != nil {
			return exit.Usagef("%s: %s: %w", place, key.Value, explained(err))
		}
		if of == flags {
			s.Origins[key.Value] = place
		}
	}
	return nil
}

// document returns the one document of a file, nil if there is none.
func document(content []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var first, second yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, errors.New("it holds two documents: write all settings into one, without --- between them")
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return first.Content[0], nil
}

// set gives a flag the value of a node: a scalar, the items of a list, or the
// pairs of a map as NAME=VALUE.
func set(flags *pflag.FlagSet, name string, node *yaml.Node) error {
	node = resolved(node)
	if _, many := flags.Lookup(name).Value.(pflag.SliceValue); !many && node.Kind != yaml.ScalarNode {
		return errors.New("it takes one value")
	}
	parts, pairs := []*yaml.Node{node}, node.Kind == yaml.MappingNode
	if node.Kind != yaml.ScalarNode {
		parts = node.Content
	}
	var values []string
	for i, part := range parts {
		part = resolved(part)
		switch {
		case part.Kind == yaml.ScalarNode && part.Tag == "!!null":
			return errors.New("there is no value: write one, or leave the line out")
		case part.Kind != yaml.ScalarNode:
			return errors.New("its items are single values")
		case pairs && i%2 == 1:
			values[i/2] += "=" + part.Value
		default:
			values = append(values, part.Value)
		}
	}
	for _, value := range values {
		if err := flags.Set(name, value); err != nil {
			return err
		}
	}
	return nil
}

// resolved returns what an alias stands for, and any other node as it is.
func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}
