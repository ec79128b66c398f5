package certificate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/strictjson"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// The types of what is signed.
const (
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "https://in-toto.io/attestation/test-result/v0.1"
)

// Statement is an in-toto statement about the result of a test.
type Statement struct {
	Type          string    `json:"_type"`
	Subject       []Subject `json:"subject"`
	PredicateType string    `json:"predicateType"`
	Predicate     Predicate `json:"predicate"`
}

// Subject is a file that a statement is about.
type Subject struct {
	Name   string            `json:"name"`
	Digest map[string]string `json:"digest"`
}

// Predicate is what a statement says. Beside the members of the predicate's type it has
// what did not run: nobody is to take that for passed.
type Predicate struct {
	Result        string    `json:"result"` // PASSED, WARNED or FAILED
	Configuration []Subject `json:"configuration"`
	PassedTests   []string  `json:"passedTests"`
	WarnedTests   []string  `json:"warnedTests"`
	FailedTests   []string  `json:"failedTests"`

	NotRunTests        []string `json:"notRunTests"` // untested or inconclusive
	NotApplicableTests []string `json:"notApplicableTests"`
	Verdict            string   `json:"verdict"`
	Certificate        bool     `json:"certificate"` // see Shortfalls
	Public             bool     `json:"public"`      // the bundle has pseudonyms, to be published
	Shortfalls         []string `json:"shortfalls"`
	Profile            string   `json:"profile"`
	Target             string   `json:"target"`
	FindingsDigest     string   `json:"findingsDigest"`
	Started            string   `json:"started"` // RFC 3339, UTC
}

// Shortfalls are why a verdict certifies nothing, each in a few words: what was asked
// was not a cloud of somebody's, or not all that its profile demands.
func Shortfalls(v verdict.Verdict) []string {
	why := []string{}
	add := func(is bool, text string) {
		if is {
			why = append(why, text)
		}
	}
	add(v.Target.Kind != exchange.Given, "it is about the embedded reference cloud")
	add(v.Profile == openapi.SmokeProfile, "the profile smoke is a quick look, and certifies nothing")
	add(v.Target.Insecure, "certificates were not verified")
	add(len(v.Only) > 0, "it is narrowed to some requirements")
	add(v.Verdict == verdict.Incomplete || v.Exit > 128, "it is incomplete")
	add(v.Verdict == verdict.Nonconformant || v.Verdict == verdict.Error, "it is "+string(v.Verdict))
	add(v.Recorded.Unsealed, "its recording has no seal")
	add(!v.OwnContract(), "it is by a contract that is not osact's own")
	return why
}

// About returns the statement about a bundle.
func About(c bundle.Contents) Statement {
	v := c.Verdict
	why := Shortfalls(v)
	p := Predicate{
		Result: "FAILED", Verdict: string(v.Verdict), Certificate: len(why) == 0, Shortfalls: why, Public: c.Recording.Public,
		Profile: v.Profile, Target: v.Target.URL, FindingsDigest: v.Digest, Started: v.Started.UTC().Format("2006-01-02T15:04:05Z"),
		Configuration: []Subject{{"contract", sha256Of(strings.TrimPrefix(v.Contract, "given:"))}},
		PassedTests:   []string{}, WarnedTests: []string{}, FailedTests: []string{}, NotRunTests: []string{}, NotApplicableTests: []string{},
	}
	switch v.Verdict {
	case verdict.Conformant:
		p.Result = "PASSED"
	case verdict.ConformantWithWarnings:
		p.Result = "WARNED"
	}
	for _, r := range v.Requirements {
		list := &p.NotRunTests
		switch r.Outcome {
		case claim.Satisfied:
			list = &p.PassedTests
		case claim.NotApplicable:
			list = &p.NotApplicableTests
		case claim.Violated:
			list = &p.FailedTests
			if r.Level == openapi.Should && !v.Strict {
				list = &p.WarnedTests
			}
		}
		*list = append(*list, r.ID)
	}
	return Statement{
		Type: statementType, PredicateType: predicateType, Predicate: p,
		Subject: []Subject{{bundle.ManifestFile, sha256Of(c.ManifestDigest)}, {results.RecordingFile, sha256Of(c.Manifest.EvidenceDigest)}},
	}
}

func sha256Of(hex string) map[string]string { return map[string]string{"sha256": hex} }

// readStatement reads what was signed.
func readStatement(payload []byte) (Statement, error) {
	var s Statement
	if err := strictjson.Read(payload, &s); err != nil {
		return s, fmt.Errorf("what is signed is no statement of this osact: %w", err)
	}
	if s.Type != statementType || s.PredicateType != predicateType {
		return s, fmt.Errorf("what is signed is a %.60q about %.60q, and not the result of a test", s.Type, s.PredicateType)
	}
	return s, nil
}

// IsAbout says in what a statement is not the one that signing the bundle gives; nil: it
// is that one. The whole of it counts, whatever reads it.
func (s Statement) IsAbout(c bundle.Contents) error {
	want := About(c)
	for _, subject := range want.Subject {
		at := slices.IndexFunc(s.Subject, func(stated Subject) bool { return stated.Name == subject.Name })
		if at < 0 {
			return fmt.Errorf("it says nothing about %s", subject.Name)
		}
		if stated := s.Subject[at].Digest["sha256"]; stated != subject.Digest["sha256"] {
			return fmt.Errorf("it is about another %s, of the SHA-256 %.64q", subject.Name, stated)
		}
	}
	where, says, comesTo, differ, err := strictjson.Unlike(s, want)
	switch {
	case err != nil:
		return err
	case differ:
		return fmt.Errorf("the signed statement says that %s is %s, and by the bundle it is %s: ask the signer to sign this bundle again", where, says, comesTo)
	}
	return nil
}
