package openapi

// Range is a set of editions: the microversions from Min to Max, both included, and, if Legacy is set, the legacy
// edition. A zero bound is open.
type Range struct {
	Min, Max Version
	Legacy   bool
}

// Contains tells whether e belongs to r.
func (r Range) Contains(e Edition) bool {
	if e.IsLegacy() {
		return r.Legacy
	}
	return r.ContainsVersion(e.Version())
}

// ContainsVersion tells whether the microversion v lies between the bounds of r.
func (r Range) ContainsVersion(v Version) bool {
	return !v.IsZero() &&
		(r.Min.IsZero() || r.Min.Compare(v) <= 0) &&
		(r.Max.IsZero() || v.Compare(r.Max) <= 0)
}

// String writes r for a reader: "legacy, 2.1 to 2.50", "from 2.51", "every edition".
func (r Range) String() string {
	var text string
	switch {
	case r.Min.IsZero() && r.Max.IsZero():
		if r.Legacy {
			return "every edition"
		}
		return "every microversion"
	case r.Max.IsZero():
		text = "from " + r.Min.String()
	case r.Min.IsZero():
		text = "up to " + r.Max.String()
	case r.Min == r.Max:
		text = r.Min.String()
	default:
		text = r.Min.String() + " to " + r.Max.String()
	}
	if r.Legacy {
		return legacyName + ", " + text
	}
	return text
}
