package openapi

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Version is a microversion of the compute API, such as 2.84. The zero value is no version.
// Versions are ordered by number, not by text: 2.9 comes before 2.10.
type Version struct{ Major, Minor int }

// ParseVersion reads a microversion as the API writes it: two decimal numbers without leading zeros,
// joined by one dot. "latest" is a request for a version and no version.
func ParseVersion(text string) (Version, error) {
	major, minor, found := strings.Cut(text, ".")
	if !found {
		return Version{}, fmt.Errorf("%q is no microversion: write it as MAJOR.MINOR, for example 2.84", text)
	}
	v := Version{}
	for _, part := range []struct {
		text string
		into *int
	}{{major, &v.Major}, {minor, &v.Minor}} {
		n, err := strconv.Atoi(part.text)
		if err != nil || n < 0 || strconv.Itoa(n) != part.text {
			return Version{}, fmt.Errorf("%q is no microversion: write it as MAJOR.MINOR, for example 2.84", text)
		}
		*part.into = n
	}
	return v, nil
}

// String writes the version as the API does: "2.84".
func (v Version) String() string { return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) }

// IsZero tells whether v is no version at all.
func (v Version) IsZero() bool { return v == Version{} }

// Compare is negative if v is older than w, positive if it is newer, zero if they are the same.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor))
}

// firstVersion is the oldest microversion there is; the legacy edition has what it has.
var firstVersion = Version{2, 1}

// Next is the microversion that follows v. Minor numbers have no end: whether a cloud knows it is the cloud's matter.
func (v Version) Next() Version { return Version{v.Major, v.Minor + 1} }

// Previous is the microversion before v, and the zero Version if v is the first of its major number.
func (v Version) Previous() Version {
	if v.Minor == 0 {
		return Version{}
	}
	return Version{v.Major, v.Minor - 1}
}
