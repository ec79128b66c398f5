package diagnose

import (
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// legacyAlone says that the target offers the legacy path and no other, where the
// profile is about the other.
func legacyAlone(recording exchange.Recording) string {
	bound := map[string]bool{}
	for _, b := range recording.Bindings {
		bound[b.Symbol] = b.Value != ""
	}
	if !bound["target.legacy"] || bound["target.maximum"] || strings.HasPrefix(recording.Profile, "v2") || recording.Profile == "legacy" {
		return ""
	}
	return "as a cloud with the legacy path /v2 alone: its version document names no v2.1; judge it by --profile legacy, or as one member by --profile v2"
}
