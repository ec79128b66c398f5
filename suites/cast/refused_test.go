package cast_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// What a question of discovery would have told is not known where it was refused: that
// is not to say that it is not there. A list too large to be kept was told.
func TestWhatDiscoveryWasRefusedIsNotAbsent(t *testing.T) {
	const second = "member GET /v2.1/servers/db/os-instance-actions"
	foreign := claim.Show(cast.Foreign)
	for name, test := range map[string]struct {
		reply suitestest.Reply
		want  claim.Outcome
		says  string
	}{
		"nothing refused":  {suitestest.OK(`{"instanceActions": []}`), claim.NotApplicable, "not seen"},
		"a policy":         {suitestest.Reply{Status: 403, Body: `{"forbidden": {"code": 403, "message": "No."}}`}, claim.Inconclusive, "policy shows no list of actions to member (403)"},
		"a limit":          {suitestest.Reply{Status: 429, Body: "{}"}, claim.Inconclusive, "--rate"},
		"an early limit":   {suitestest.Reply{Status: 413, Body: `{"overLimit": {}}`}, claim.Inconclusive, "--rate"},
		"a bad gateway":    {suitestest.Reply{Status: 502, Body: "{}"}, claim.Inconclusive, "502"},
		"a silent gateway": {suitestest.Reply{Status: 504, Body: "{}"}, claim.Inconclusive, "504"},
		"a reset":          {suitestest.Reply{Failure: &exchange.Failure{Kind: exchange.Reset, Text: "it broke"}}, claim.Inconclusive, "it broke"},
		"too much":         {suitestest.Reply{Status: 200, Failure: &exchange.Failure{Kind: exchange.TooLarge, Text: "too large"}}, claim.NotApplicable, "not seen"},
	} {
		t.Run(name, func(t *testing.T) {
			f := suitestest.Small()
			f[second] = test.reply
			w := suitestest.Executed(t, suitestest.Contract(t), f, foreign, suitestest.Accounts(exchange.Member), nil)
			if _, why := w.Bound("foreign.id"); why.Outcome != test.want || !strings.Contains(why.Reason, test.says) {
				t.Errorf("it is missing for %s, %s; want %s with %q", why.Outcome, why.Reason, test.want, test.says)
			}
		})
	}
}

// Where nothing is found to ask about, the lists belong to what tells why: they may be wrong.
func TestWhatIsMissingIsToldByLists(t *testing.T) {
	f := suitestest.Small()
	f["member GET /v2.1/servers/web/os-instance-actions"] = suitestest.OK(`{}`)
	f["member GET /v2.1/servers/db/os-instance-actions"] = suitestest.OK(`{}`)
	w := suitestest.Executed(t, suitestest.Contract(t), f, claim.Show(cast.Finished), suitestest.Accounts(exchange.Member), nil)
	_, why := w.Bound("finished.id")
	told := slices.ContainsFunc(why.Evidence, func(p exchange.Probe) bool { return p.Path == "/v2.1/servers/{server.0}/os-instance-actions" })
	if why.Outcome != claim.Untested || !told {
		t.Errorf("it is missing for %s, %s, as %d answers tell; want the lists among them", why.Outcome, why.Reason, len(why.Evidence))
	}
}
