package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// writeOptions are the flags about the servers that osact makes.
type writeOptions struct {
	allowed bool
	image   string
	flavor  string
	network string
}

func (o *writeOptions) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&o.allowed, "allow-writes", false, "make two servers, act on them, and delete them (the reference cloud is always written to)")
	flags.StringVar(&o.image, "image", "", "id of the image of these servers (default: that of a server of the member's)")
	flags.StringVar(&o.flavor, "flavor", "", "id of their flavor (default: that of the same server)")
	flags.StringVar(&o.network, "network", "", "id of their network (default: none)")
}

// checkIDs refuses ids that cannot be ids.
func (o *writeOptions) checkIDs() error {
	for flag, id := range map[string]string{"image": o.image, "flavor": o.flavor, "network": o.network} {
		if id != "" && !cast.Nameable(id) {
			return exit.Usagef("--%s %q: give an id, of letters, digits, dots, dashes and underscores", flag, id)
		}
	}
	return nil
}

// bindings are what a run has to know to write; none where it may not.
func (o *writeOptions) bindings(run string) []exchange.Binding {
	if !o.allowed {
		return nil
	}
	networks := `"none"`
	if o.network != "" {
		networks = fmt.Sprintf(`[{"uuid": "%s"}]`, o.network)
	}
	known := []exchange.Binding{
		{Symbol: claim.RunID, Value: run, Origin: "flag --allow-writes"},
		{Symbol: claim.OwnNetworks, Value: networks, Origin: "flag --network"},
	}
	if o.image != "" {
		known = append(known, exchange.Binding{Symbol: claim.OwnImage, Value: o.image, Origin: "flag --image"})
	}
	if o.flavor != "" {
		known = append(known, exchange.Binding{Symbol: claim.OwnFlavor, Value: o.flavor, Origin: "flag --flavor"})
	}
	return known
}
