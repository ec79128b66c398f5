package run

import (
	"fmt"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Material is what servers are made of, by id. What is empty is discovered; no
// network is none.
type Material struct{ Image, Flavor, Network string }

// Bindings are what a run has to know to write: its id, and the material.
func (m Material) Bindings(id string) []exchange.Binding {
	networks := `"none"`
	if m.Network != "" {
		networks = fmt.Sprintf(`[{"uuid": "%s"}]`, m.Network)
	}
	known := []exchange.Binding{
		{Symbol: claim.RunID, Value: id, Origin: "flag --allow-writes"},
		{Symbol: claim.OwnNetworks, Value: networks, Origin: "flag --network"},
	}
	if m.Image != "" {
		known = append(known, exchange.Binding{Symbol: claim.OwnImage, Value: m.Image, Origin: "flag --image"})
	}
	if m.Flavor != "" {
		known = append(known, exchange.Binding{Symbol: claim.OwnFlavor, Value: m.Flavor, Origin: "flag --flavor"})
	}
	return known
}
