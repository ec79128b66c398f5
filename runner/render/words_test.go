package render

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

func TestOffer(t *testing.T) {
	for want, bindings := range map[string][]exchange.Binding{
		"offers unknown microversions": {{Symbol: "target.oldest", Value: "2.1"}},
		"offers 2.1 to 2.93": {
			{Symbol: "target.oldest", Value: "2.1"}, {Symbol: "target.maximum", Value: "2.93"}, {Symbol: "target.legacy", Value: "v2.0"},
		},
		"offers the legacy path": {{Symbol: "target.legacy", Value: "v2.0"}},
	} {
		if got := offer(exchange.Recording{Bindings: bindings}); got != want {
			t.Errorf("%v: got %q, want %q", bindings, got, want)
		}
	}
}
