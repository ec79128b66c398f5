package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/osact/osact/suites/exchange"
)

// Digest returns a digest of what a plan asks and of what waits for what. Two plans
// with the same one ask the same questions.
func (p *Plan) Digest() string {
	sum := sha256.New()
	list := func(what string, probes []exchange.Probe) {
		fmt.Fprintf(sum, "%s %d\n", what, len(probes))
		for _, probe := range probes {
			fmt.Fprintf(sum, "%s\n", probe)
		}
	}
	for _, s := range p.Steps {
		fmt.Fprintf(sum, "ask %s\nneeds %q\n", s.Probe, s.Needs)
		list("after", s.After)
	}
	for _, c := range p.Captures {
		fmt.Fprintf(sum, "bind %q\nneeds %q\n", c.Binds, c.Needs)
		list("from", c.From)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
