package phrase

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// maxLabels bounds the kinds of probes that are listed of one cause.
const maxLabels = 4

// Extent says at how many of its probes a requirement is violated by a cause.
func Extent(c verdict.Breach) string {
	return Share(len(c.Probes), c.Requirement)
}

// Share writes a number of the probes of a requirement: "2 of 3 probes".
func Share(n int, r verdict.Requirement) string {
	all := map[exchange.Probe]bool{}
	for _, f := range r.Findings {
		all[f.Probe] = true
	}
	return fmt.Sprintf("%d of %s", n, Count(len(all), "probe"))
}

// Labels names the first few of the probes of a cause by who asked at which
// edition, with how many there are where that is more than one, and says how
// many probes that leaves out.
func Labels(c verdict.Breach) (shown []string, left int) {
	var order []string
	probes := map[string]int{}
	for _, p := range c.Probes {
		l := label(p)
		if probes[l]++; probes[l] == 1 {
			order = append(order, l)
		}
	}
	left = len(c.Probes)
	for _, l := range order[:min(len(order), maxLabels)] {
		n := probes[l]
		left -= n
		if n > 1 {
			l += fmt.Sprintf(" (%d)", n)
		}
		shown = append(shown, l)
	}
	return shown, left
}

// The editions of probes that ask for no microversion.
const (
	Legacy      = "legacy"
	Unversioned = "no version"
)

// Edition names what a probe asks: the microversion as it is written there, or
// one of the editions that have none.
func Edition(p exchange.Probe) string {
	if strings.HasPrefix(p.Path, "/v2/") {
		return Legacy
	}
	return cmp.Or(p.Version, Unversioned)
}

// Probes names the probes of a cause, and says how many that leaves out.
func Probes(c verdict.Breach) string {
	probes, left := Labels(c)
	if left > 0 {
		probes = append(probes[:len(probes):len(probes)], fmt.Sprintf("%d more", left))
	}
	return strings.Join(probes, ", ")
}

// label names a probe by its actor and edition, and by what varies. What the symbol for the
// newest microversion stands for differs from target to target.
func label(p exchange.Probe) string {
	text := string(p.As) + " " + strings.ReplaceAll(Edition(p), "{"+claim.TargetNewest+"}", "newest")
	if p.Method != "GET" {
		text = p.Method + " as " + text
	}
	if p.Variant != "" {
		text += " [" + p.Variant + "]"
	}
	return Clip(text)
}
