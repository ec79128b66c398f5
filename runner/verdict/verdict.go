// Package verdict says what findings amount to for a profile: the content of
// verdict.json, which every rendering of a run is made from.
//
// It is pure. Equal contract, recording and options give equal bytes.
package verdict

import (
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// SchemaID stands in the member "schema" of every verdict.json of this shape.
const SchemaID = "osact/verdict/1"

// Verdict is the content of verdict.json. Schema describes it.
type Verdict struct {
	Schema  string `json:"schema"` // SchemaID
	Verdict Ruling `json:"verdict"`
	Exit    int    `json:"exit"`   // of the command that wrote it: what the verdict calls for, or the signal that interrupted it
	Reason  string `json:"reason"` // why the verdict is what it is, in one line
	// Problems are why the target could not be judged at all, each in a sentence
	// that ends in what to do. There are none where anything was seen to hold.
	Problems []string `json:"problems,omitempty"`
	Strict   bool     `json:"strict"` // whether a SHOULD counts like a MUST

	Suite    string   `json:"suite"`    // version of osact that judged
	Contract string   `json:"contract"` // id of the contract that it judged by: its digest, behind "given:" unless it is osact's own
	Recorded Recorder `json:"recorded"`
	Profile  string   `json:"profile"`
	Only     []string `json:"only"` // requirements that the run was narrowed to; empty: the whole profile

	Target   Target                               `json:"target"`
	Actors   map[exchange.Actor]exchange.Identity `json:"actors"`
	Started  time.Time                            `json:"started"` // UTC
	Ended    time.Time                            `json:"ended"`   // UTC
	Ending   exchange.Ending                      `json:"ending"`
	Requests int                                  `json:"requests"` // exchanges in the recording
	// Resent is how often a request was sent again by itself, since a connection broke.
	Resent int `json:"resent,omitempty"`
	// Notes are what the run had to cope with, as that it was told to ask more slowly,
	// each in a sentence. They change no finding.
	Notes []string `json:"notes,omitempty"`
	// Covering says what the questions that cover the factors combine; nil where
	// none was asked.
	Covering *Covering `json:"covering,omitempty"`
	// Latency is how long answers took, by operation; nothing depends on it.
	Latency []Latency `json:"latency,omitempty"`
	// Gate is what it comes to beside a baseline and waivers; nil where none is given.
	Gate *Gate `json:"gate,omitempty"`

	// Digest is that of the findings below, which two runs may have in common; see
	// judge.Digest. EvidenceDigest is that of the recording, which no other run has;
	// see exchange.Recording.Digest. It is empty where that is not known.
	Digest         string `json:"digest"`
	EvidenceDigest string `json:"evidence_digest"`
	Counts         Counts `json:"counts"`   // requirements by outcome
	Levels         Levels `json:"levels"`   // the same, level by level
	Findings       Counts `json:"findings"` // findings by outcome
	// Dictionary is the digest of the dictionary of faults that violations are compared
	// with; empty where there was none.
	Dictionary string `json:"dictionary,omitempty"`
	// Diagnosis says what may be behind the violations; nil where there are none.
	Diagnosis *Diagnosis `json:"diagnosis,omitempty"`
	// Causes are what explains the violations, most telling first.
	Causes       []CauseNote   `json:"causes"`
	Requirements []Requirement `json:"requirements"`
}

// Recorder is what made a recording. Another than the one that judges it may
// have asked for other things, or in another way.
type Recorder struct {
	Suite    string `json:"suite"`    // version of osact
	Contract string `json:"contract"` // id of the contract that it asked about, likewise
	// Unsealed: the recording has no seal that this osact knows, so that nothing shows
	// whether it was altered; see exchange.Recording.
	Unsealed bool `json:"unsealed,omitempty"`
}

// Requirement is what was found of one requirement of the profile.
type Requirement struct {
	ID        string        `json:"id"`
	Level     openapi.Level `json:"level"`
	Statement string        `json:"statement"`
	Sources   []Source      `json:"sources"`
	Outcome   claim.Outcome `json:"outcome"` // the worst of the findings
	// Reason says why the outcome is neither satisfied nor violated, and of a
	// MAY, whether it was observed.
	Reason   string    `json:"reason,omitempty"`
	Findings []Finding `json:"findings"`
}

// Source is where a requirement comes from.
type Source struct {
	Name  string `json:"name"`
	Place string `json:"place"`
}

// Finding is what one claim about a requirement found.
type Finding struct {
	Subject    string              `json:"subject"`
	Probe      exchange.Probe      `json:"probe"` // the last one that the claim asks
	Outcome    claim.Outcome       `json:"outcome"`
	Reason     string              `json:"reason,omitempty"`
	Violations []openapi.Violation `json:"violations,omitempty"`
	// Answers is how many answers it is about, where that is every answer of a kind
	// for which a claim holds; the probe is the first of theirs then.
	Answers int `json:"answers,omitempty"`
	// Evidence are positions in the recording, counted from 0.
	Evidence []int `json:"evidence,omitempty"`
}
