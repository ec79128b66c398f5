package suites

import (
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// A cloud may enforce the old defaults of the policy or the new ones: neither
// is held against it.
func TestPolicyModes(t *testing.T) {
	contract := loaded(t)
	status := map[bool]int{}
	for _, newDefaults := range []bool{false, true} {
		recording := record(t, contract, cloud.Options{NewDefaults: newDefaults})
		for _, f := range judged(t, contract, recording) {
			if f.Outcome != Satisfied {
				t.Errorf("new defaults %v: %s", newDefaults, Explain(f))
			}
		}
		for _, x := range recording.Exchanges {
			if x.Probe == control(exchange.Bystander) {
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
	contract := loaded(t)
	const requirement = "show.roles.bystander-sees-as-member-or-is-refused"
	good := record(t, contract, cloud.Options{NewDefaults: true}, requirement)
	probe := Show(finished).As(exchange.Bystander).At("2.57").rows(usual())[0][0]
	mute := doctored(good, []exchange.Probe{probe}, func(x *exchange.Exchange) {
		x.Response.Body = []byte(`{"forbidden": {"code": 403, "message": "You may not."}}`)
	})
	if f := find(t, contract, mute, requirement, probe); f.Outcome != Violated {
		t.Errorf("finding = %s: %q, want it violated: the refusal names no rule", f.Outcome, f.Reason)
	}
}
