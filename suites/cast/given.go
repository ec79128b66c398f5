package cast

import (
	"fmt"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// CheckGiven refuses bindings that no run is given: symbols that only answers tell, and
// values that are no ids.
func CheckGiven(given []exchange.Binding) error {
	for _, b := range given {
		id, known := isID(b.Symbol)
		if !known {
			return fmt.Errorf("{%s} is said to be given (%s), and only answers tell it", b.Symbol, b.Origin)
		}
		if id && !Nameable(b.Value) {
			return fmt.Errorf("{%s} is %q, which is no id", b.Symbol, b.Value)
		}
	}
	return nil
}

// isID reports whether a symbol that can be given stands for an id, and whether it can
// be given at all.
func isID(symbol string) (id, known bool) {
	if slices.Contains([]string{claim.TargetLegacy, claim.OwnNetworks}, symbol) {
		return false, true
	}
	ids := []string{claim.RunID, claim.OwnImage, claim.OwnFlavor, exchange.UnknownID}
	for _, part := range Parts() {
		ids = append(ids, part+".server", part+".id")
	}
	for _, actor := range exchange.Actors() {
		if actor.HasAccount() {
			ids = append(ids, claim.ProjectOf(actor))
		}
	}
	return true, slices.Contains(ids, symbol)
}
