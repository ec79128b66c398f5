package suites

import (
	"slices"
	"strconv"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// LabelsOf returns what the specs of these claims can be chosen by, with Ginkgo's
// --label-filter: the levels, the ids of the requirements with each beginning of
// them ("show", "show.headers", "show.headers.date"), the subjects without
// punctuation, and "legacy" where something is asked below /v2.
func LabelsOf(claims []Claim) ginkgo.Labels {
	var levels, ids, subjects, legacy []string
	for _, c := range claims {
		levels = append(levels, string(c.Requirement.Level))
		ids = append(ids, beginnings(c.Requirement.ID)...)
		subjects = append(subjects, subjectLabel(c.Subject))
		if slices.ContainsFunc(c.Asks, IsLegacy) {
			legacy = []string{"legacy"}
		}
	}
	return distinct(slices.Concat(levels, ids, subjects, legacy))
}

// beginnings returns the beginnings of an id, the id itself last.
func beginnings(id string) []string {
	var all []string
	for i, c := range id {
		if c == '.' {
			all = append(all, id[:i])
		}
	}
	return append(all, id)
}

// subjectLabel is a subject without the characters that a filter gives a meaning.
func subjectLabel(subject string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune("&|!,()/:", c) {
			return -1
		}
		return c
	}, subject)
}

// AskedAt returns the microversions of the spec of these claims, for
// Ginkgo's --sem-ver-filter: those at which its requirement may be asked, and none
// where all is asked below /v2.
func AskedAt(claims []Claim) ginkgo.SemVerConstraints {
	asksOthers := func(c Claim) bool {
		return len(c.Asks) == 0 || slices.ContainsFunc(c.Asks, func(p exchange.Probe) bool { return !IsLegacy(p) })
	}
	if !slices.ContainsFunc(claims, asksOthers) {
		return ginkgo.SemVerConstraints{"<" + OldestEdition().String()}
	}
	var bounds ginkgo.SemVerConstraints
	if least := claims[0].Requirement.Asked.Min; !least.IsZero() {
		bounds = append(bounds, ">="+least.String())
	}
	if most := claims[0].Requirement.Asked.Max; !most.IsZero() {
		bounds = append(bounds, "<="+most.String())
	}
	return bounds
}

// placeOf is where a claim is declared, for Ginkgo's --focus-file and reports.
func placeOf(c Claim) types.CodeLocation {
	file, line, _ := strings.Cut(c.Declared, ":")
	n, _ := strconv.Atoi(line) // a place without a line is one, too
	return types.CodeLocation{FileName: file, LineNumber: n}
}
