package cast

import (
	"net/http"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

func offeredVersions(newest openapi.Version) plan.Capture {
	return plan.Capture{
		Binds: []string{claim.TargetOldest, claim.TargetMaximum, claim.TargetNewest, claim.TargetBeyond},
		From:  []exchange.Probe{claim.VersionsProbe()},
		Pick: func(answers []*match.Answer) []string {
			oldest, err1 := openapi.ParseVersion(answers[0].Text("/version/min_version"))
			maximum, err2 := openapi.ParseVersion(answers[0].Text("/version/version"))
			if err1 != nil || err2 != nil {
				return make([]string, 4)
			}
			known := maximum
			if known.Compare(newest) > 0 {
				known = newest
			}
			return []string{oldest.String(), maximum.String(), known.String(), maximum.Next().String()}
		},
		Missing: plan.Unasked{
			Outcome: claim.Untested,
			Reason:  "the version document at /v2.1/ does not say which microversions the target offers",
		},
	}
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
