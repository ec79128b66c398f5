package exchange_test

import (
	"testing"

	"github.com/osact/osact/suites/exchange"
)

func TestProbeIsOneLine(t *testing.T) {
	tests := []struct {
		probe exchange.Probe
		want  string
	}{
		{exchange.Probe{As: exchange.Member, Method: "GET", Path: "/v2.1"}, "member GET /v2.1"},
		{exchange.Probe{As: exchange.Admin, Method: "GET", Path: "/", Version: "2.62"}, "admin GET / @2.62"},
		{exchange.Probe{As: exchange.Reader, Method: "GET", Path: "/", Variant: "Accept:"}, "reader GET / [Accept:]"},
		{exchange.Probe{As: exchange.Member, Method: "POST", Path: "/", Body: "{}"}, "member POST / body {}"},
		{exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Nth: 2}, "member GET / (asked again, 2)"},
		{exchange.Probe{As: exchange.Member, Method: "GET", Path: "/", Nth: exchange.Last}, "member GET / (asked last)"},
	}
	for _, test := range tests {
		if got := test.probe.String(); got != test.want {
			t.Errorf("%#v reads %q, want %q", test.probe, got, test.want)
		}
	}
}

func TestWhoNeedsAnAccount(t *testing.T) {
	for _, a := range exchange.Actors() {
		want := a != exchange.Anonymous && a != exchange.Intruder
		if a.HasAccount() != want {
			t.Errorf("%s has an account: %t, want %t", a, !want, want)
		}
		if !a.Known() {
			t.Errorf("%s is unknown", a)
		}
	}
	if exchange.Actor("nobody").Known() {
		t.Error("an actor that does not exist is known")
	}
}

func TestMarksTellActorsApart(t *testing.T) {
	seen := map[string]exchange.Actor{}
	for _, a := range exchange.Actors() {
		mark := exchange.Mark(a)
		if other, ok := seen[mark]; ok {
			t.Errorf("%s and %s share the mark %q", a, other, mark)
		}
		seen[mark] = a
	}
}
