package suites

import (
	"cmp"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// isLegacy reports whether a probe's path is under the legacy version, whose
// document itself is not.
func isLegacy(p exchange.Probe) bool {
	return strings.HasPrefix(p.Path, "/v2/")
}

// precondition returns the symbols that must be bound before a probe makes
// sense though it does not name them: whether the target offers its version.
func precondition(p exchange.Probe) []string {
	switch {
	case isLegacy(p):
		return []string{targetLegacy}
	case strings.HasPrefix(p.Path, "/v2.1/") && p.Path != "/v2.1/":
		return []string{targetNewest}
	default:
		return nil
	}
}

// versionOf returns the microversion that a question asks for, as it is
// written: the oldest where it asks for none, and for "latest" the maximum that
// the target states.
func versionOf(q exchange.Question, b exchange.Bindings) string {
	asked := cmp.Or(exchange.AskedVersion(q.Header), oldestEdition().String())
	if asked == "latest" {
		return b[targetMaximum]
	}
	return asked
}

// placeOf returns where in the contract a question belongs. The edition is the
// one that it was asked at. What is newer than all that the contract describes
// is judged by the newest of these, so that what they already have is not held
// against a newer cloud; anything else that it does not describe is the oldest.
func placeOf(contract *openapi.Contract, q exchange.Question, b exchange.Bindings) openapi.Place {
	path, _, _ := strings.Cut(q.Path, "?")
	place := openapi.Place{Path: contract.Template(path), Method: q.Method, Edition: oldestEdition()}
	if isLegacy(q.Probe) {
		place.Edition = openapi.Legacy()
		return place
	}
	if version, err := openapi.ParseVersion(versionOf(q, b)); err == nil {
		if newest := newestVersion(contract); version.Compare(newest) > 0 {
			version = newest
		}
		at := place
		at.Edition = openapi.At(version)
		if contract.Describes(at) {
			return at
		}
	}
	return place
}

// oldestEdition is the first that has a microversion, and the one that is
// served where none is asked for.
func oldestEdition() openapi.Edition {
	return openapi.At(openapi.Version{Major: 2, Minor: 1})
}

// newestVersion returns the newest microversion that the contract describes.
func newestVersion(contract *openapi.Contract) openapi.Version {
	editions := contract.Editions()
	if len(editions) == 0 {
		return openapi.Version{}
	}
	return editions[len(editions)-1].Version()
}
