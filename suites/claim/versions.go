package claim

import (
	"net/http"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// The symbols that the version documents bind.
const (
	TargetOldest  = "target.oldest"  // as stated
	TargetMaximum = "target.maximum" // as stated
	TargetNewest  = "target.newest"  // the newest that the contract knows too
	TargetBeyond  = "target.beyond"  // one more than the maximum
	TargetEvents  = "target.events"  // the newest, where a tenant is shown events by then
	TargetLegacy  = "target.legacy"  // the id of the legacy version, where it is offered
)

// VersionsProbe and RootProbe ask for the version documents, which need no token.
func VersionsProbe() exchange.Probe { return document("/v2.1/") }

func RootProbe() exchange.Probe { return document("/") }

func document(path string) exchange.Probe {
	return exchange.Probe{As: exchange.Anonymous, Method: http.MethodGet, Path: path}
}

// IsLegacy reports whether a probe's path is under the legacy version, whose
// document itself is not.
func IsLegacy(p exchange.Probe) bool {
	return strings.HasPrefix(p.Path, "/v2/")
}

// OldestEdition is the first that has a microversion, and the one that is
// served where none is asked for.
func OldestEdition() openapi.Edition {
	return openapi.At(openapi.Version{Major: 2, Minor: 1})
}

// MicroversionsOf returns all microversions that a contract describes, the oldest
// first.
func MicroversionsOf(contract *openapi.Contract) []string {
	var all []string
	for _, e := range contract.Editions() {
		if !e.IsLegacy() {
			all = append(all, e.String())
		}
	}
	return all
}
