// Package settings gives flags their values: what the command line leaves alone
// comes from the environment, and what that leaves, from the configuration file.
// One file and one environment serve all commands.
package settings

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

// The variables of the environment that begin like a flag's but are not one:
// the tokens, by actor.
const (
	variablePrefix = "OSACT_"
	tokenPrefix    = "OSACT_TOKEN_"
)

// Settings are where the flags of a command get their values from, other than the
// command line.
type Settings struct {
	// File is the configuration file that a flag names. Empty: File in the
	// folder where osact was started, if it is there.
	File string
	// Origins says where each setting comes from that is not a default: "--rate",
	// "$OSACT_RATE", "osact.yaml:3".
	Origins map[string]string
}

// AddFlag adds the flag that names the configuration file.
func (s *Settings) AddFlag(flags *pflag.FlagSet) {
	flags.StringVar(&s.File, "config", "", "file of settings, by the names of the flags of osact run (default "+File+" if there is one)")
}

// Fill fills the flags that the command line left alone. In the environment and
// in the file a setting has the name of a flag ("concurrency",
// OSACT_CONCURRENCY). All has every flag that a setting can have the name of:
// what flags does not have must be right all the same. Fill may set the values of
// all.
func (s *Settings) Fill(flags, all *pflag.FlagSet, environ []string) error {
	s.Origins = map[string]string{}
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed {
			s.Origins[f.Name] = "--" + f.Name
		}
	})
	names := Names(all)
	if err := s.fromEnvironment(flags, all, names, environ); err != nil {
		return err
	}
	return s.fromFile(flags, all, names)
}

// Names returns the names of flags that the environment and the file can set.
func Names(flags *pflag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != "config" {
			names = append(names, f.Name)
		}
	})
	return names
}

// Setting is a setting that is not a default.
type Setting struct{ Name, Value, Origin string }

// InForce returns the settings of flags that are not defaults, in the order of
// their names.
func (s *Settings) InForce(flags *pflag.FlagSet) []Setting {
	var list []Setting
	for _, name := range Names(flags) {
		if origin := s.Origins[name]; origin != "" {
			list = append(list, Setting{name, valueOf(flags.Lookup(name)), origin})
		}
	}
	return list
}

func valueOf(f *pflag.Flag) string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return strings.Join(list.GetSlice(), ", ")
	}
	return f.Value.String()
}

// having returns the flags that a setting is given to: all where the command has
// none of its name.
func having(flags, all *pflag.FlagSet, name string) *pflag.FlagSet {
	if flags.Lookup(name) == nil {
		return all
	}
	return flags
}

// fromEnvironment gives each flag its variable.
func (s *Settings) fromEnvironment(flags, all *pflag.FlagSet, names, environ []string) error {
	var variables []string
	for _, name := range names {
		variables = append(variables, VariableOf(name))
	}
	for _, line := range environ {
		variable, value, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(variable, variablePrefix) || strings.HasPrefix(variable, tokenPrefix) || value == "" {
			continue
		}
		at := slices.Index(variables, variable)
		if at < 0 {
			return suggest.Unknown("variable", variable, variables)
		}
		if s.Origins[names[at]] != "" {
			continue
		}
		of := having(flags, all, names[at])
		if err := of.Set(names[at], value); err != nil {
			return exit.Usagef("%s=%s: %w", variable, value, explained(err))
		}
		if of == flags {
			s.Origins[names[at]] = "$" + variable
		}
	}
	return nil
}

// VariableOf returns the variable of a flag.
func VariableOf(flag string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}
