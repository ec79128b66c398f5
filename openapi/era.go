package openapi

import "slices"

// An era is a run of microversions between which the document changes nothing, so that one projection serves them all.
// The legacy edition is an era of its own.

// legacyEra is the era of the legacy edition; those of microversions are counted from 0.
const legacyEra = -1

// findEras derives the eras from the marks: a bound of a mark is the end of one and the beginning of the next.
func (d *document) findEras() {
	d.starts = []Version{d.oldest}
	for _, m := range d.marks {
		for _, s := range m.spans() {
			if !s.Min.IsZero() {
				d.starts = append(d.starts, s.Min)
			}
			if !s.Max.IsZero() && s.Max != d.newest {
				d.starts = append(d.starts, s.Max.Next())
			}
		}
	}
	slices.SortFunc(d.starts, Version.Compare)
	d.starts = slices.Compact(d.starts)
}

// era is the era that e belongs to; false if the document does not describe e.
func (d *document) era(e Edition) (int, bool) {
	if e.IsLegacy() {
		return legacyEra, true
	}
	if !(Range{Min: d.oldest, Max: d.newest}).ContainsVersion(e.Version()) {
		return 0, false
	}
	i, found := slices.BinarySearchFunc(d.starts, e.Version(), Version.Compare)
	if !found {
		i--
	}
	return i, true
}

// editions lists what the document describes, legacy first.
func (d *document) editions() []Edition {
	list := []Edition{Legacy()}
	for v := d.oldest; v.Compare(d.newest) <= 0; v = v.Next() {
		list = append(list, At(v))
	}
	return list
}

// boundaries lists legacy, the first and the last edition of each era.
func (d *document) boundaries() []Edition {
	list := []Edition{Legacy()}
	for _, start := range d.starts {
		if start != d.oldest {
			list = append(list, At(start.Previous()))
		}
		list = append(list, At(start))
	}
	list = append(list, At(d.newest))
	return slices.Compact(list)
}
