// Package rendertest makes verdicts and recordings for the tests of the
// renderings.
package rendertest

import (
	"net/http"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Hostile holds what a target might send to be taken for something else: a
// terminal's escape sequence, a line break, one that overrides the direction
// of text, markup of several kinds, what is not UTF-8 and what is not XML.
const Hostile = "\x1b[2J\r\n\u202e<script>&amp;|`ls`*_[x](y)]]>\xff\x00\u0085\ufffe\x7f"

// Probe asks for an action.
func Probe(actor exchange.Actor, version string) exchange.Probe {
	return exchange.Probe{As: actor, Method: "GET", Path: "/v2.1/servers/{s}/os-instance-actions/{a}", Version: version}
}

// Violated is a requirement that is violated at each of the probes, with the
// same violations.
func Violated(level openapi.Level, id string, probes []exchange.Probe, violations ...openapi.Violation) verdict.Requirement {
	r := verdict.Requirement{
		ID: id, Level: level, Statement: "What " + id + " says.", Outcome: "violated",
		Sources: []verdict.Source{{Name: "seed1", Place: "Response"}, {Name: "api-ref"}},
	}
	for i, p := range probes {
		r.Findings = append(r.Findings, verdict.Finding{Subject: "an action", Probe: p, Outcome: "violated", Violations: violations, Evidence: []int{i}})
	}
	return r
}

// Other is a requirement with one finding that is not violated.
func Other(level openapi.Level, id, outcome, reason string) verdict.Requirement {
	return verdict.Requirement{
		ID: id, Level: level, Statement: "What " + id + " says.", Reason: reason,
		Outcome:  claim.Outcome(outcome),
		Findings: []verdict.Finding{{Probe: Probe(exchange.Member, "2.1"), Outcome: claim.Outcome(outcome), Reason: reason}},
	}
}

// Violation is one of an enumeration.
func Violation(at, got string) openapi.Violation {
	return openapi.Violation{Kind: "enum", At: at, Rule: "#/components/schemas/Event", Requirement: "show.events.result", Want: "Success or Error", Got: got}
}

// Verdict makes a verdict of requirements. Its counts agree with them.
func Verdict(requirements ...verdict.Requirement) verdict.Verdict {
	v := verdict.Verdict{
		Schema: verdict.SchemaID, Verdict: verdict.Nonconformant, Exit: 1, Reason: "it is not what it should be",
		Suite: "1.2.3", Contract: "c0ffee", Profile: "tenant",
		Recorded: verdict.Recorder{Suite: "1.2.3", Contract: "c0ffee"},
		Target: verdict.Target{
			Target: exchange.Target{Kind: exchange.Given, URL: "https://cloud.example:8774"},
			Offers: verdict.Offer{Minimum: "2.1", Maximum: "2.96"},
		},
		Actors:  map[exchange.Actor]exchange.Identity{exchange.Member: {Origin: "clouds.yaml entry alpha"}, exchange.Admin: {}},
		Started: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC),
		Ended:   time.Date(2026, 3, 4, 5, 6, 8, 500_000_000, time.UTC),
		Ending:  exchange.Complete, Requests: 2,
		Digest: "d19e57", EvidenceDigest: "e71de9", Requirements: requirements,
	}
	for _, r := range requirements {
		for _, c := range []*verdict.Counts{&v.Counts, levelOf(&v.Levels, r.Level)} {
			switch r.Outcome {
			case "satisfied":
				c.Satisfied++
			case "violated":
				c.Violated++
			case "inconclusive":
				c.Inconclusive++
			case "untested":
				c.Untested++
			case "not applicable":
				c.NotApplicable++
			}
		}
	}
	return v
}

func levelOf(l *verdict.Levels, level openapi.Level) *verdict.Counts {
	switch level {
	case openapi.Must:
		return &l.Must
	case openapi.Should:
		return &l.Should
	}
	return &l.May
}

// Recording holds one exchange for each probe, in that order.
func Recording(probes ...exchange.Probe) exchange.Recording {
	var rec exchange.Recording
	for _, p := range probes {
		rec.Exchanges = append(rec.Exchanges, exchange.Exchange{Probe: p, Request: exchange.Request{
			Method: "GET", URL: "https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=" + string(p.As),
			Header: http.Header{"Accept": {"application/json"}, "X-Auth-Token": {exchange.Mark(p.As)}},
		}})
	}
	return rec
}
