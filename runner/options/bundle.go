package options

import (
	"strings"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

// PublicUsage says what the flag --public does.
const PublicUsage = "make a bundle that can be published: what tells of hosts, people, projects and servers gets pseudonyms"

// Implementation is what is said of the target by who runs it.
type Implementation struct{ Said []string } // NAME=VALUE

// AddFlag adds the flag.
func (i *Implementation) AddFlag(flags *pflag.FlagSet) {
	flags.StringArrayVar(&i.Said, "implementation", nil, "NAME=VALUE: what a bundle says of what was judged: organisation, product, version, region, contact or url")
}

// Read returns all that is said.
func (i *Implementation) Read() (bundle.Implementation, error) {
	var all bundle.Implementation
	for _, pair := range i.Said {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return all, exit.Usagef("--implementation %q: write NAME=VALUE, as in --implementation product=\"Vendor Cloud\"", pair)
		}
		known := false
		for _, n := range bundle.ImplementationNames() {
			known = known || n == name
		}
		if !known {
			return all, suggest.Unknown("name in --implementation", name, bundle.ImplementationNames())
		}
		if err := all.Set(name, value); err != nil {
			return all, exit.Usagef("--implementation: %w", err)
		}
	}
	return all, nil
}
