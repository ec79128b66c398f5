package verdict

import (
	"cmp"
	"strings"

	"github.com/osact/osact/openapi"
)

// OwnContract reports whether it judged by the contract of the osact that judged,
// and not by one that was given.
func (v Verdict) OwnContract() bool { return !openapi.IsGiven(v.Contract) }

// ShortContract shortens the id of a contract, for people: "given:c0ffee012345".
func ShortContract(id string) string {
	const shown = 12 // digits
	at := strings.Index(id, ":") + 1
	return cmp.Or(id[:min(len(id), at+shown)], "of an unknown digest")
}
