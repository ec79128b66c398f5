package html

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
)

// column is an edition, or several that follow one another at which every
// requirement of the family did the same.
type column struct {
	edition, last string
	kind          int // where editions of its kind stand: phrase.Legacy first
	version       openapi.Version
}

func columnOf(edition string) column {
	c := column{edition: edition, last: edition, kind: 3}
	if v, err := openapi.ParseVersion(edition); err == nil {
		c.kind, c.version = 2, v
	}
	switch edition {
	case phrase.Legacy:
		c.kind = 0
	case phrase.Unversioned:
		c.kind = 1
	}
	return c
}

func (c column) compare(d column) int {
	return cmp.Or(cmp.Compare(c.kind, d.kind), c.version.Compare(d.version), cmp.Compare(c.edition, d.edition))
}

func (c column) title() string {
	if c.edition == c.last {
		return c.edition
	}
	return fmt.Sprintf("%s to %s", c.edition, c.last)
}

// merged puts neighbours into one column.
func merged(columns []column, found []map[string]mark) []column {
	var all []column
	for _, c := range columns {
		if n := len(all); n > 0 && follows(all[n-1], c) && alike(all[n-1].edition, c.edition, found) {
			all[n-1].last, all[n-1].version = c.last, c.version
			continue
		}
		all = append(all, c)
	}
	return all
}

func follows(c, d column) bool { return !c.version.IsZero() && c.version.Next() == d.version }

func alike(a, b string, found []map[string]mark) bool {
	return !slices.ContainsFunc(found, func(marks map[string]mark) bool { return marks[a] != marks[b] })
}
