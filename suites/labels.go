package suites

import (
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// NewestLabel is the label of what is asked at the newest microversion of a
// target.
const NewestLabel = "newest"

// LabelsOf returns what the specs of these claims can be chosen by, with Ginkgo's
// --label-filter: the levels, the ids of the requirements with each beginning of
// them ("show", "show.headers", "show.headers.date"), the subjects, and the
// editions at which something is asked ("legacy", "2.51", "newest").
//
// A spec asks at many editions, and an edition chooses the whole spec.
func LabelsOf(claims []Claim) ginkgo.Labels {
	var levels, ids, subjects []string
	var editions []openapi.Edition
	newest := false
	for _, c := range claims {
		levels = append(levels, string(c.Requirement.Level))
		ids = append(ids, beginnings(c.Requirement.ID)...)
		subjects = append(subjects, subjectLabel(c.Subject))
		for _, p := range c.Asks {
			if e, ok := editionOf(p); ok {
				editions = append(editions, e)
			}
			newest = newest || p.Version == "{"+TargetNewest+"}"
		}
	}
	labels := distinct(slices.Concat(levels, ids, subjects))
	slices.SortFunc(editions, openapi.Edition.Compare)
	for _, e := range slices.Compact(editions) {
		labels = append(labels, e.String())
	}
	if newest {
		labels = append(labels, NewestLabel)
	}
	return labels
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

// editionOf returns the edition that a probe asks for, if it is one whoever is
// asked.
func editionOf(p exchange.Probe) (openapi.Edition, bool) {
	switch {
	case IsLegacy(p):
		return openapi.Legacy(), true
	case p.Version == "":
		return OldestEdition(), p != VersionsProbe() && strings.HasPrefix(p.Path, "/v2.1/")
	}
	v, err := openapi.ParseVersion(p.Version)
	return openapi.At(v), err == nil
}
