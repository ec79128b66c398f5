package options

import (
	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// Writes are about the servers that osact makes.
type Writes struct {
	Allowed bool
	run.Material
}

// AddFlags adds the flags.
func (w *Writes) AddFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&w.Allowed, "allow-writes", false, "make two servers, act on them, and delete them (the reference cloud is always written to)")
	flags.StringVar(&w.Image, "image", "", "with --allow-writes: id of the image of the servers that osact makes (default: that of a server of the member's)")
	flags.StringVar(&w.Flavor, "flavor", "", "with --allow-writes: id of the flavor of the servers that osact makes (default: that of a server of the member's)")
	flags.StringVar(&w.Network, "network", "", "with --allow-writes: id of the network of the servers that osact makes (default: none)")
}

// CheckIDs refuses ids that cannot be ids.
func (w *Writes) CheckIDs() error {
	for flag, id := range map[string]string{"image": w.Image, "flavor": w.Flavor, "network": w.Network} {
		if id != "" && !cast.Nameable(id) {
			return exit.Usagef("--%s %q: it is no id: %s", flag, id, cast.IDForm)
		}
	}
	return nil
}

// Bindings are what a run has to know to write; none where it may not.
func (w *Writes) Bindings(id string) []exchange.Binding {
	if !w.Allowed {
		return nil
	}
	return w.Material.Bindings(id)
}
