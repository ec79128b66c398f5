package openapi

// Edition is the API as it stands at one microversion, or the legacy API of "/v2", which knows no microversions.
// Editions are comparable. The zero value is no edition: no contract describes it.
type Edition struct {
	version Version
	legacy  bool
}

// legacyName is how the legacy edition is written.
const legacyName = "legacy"

// At is the edition of one microversion.
func At(v Version) Edition { return Edition{version: v} }

// Legacy is the edition of "/v2".
func Legacy() Edition { return Edition{legacy: true} }

// ParseEdition reads "legacy" or a microversion.
func ParseEdition(text string) (Edition, error) {
	if text == legacyName {
		return Legacy(), nil
	}
	v, err := ParseVersion(text)
	if err != nil {
		return Edition{}, err
	}
	return At(v), nil
}

// String writes what ParseEdition reads.
func (e Edition) String() string {
	if e.legacy {
		return legacyName
	}
	return e.version.String()
}

// IsLegacy tells whether e is the edition of "/v2".
func (e Edition) IsLegacy() bool { return e.legacy }

// Version is the microversion of e; the zero Version for the legacy edition.
func (e Edition) Version() Version { return e.version }

// Compare orders editions by age: legacy first, then by microversion.
func (e Edition) Compare(f Edition) int {
	if e.legacy != f.legacy {
		if e.legacy {
			return -1
		}
		return 1
	}
	return e.version.Compare(f.version)
}
