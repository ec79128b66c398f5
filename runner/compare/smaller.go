package compare

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
)

// Shrunk is one respect in which a target offers less than before.
type Shrunk struct {
	Name string `json:"name"` // by which it is acknowledged
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// The names of what can shrink.
const (
	OfferMaximum = "offer.maximum"
	OfferMinimum = "offer.minimum"
	OfferLegacy  = "offer.legacy"
)

// Offers returns the names of what can shrink.
func Offers() []string { return []string{OfferMaximum, OfferMinimum, OfferLegacy} }

// smaller says what a target no longer offers. Of a target that could not be judged at
// all, and where fewer questions were asked, that is not known: nothing is said then.
func smaller(was, is verdict.Verdict) []Shrunk {
	if len(is.Only) > 0 {
		return nil
	}
	before, now := was.Target.Offers, is.Target.Offers
	var all []Shrunk
	if newest, ok := compared(before.Maximum, now.Maximum); ok && newest > 0 {
		all = append(all, Shrunk{OfferMaximum, before.Maximum, now.Maximum})
	}
	if before.Maximum != "" && now.Maximum == "" && len(is.Problems) == 0 {
		all = append(all, Shrunk{OfferMaximum, before.Maximum, "no microversion that is known"})
	}
	if oldest, ok := compared(before.Minimum, now.Minimum); ok && oldest < 0 {
		all = append(all, Shrunk{OfferMinimum, before.Minimum, now.Minimum})
	}
	if before.Legacy && !now.Legacy && now.Maximum != "" {
		all = append(all, Shrunk{OfferLegacy, "the legacy path", "none"})
	}
	return all
}

func compared(a, b string) (int, bool) {
	before, err := openapi.ParseVersion(a)
	now, err2 := openapi.ParseVersion(b)
	return before.Compare(now), err == nil && err2 == nil
}
