package suitestest

import (
	"slices"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Find judges a recording and returns the finding of the claim about a
// requirement whose last probe is the given one.
func Find(t *testing.T, contract *openapi.Contract, recording exchange.Recording, requirement string, probe exchange.Probe) judge.Finding {
	t.Helper()
	findings := Judged(t, contract, recording)
	i := slices.IndexFunc(findings, func(f judge.Finding) bool { return f.Requirement == requirement && f.Probe == probe })
	if i < 0 {
		t.Fatalf("%s has no finding about %s", requirement, probe)
	}
	return findings[i]
}

// Evidence returns the probes of the exchanges that a finding rests on.
func Evidence(recording exchange.Recording, f judge.Finding) []exchange.Probe {
	var probes []exchange.Probe
	for _, i := range f.Evidence {
		probes = append(probes, recording.Exchanges[i].Probe)
	}
	return probes
}
