package rendertest

import (
	"slices"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// Strange holds for what may do more to a terminal than show: all that is
// neither a line break nor a character with a shape of its own.
func Strange(r rune) bool {
	return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || slices.Contains([]rune{0x202e, 0xfffe, utf8.RuneError}, r))
}

// HostileVerdict holds hostile texts wherever a text can be.
func HostileVerdict() verdict.Verdict {
	bad := exchange.Probe{As: Hostile, Method: Hostile, Path: Hostile, Version: Hostile, Variant: Hostile, Body: Hostile}
	r := Violated("MUST", Hostile, []exchange.Probe{bad}, openapi.Violation{
		Kind: Hostile, At: Hostile, Rule: Hostile, Requirement: Hostile, Want: Hostile, Got: Hostile,
	})
	r.Statement = Hostile
	r.Sources = []verdict.Source{{Name: Hostile, Place: Hostile}}
	warned := r
	warned.ID, warned.Level = Hostile+"0", "SHOULD"
	v := Verdict(r, warned,
		Other("MUST", Hostile, "untested", Hostile), Other("MUST", Hostile+"2", "inconclusive", Hostile),
		Other("MUST", Hostile+"3", "not applicable", Hostile))
	v.Target = verdict.Target{
		Target: exchange.Target{Kind: Hostile, URL: Hostile},
		Offers: verdict.Offer{Minimum: Hostile, Maximum: Hostile},
	}
	v.Profile, v.Digest, v.EvidenceDigest, v.Suite, v.Contract, v.Reason = Hostile, Hostile, Hostile, Hostile, Hostile, Hostile
	v.Verdict, v.Only = Hostile, []string{Hostile}
	v.Actors = map[exchange.Actor]exchange.Identity{exchange.Member: {Origin: Hostile}}
	return v
}

// HostileRecording holds the exchange of HostileVerdict.
func HostileRecording() exchange.Recording {
	bad := exchange.Probe{As: Hostile, Method: Hostile, Path: Hostile, Version: Hostile, Variant: Hostile, Body: Hostile}
	return exchange.Recording{
		Exchanges: []exchange.Exchange{{Probe: bad, Request: exchange.Request{
			Method: Hostile, URL: Hostile, Body: Hostile, Header: map[string][]string{Hostile: {Hostile}, "X": {Hostile}},
		}}},
	}
}
