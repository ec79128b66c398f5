package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/runner/boundedfile"
)

// configFile is read where no --config names another, if it is there.
const configFile = "osact.yaml"

// configLimit is how many bytes a configuration file may have.
const configLimit = 1 << 20

// The variables of the environment that begin like a flag's but are not one:
// the tokens, by actor.
const (
	variablePrefix = "OSACT_"
	tokenPrefix    = "OSACT_TOKEN_"
)

// layers says what a command is told beside its command line: by the environment
// and by the configuration file.
type layers struct {
	config  string
	origins map[string]string // where each setting came from that is no default
}

func (l *layers) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.config, "config", "", "file of settings, by the names of the flags of osact run (default "+configFile+" if there is one)")
}

// fill fills the flags that the command line left alone: from the environment,
// and what that leaves, from the configuration file. In both a setting has the
// name of a flag of osact run ("concurrency", OSACT_CONCURRENCY). One file serves
// all commands: each takes what it has a flag for.
func (l *layers) fill(cmd *cobra.Command, environ []string) error {
	l.origins = map[string]string{}
	flags := cmd.Flags()
	flags.Visit(func(f *pflag.Flag) { l.origins[f.Name] = "--" + f.Name })
	names := settings(newRun(nil).Flags())
	if err := l.fromEnvironment(flags, names, environ); err != nil {
		return err
	}
	return l.fromFile(flags, names)
}

// taking returns the flags that a setting is given to: those of osact run where
// the command has none of its name, since it must be right all the same.
func taking(flags *pflag.FlagSet, name string) *pflag.FlagSet {
	if flags.Lookup(name) == nil {
		return newRun(nil).Flags()
	}
	return flags
}

// settings returns the names of flags that a layer may set.
func settings(flags *pflag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != "config" {
			names = append(names, f.Name)
		}
	})
	return names
}

// fromEnvironment gives each flag its variable.
func (l *layers) fromEnvironment(flags *pflag.FlagSet, names, environ []string) error {
	var variables []string
	for _, name := range names {
		variables = append(variables, variableOf(name))
	}
	for _, line := range environ {
		variable, value, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(variable, variablePrefix) || strings.HasPrefix(variable, tokenPrefix) || value == "" {
			continue
		}
		at := slices.Index(variables, variable)
		if at < 0 {
			return unknown("variable", variable, variables)
		}
		if l.origins[names[at]] != "" {
			continue
		}
		of := taking(flags, names[at])
		if err := of.Set(names[at], value); err != nil {
			return usage("%s=%s: %w", variable, value, misvalued(err))
		}
		if of == flags {
			l.origins[names[at]] = "$" + variable
		}
	}
	return nil
}

func variableOf(flag string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// fromFile gives flags what the configuration file says of them.
func (l *layers) fromFile(flags *pflag.FlagSet, names []string) error {
	file, named := l.config, l.config != ""
	if !named {
		file = configFile
	}
	content, err := boundedfile.Read(file, configLimit)
	switch {
	case !named && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usage("the configuration file can't be read: %w", err)
	}
	root, err := document(content)
	switch {
	case err != nil:
		return usage("%s: %w", file, err)
	case root == nil:
		return nil
	case root.Kind != yaml.MappingNode:
		return usage("%s:%d: settings are written as \"name: value\"", file, root.Line)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := behind(root.Content[i]), root.Content[i+1]
		place := fmt.Sprintf("%s:%d", file, key.Line)
		switch {
		case !slices.Contains(names, key.Value):
			return fmt.Errorf("%s: %w", place, unknown("setting", key.Value, names))
		case seen[key.Value]:
			return usage("%s: %s is set twice", place, key.Value)
		}
		seen[key.Value] = true
		if l.origins[key.Value] != "" {
			continue
		}
		of := taking(flags, key.Value)
		if err := set(of, key.Value, value); err != nil {
			return usage("%s: %s: %w", place, key.Value, misvalued(err))
		}
		if of == flags {
			l.origins[key.Value] = place
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
	node = behind(node)
	if _, many := flags.Lookup(name).Value.(pflag.SliceValue); !many && node.Kind != yaml.ScalarNode {
		return errors.New("it takes one value")
	}
	parts, pairs := []*yaml.Node{node}, node.Kind == yaml.MappingNode
	if node.Kind != yaml.ScalarNode {
		parts = node.Content
	}
	var values []string
	for i, part := range parts {
		part = behind(part)
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

// behind returns what an alias stands for, and any other node as it is.
func behind(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}
