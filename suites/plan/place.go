package plan

import (
	"cmp"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// versionOf returns the microversion that a question asks for, as it is
// written: the oldest where it asks for none, and for "latest" the maximum that
// the target states.
func versionOf(q exchange.Question, b exchange.Bindings) string {
	asked := cmp.Or(exchange.AskedVersion(q.Header), claim.OldestEdition().String())
	if asked == "latest" {
		return b[claim.TargetMaximum]
	}
	return asked
}

// PlaceOf returns where in the contract a question belongs. The edition is the
// one that it was asked at. What is newer than all that the contract describes
// is judged by the newest of these, so that what they already have is not held
// against a newer cloud; anything else that it does not describe is the oldest.
func PlaceOf(contract *openapi.Contract, q exchange.Question, b exchange.Bindings) openapi.Place {
	path, _, _ := strings.Cut(q.Path, "?")
	place := openapi.Place{Path: contract.Template(path), Method: q.Method, Edition: claim.OldestEdition()}
	if claim.IsLegacy(q.Probe) {
		place.Edition = openapi.Legacy()
		return place
	}
	if version, err := openapi.ParseVersion(versionOf(q, b)); err == nil {
		if newest := contract.Newest(); version.Compare(newest) > 0 {
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
