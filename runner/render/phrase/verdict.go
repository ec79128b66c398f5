package phrase

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Unverified marks a verdict on a target that might have been another.
const Unverified = "certificate not verified"

// Target says in a few words what was asked.
func Target(v verdict.Verdict) string {
	if v.Target.Kind == exchange.Embedded {
		return "the embedded reference cloud"
	}
	return cmp.Or(v.Target.URL, "an unnamed target")
}

// Demanded says what the target was held to.
func Demanded(v verdict.Verdict) string {
	text := "profile " + v.Profile
	if len(v.Only) > 0 {
		text += ", only " + Count(len(v.Only), "requirement")
	}
	if !v.OwnContract() {
		text += ", by a contract that is not osact's own"
	}
	return text
}

// Offered says what the target offers, as far as the run had to find out.
func Offered(v verdict.Verdict) string {
	o := v.Target.Offers
	switch {
	case o.Maximum != "":
		return "offers " + o.Minimum + " to " + o.Maximum
	case o.Legacy:
		return "offers the Legacy path"
	}
	return "offers unknown microversions"
}

// RecordedBy says that another osact recorded than judged, or the same by another
// contract; empty where neither is so.
func RecordedBy(v verdict.Verdict) string {
	same := openapi.SameContract(v.Recorded.Contract, v.Contract)
	if same && v.Recorded.Suite == v.Suite {
		return ""
	}
	recorder := "recorded by osact " + cmp.Or(v.Recorded.Suite, "of an unknown version")
	judge := "judged by osact " + v.Suite
	if same {
		return recorder + ", " + judge
	}
	text := fmt.Sprintf("%s with the contract %s, %s with the contract %s", recorder, verdict.ShortContract(v.Recorded.Contract), judge, verdict.ShortContract(v.Contract))
	if openapi.IsGiven(v.Recorded.Contract) {
		text += ": to judge as the run did, give osact judge the same --contract"
	}
	return text
}

// Unsealed says that nothing shows whether the recording is what was recorded; empty
// where its seal does.
func Unsealed(v verdict.Verdict) string {
	if !v.Recorded.Unsealed {
		return ""
	}
	return "the recording has no seal that this osact knows, as of an osact before there were seals: whether it was altered cannot be checked"
}

// Effort says what the run took, and as whom it asked.
func Effort(v verdict.Verdict) string {
	text := Count(v.Requests, "request") + " in " + v.Ended.Sub(v.Started).Round(time.Millisecond).String()
	if who := askers(v); who != "" {
		text += ", as " + who
	}
	if v.Resent > 0 {
		text += fmt.Sprintf("; %s sent again, since the target broke the connection", Count(v.Resent, "request"))
	}
	return text
}

// Covering says what the questions combine, empty where that is not known: "63 % of
// the pairs of factors and 19 % of the triples were asked (strength 2, seed 1); nothing was
// asked with subject=running".
func Covering(v verdict.Verdict) string {
	if v.Covering == nil {
		return ""
	}
	share := func(c verdict.Combinations) int { return 100 * c.Covered / max(c.Possible, 1) }
	text := fmt.Sprintf("%d %% of the pairs of factors and %d %% of the triples were asked (strength %d, seed %d)",
		share(v.Covering.Pairs), share(v.Covering.Triples), v.Covering.Strength, v.Covering.Seed)
	if n := v.Covering.Repeat; n > 1 {
		text += fmt.Sprintf(", each %d times", n)
	}
	if unmet := v.Covering.Unmet; len(unmet) > 0 {
		text += "; nothing was asked with " + strings.Join(unmet[:min(len(unmet), mostUnmet)], ", ")
		if more := len(unmet) - mostUnmet; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
	}
	return text
}

// mostUnmet is how many values are named with which nothing was asked.
const mostUnmet = 6

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
			who[len(who)-1] += " (" + cmp.Or(Clip(origin), "unknown") + ")"
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

// Tally writes counts as a sentence, without outcomes that did not occur.
func Tally(c verdict.Counts) string {
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
