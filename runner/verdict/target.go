package verdict

import "github.com/osact/osact/suites/exchange"

// Target is what was asked, and what it offers.
type Target struct {
	exchange.Target
	Offers Offer `json:"offers,omitzero"`
}

// Offer is what a target offers by its version documents, as far as the run had
// to find out. What is not known is empty.
type Offer struct {
	Minimum string `json:"minimum,omitempty"` // the oldest microversion
	Maximum string `json:"maximum,omitempty"` // the newest
	Legacy  bool   `json:"legacy,omitempty"`  // whether the legacy path is offered
}

// targetOf returns the target of a recording.
func targetOf(rec exchange.Recording) Target {
	bound := map[string]string{}
	for _, b := range rec.Bindings {
		bound[b.Symbol] = b.Value
	}
	t := Target{Target: rec.Target, Offers: Offer{Legacy: bound["target.legacy"] != ""}}
	if oldest, newest := bound["target.oldest"], bound["target.maximum"]; oldest != "" && newest != "" {
		t.Offers.Minimum, t.Offers.Maximum = oldest, newest
	}
	return t
}
