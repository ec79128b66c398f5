package phrase

import (
	"testing"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

func TestAskersAreThoseWhoAskedByWhatPlaysThem(t *testing.T) {
	by := func(actors ...exchange.Actor) []verdict.Requirement {
		var r verdict.Requirement
		for _, a := range actors {
			r.Findings = append(r.Findings, verdict.Finding{Probe: exchange.Probe{As: a}})
		}
		return []verdict.Requirement{r}
	}
	v := verdict.Verdict{Actors: map[exchange.Actor]exchange.Identity{
		exchange.Admin: {Origin: "one"}, exchange.Member: {Origin: "one"},
		exchange.Reader: {Origin: "idle"}, exchange.Outsider: {},
	}}
	for _, test := range []struct {
		asked []exchange.Actor
		want  string
	}{
		{nil, ""},
		{[]exchange.Actor{exchange.Anonymous}, ""},
		{[]exchange.Actor{exchange.Member}, "member (one)"},
		{[]exchange.Actor{exchange.Member, exchange.Anonymous, exchange.Admin}, "admin, member (one)"},
		{[]exchange.Actor{exchange.Outsider, exchange.Member}, "member (one), outsider (unknown)"},
	} {
		v.Requirements = by(test.asked...)
		if got := askers(v); got != test.want {
			t.Errorf("%v: got %q, want %q", test.asked, got, test.want)
		}
	}
}

func TestRecordedBy(t *testing.T) {
	for want, by := range map[string]verdict.Recorder{
		"": {Suite: "1.0", Contract: "ours"},
		"recorded by osact 0.9, judged by osact 1.0":                                                                                 {Suite: "0.9", Contract: "ours"},
		"recorded by osact 0.8, judged by osact 1.0":                                                                                 {Suite: "0.8", Contract: "given:ours"},
		"recorded by osact 1.0 with the contract another-cont, judged by osact 1.0 with the contract ours":                           {Suite: "1.0", Contract: "another-contract"},
		"recorded by osact of an unknown version with the contract of an unknown digest, judged by osact 1.0 with the contract ours": {},
		"recorded by osact 1.0 with the contract given:0123456789ab, judged by osact 1.0 with the contract ours: " +
			"to judge as the run did, give osact judge the same --contract": {Suite: "1.0", Contract: "given:0123456789abcdef"},
	} {
		if got := RecordedBy(verdict.Verdict{Suite: "1.0", Contract: "ours", Recorded: by}); got != want {
			t.Errorf("%+v: got %q, want %q", by, got, want)
		}
	}
}

func TestOffer(t *testing.T) {
	for want, o := range map[string]verdict.Offer{
		"offers unknown microversions": {},
		"offers 2.1 to 2.93":           {Minimum: "2.1", Maximum: "2.93", Legacy: true},
		"offers the Legacy path":       {Legacy: true},
	} {
		if got := Offered(verdict.Verdict{Target: verdict.Target{Offers: o}}); got != want {
			t.Errorf("%+v: got %q, want %q", o, got, want)
		}
	}
}

func TestDemanded(t *testing.T) {
	for want, v := range map[string]verdict.Verdict{
		"profile tenant":                                                        {Profile: "tenant", Contract: "c0ffee"},
		"profile tenant, only 2 requirements":                                   {Profile: "tenant", Contract: "c0ffee", Only: []string{"a", "b"}},
		"profile tenant, by a contract that is not osact's own":                 {Profile: "tenant", Contract: "given:c0ffee"},
		"profile v2, only 1 requirement, by a contract that is not osact's own": {Profile: "v2", Contract: "given:c0ffee", Only: []string{"a"}},
	} {
		if got := Demanded(v); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
