package render

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// maxLabels bounds the kinds of probes that are listed of one cause.
const maxLabels = 4

// unverified marks a verdict on a target that might have been another.
const unverified = "certificate not verified"

// target says in a few words what was asked.
func target(v verdict.Verdict) string {
	if v.Target.Kind == exchange.Embedded {
		return "the embedded reference cloud"
	}
	return cmp.Or(v.Target.URL, "an unnamed target")
}

// demand says what the target was held to.
func demand(v verdict.Verdict) string {
	if len(v.Only) == 0 {
		return "profile " + v.Profile
	}
	return fmt.Sprintf("profile %s, only %s", v.Profile, several(len(v.Only), "requirement"))
}

// offer says what the target offers, as far as the run had to find out.
func offer(v verdict.Verdict) string {
	o := v.Target.Offers
	switch {
	case o.Maximum != "":
		return "offers " + o.Minimum + " to " + o.Maximum
	case o.Legacy:
		return "offers the legacy path"
	}
	return "offers unknown microversions"
}

// foreign says that another osact recorded than judged, or the same with
// another contract; empty where neither is so.
func foreign(v verdict.Verdict) string {
	if v.Recorded == (verdict.Recorder{Suite: v.Suite, Contract: v.Contract}) {
		return ""
	}
	text := "recorded by osact " + cmp.Or(v.Recorded.Suite, "of an unknown version")
	if v.Recorded.Contract != v.Contract {
		text += " with another contract"
	}
	return text + ", judged by osact " + v.Suite
}

// effort says what the run took, and as whom it asked.
func effort(v verdict.Verdict) string {
	text := several(v.Requests, "request") + " in " + v.Ended.Sub(v.Started).Round(time.Millisecond).String()
	if who := askers(v); who != "" {
		text += ", as " + who
	}
	return text
}

// askers lists the accounts that the findings are about, and what plays them:
// "admin, member (reference cloud)".
func askers(v verdict.Verdict) string {
	asked := map[exchange.Actor]bool{}
	for _, r := range v.Requirements {
		for _, f := range r.Findings {
			asked[f.Probe.As] = true
		}
	}
	var who []string
	origin := ""
	flush := func() {
		if len(who) > 0 {
			who[len(who)-1] += " (" + cmp.Or(clip(origin), "unknown") + ")"
		}
	}
	for _, actor := range exchange.Actors() {
		id, ok := v.Actors[actor]
		if !ok || !asked[actor] {
			continue
		}
		if id.Origin != origin {
			flush()
		}
		origin = id.Origin
		who = append(who, string(actor))
	}
	flush()
	return strings.Join(who, ", ")
}

// tally writes counts as a sentence, without outcomes that did not occur.
func tally(c verdict.Counts) string {
	var parts []string
	for _, outcome := range []claim.Outcome{
		claim.Satisfied, claim.Violated, claim.Inconclusive, claim.Untested, claim.NotApplicable,
	} {
		if n := c.Of(outcome); n > 0 || outcome == claim.Satisfied {
			parts = append(parts, fmt.Sprintf("%d %s", n, outcome))
		}
	}
	return strings.Join(parts, ", ")
}

// extent says at how many of its probes a requirement is violated by a cause.
func extent(c verdict.Cause) string {
	return share(len(c.Probes), c.Requirement)
}

// share writes a number of the probes of a requirement: "2 of 3 probes".
func share(n int, r verdict.Requirement) string {
	all := map[exchange.Probe]bool{}
	for _, f := range r.Findings {
		all[f.Probe] = true
	}
	return fmt.Sprintf("%d of %s", n, several(len(all), "probe"))
}

// labels names the first few of the probes of a cause by who asked at which
// edition, with how many there are where that is more than one, and says how
// many probes that leaves out.
func labels(c verdict.Cause) (shown []string, left int) {
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
	legacy      = "legacy"
	unversioned = "no version"
)

// edition names what a probe asks: the microversion as it is written there, or
// one of the editions that have none.
func edition(p exchange.Probe) string {
	if strings.HasPrefix(p.Path, "/v2/") {
		return legacy
	}
	return cmp.Or(p.Version, unversioned)
}

// family returns the first two words of the id of a requirement, which those
// that are about the same have in common.
func family(id string) string {
	words := strings.Split(id, ".")
	return strings.Join(words[:min(2, len(words))], ".")
}

// named names the probes of a cause, and says how many that leaves out.
func named(c verdict.Cause) string {
	probes, left := labels(c)
	if left > 0 {
		probes = append(probes[:len(probes):len(probes)], fmt.Sprintf("%d more", left))
	}
	return strings.Join(probes, ", ")
}

// label names a probe by its actor and edition, and by what varies.
func label(p exchange.Probe) string {
	text := string(p.As) + " " + edition(p)
	if p.Method != "GET" {
		text = p.Method + " as " + text
	}
	if p.Variant != "" {
		text += " [" + p.Variant + "]"
	}
	return clip(text)
}

// place says where in an answer a violation is.
func place(at string) string {
	return cmp.Or(at, "the body as a whole")
}

// sources lists where a requirement comes from.
func sources(r verdict.Requirement) string {
	texts := make([]string, len(r.Sources))
	for i, s := range r.Sources {
		texts[i] = s.Name
		if s.Place != "" {
			texts[i] += " (" + s.Place + ")"
		}
	}
	return strings.Join(texts, "; ")
}

// others says that the violations of a cause are not all the same.
func others(c verdict.Cause) string {
	if c.Others == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %d more like it)", c.Others)
}
