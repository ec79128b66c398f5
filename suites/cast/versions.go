package cast

import (
	"net/http"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// offeredVersions binds the microversions on offer. What asks below /v2 alone looks for
// them in the document that tells whether there is a /v2, and does without.
func (f Finder) offeredVersions(newest openapi.Version) plan.Capture {
	if f.Legacy {
		return offeredBeside(newest)
	}
	return plan.Capture{
		Binds: offer(),
		From:  []exchange.Probe{claim.VersionsProbe()},
		Pick: func(answers []*match.Answer) []string {
			return offered(answers[0].Text("/version/min_version"), answers[0].Text("/version/version"), newest)
		},
		Missing: plan.Unasked{
			Outcome: claim.Untested,
			Reason:  "the version document at /v2.1/ does not say which microversions the target offers",
		},
	}
}

// offeredBeside binds the microversions that a cloud with /v2 offers at /v2.1 as well.
func offeredBeside(newest openapi.Version) plan.Capture {
	none := plan.Unasked{
		Outcome:  claim.NotApplicable,
		Reason:   "the document at / names no microversions, so the target is taken to have none",
		Evidence: []exchange.Probe{claim.RootProbe()},
	}
	return plan.Capture{
		Binds: offer(),
		From:  []exchange.Probe{claim.RootProbe()},
		Pick: func(answers []*match.Answer) []string {
			for _, v := range answers[0].List("versions") {
				if v["id"] == "v2.1" {
					return offered(match.TextIn(v, "min_version"), match.TextIn(v, "version"), newest)
				}
			}
			return make([]string, len(offer()))
		},
		Missing: none,
		Refused: func(first *match.Answer) (plan.Unasked, bool) {
			return none, first.Response.Status < http.StatusInternalServerError && first.Response.Status != http.StatusTooManyRequests
		},
	}
}

// offer are the symbols of what a target offers.
func offer() []string {
	return []string{claim.TargetOldest, claim.TargetMaximum, claim.TargetNewest, claim.TargetBeyond}
}

// offered are their values, where both ends of the range are known.
func offered(least, most string, newest openapi.Version) []string {
	oldest, err1 := openapi.ParseVersion(least)
	maximum, err2 := openapi.ParseVersion(most)
	if err1 != nil || err2 != nil {
		return make([]string, len(offer()))
	}
	known := maximum
	if known.Compare(newest) > 0 {
		known = newest
	}
	return []string{oldest.String(), maximum.String(), known.String(), maximum.Next().String()}
}

// eventsSince is the microversion from which a tenant is shown events, and so sees
// that an action has ended.
var eventsSince = openapi.Version{Major: 2, Minor: 51}

// offeredEvents binds the newest microversion where it shows a tenant events.
func offeredEvents() plan.Capture {
	from := []exchange.Probe{claim.VersionsProbe()}
	return plan.Capture{
		Binds: []string{claim.TargetEvents},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			maximum, err := openapi.ParseVersion(answers[0].Text("/version/version"))
			if err != nil || maximum.Compare(eventsSince) < 0 {
				return []string{""}
			}
			return []string{maximum.String()}
		},
		Missing: plan.Unasked{
			Outcome: claim.NotApplicable, Evidence: from,
			Reason: "the target offers no microversion that shows a member when an action has ended, which is from " + eventsSince.String() + " on",
		},
	}
}

func offeredLegacy() plan.Capture {
	return plan.Capture{
		Binds: []string{claim.TargetLegacy},
		From:  []exchange.Probe{claim.RootProbe()},
		Pick: func(answers []*match.Answer) []string {
			for _, v := range answers[0].List("versions") {
				if id, _ := v["id"].(string); id == "v2.0" {
					return []string{id}
				}
			}
			return []string{""}
		},
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
			Reason:   "the version document at / lists no v2.0, so the target does not offer the legacy path",
			Evidence: []exchange.Probe{claim.RootProbe()},
		},
		Refused: func(first *match.Answer) (plan.Unasked, bool) {
			return plan.Unasked{
				Outcome:  claim.NotApplicable,
				Reason:   "nothing is at /, not even a document that lists v2.0, so the target does not offer the legacy path",
				Evidence: []exchange.Probe{claim.RootProbe()},
			}, first.Response.Status == http.StatusNotFound
		},
	}
}
