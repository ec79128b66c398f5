package verdict

import (
	"slices"

	"github.com/osact/osact/suites/exchange"
)

// ExchangeIn returns the position of the exchange of the finding's question in
// the recording that was judged, if it is there. A question that is asked again
// until it is answered is the same whichever time it was asked.
func (f Finding) ExchangeIn(recording exchange.Recording) (at int, found bool) {
	wanted := f.Probe
	wanted.Nth = 0
	for _, i := range slices.Backward(f.Evidence) {
		if i < 0 || i >= len(recording.Exchanges) {
			continue
		}
		asked := recording.Exchanges[i].Probe
		asked.Nth = 0
		if asked == wanted {
			return i, true
		}
	}
	return 0, false
}
