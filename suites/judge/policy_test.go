package judge_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// A cloud may enforce the old defaults of the policy or the new ones: neither
// is held against it.
func TestPolicyModes(t *testing.T) {
	contract := suitestest.Contract(t)
	status := map[bool]int{}
	for _, newDefaults := range []bool{false, true} {
		recording := suitestest.Record(t, contract, cloud.Options{NewDefaults: newDefaults})
		for _, f := range suitestest.Judged(t, contract, recording) {
			refused := newDefaults && f.Probe.As == exchange.Bystander && f.Outcome == claim.NotApplicable &&
				strings.Contains(f.Reason, "policy does not let bystander")
			if f.Outcome != claim.Satisfied && !refused {
				t.Errorf("new defaults %v: %s", newDefaults, judge.Explain(f))
			}
		}
		for _, x := range recording.Exchanges {
			if x.Probe == suitestest.Control(exchange.Bystander) {
				status[newDefaults] = x.Response.Status
			}
		}
	}
	if status[false] != 200 || status[true] != 403 {
		t.Errorf("the bystander was answered %v, want 200 by the old defaults and 403 by the new ones", status)
	}
}

// A refusal is an excuse for the status alone: what is wrong with the refusal
// itself is held against the cloud.
func TestARefusalThatIsWrongInItselfIsReported(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "show.roles.bystander-sees-as-member-or-is-refused"
	good := suitestest.Record(t, contract, cloud.Options{NewDefaults: true}, requirement)
	probe := claim.Show(cast.Finished).As(exchange.Bystander).At("2.57").Rows(suitestest.Scope())[0][0]
	mute := suitestest.Doctored(good, []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Body = []byte(`{"forbidden": {"code": 403, "message": "You may not."}}`)
	})
	if f := suitestest.Find(t, contract, mute, requirement, probe); f.Outcome != claim.Violated {
		t.Errorf("finding = %s: %q, want it violated: the refusal names no rule", f.Outcome, f.Reason)
	}
}

// The policy has a rule of its own for lists: who may see an action need not
// be let list any. A cloud that lists at one edition and refuses at another has
// no such excuse.
func TestAForbiddenListIsNoViolation(t *testing.T) {
	contract := suitestest.Contract(t)
	const requirement = "list.status.is-200"
	good := suitestest.Record(t, contract, cloud.Options{}, requirement)
	var lists []exchange.Probe
	for _, x := range good.Exchanges {
		if x.Probe.As == exchange.Admin && claim.IsList(x.Probe) {
			lists = append(lists, x.Probe)
		}
	}
	refused := func(body string) func(*exchange.Exchange) {
		return func(x *exchange.Exchange) { x.Response.Status, x.Response.Body = http.StatusForbidden, []byte(body) }
	}
	const forbidden = `{"forbidden": {"code": 403, "message": "Policy doesn't allow os_compute_api:os-instance-actions:list to be performed."}}`
	for _, test := range []struct {
		name  string
		lists []exchange.Probe
		body  string
		want  claim.Outcome
	}{
		{"all lists", lists, forbidden, claim.NotApplicable},
		{"one list of several", lists[:1], forbidden, claim.Violated},
		{"all lists, not by the policy", lists, `{"itemNotFound": {"code": 403, "message": "no"}}`, claim.Violated},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Find(t, contract, suitestest.Doctored(good, test.lists, refused(test.body)), requirement, lists[0])
			if f.Outcome != test.want {
				t.Errorf("finding = %s: %q, want %s", f.Outcome, f.Reason, test.want)
			}
			if test.want == claim.NotApplicable && !strings.Contains(f.Reason, "does not let admin list actions") {
				t.Errorf("reason = %q, want it to name the policy", f.Reason)
			}
		})
	}
}
