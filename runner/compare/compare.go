// Package compare says what changed between two verdicts: what a release made
// worse, what it mended, and what is no longer seen.
//
// It is pure: equal verdicts give equal differences.
package compare

import (
	"fmt"
	"maps"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// SchemaID stands in the member "schema" of every difference of this shape.
const SchemaID = "osact/diff/1"

// Difference is what changed from one verdict to another. Its schema is
// diff.schema.json. It says nothing of whether that is good enough: Gate does, which
// another package decides.
type Difference struct {
	Schema string `json:"schema"` // SchemaID
	Old    Side   `json:"old"`
	New    Side   `json:"new"`
	// Notes are what the two verdicts do not have in common, so that a change
	// may come of that.
	Notes []string `json:"notes"`
	// Smaller is what the target offered before and does not now.
	Smaller []Shrunk `json:"smaller,omitempty"`
	// Contract is what another contract, or another osact, alone changes: of the old
	// recording, from the verdict that it had to the one that it has by today's.
	Contract []Change `json:"contract,omitempty"`
	// Changes are of the requirements that at least one of the verdicts demands,
	// those of a MUST first; Unchanged counts the rest.
	Changes   []Change      `json:"changes"`
	Unchanged int           `json:"unchanged"`
	Latency   []Slower      `json:"latency,omitempty"`
	Gate      *verdict.Gate `json:"gate,omitempty"`
}

// Side is what a difference says of one of its verdicts.
type Side struct {
	Verdict verdict.Ruling `json:"verdict"`
	Reason  string         `json:"reason"`
	// Problems are why the target could not be judged at all.
	Problems []string       `json:"problems,omitempty"`
	Target   verdict.Target `json:"target"`
	Profile  string         `json:"profile"`
	// Contract is the id of the contract that it judged by; see verdict.Verdict.
	Contract string         `json:"contract"`
	Started  string         `json:"started"` // RFC 3339, UTC
	Counts   verdict.Counts `json:"counts"`
	Digest   string         `json:"digest"` // of the findings
	// Evidence is the digest of the recording; see verdict.Verdict.
	Evidence string `json:"evidence_digest,omitempty"`
}

// Verdicts compares two verdicts requirement by requirement. It fails where they
// cannot be compared: one of them is an error, or they are on different profiles.
func Verdicts(was, is verdict.Verdict) (Difference, error) {
	for i, v := range []verdict.Verdict{was, is} {
		if v.Verdict == verdict.Error {
			return Difference{}, fmt.Errorf("the %s verdict is an error, so it judges nothing: %s", []string{"old", "new"}[i], v.Reason)
		}
	}
	if was.Profile != is.Profile {
		return Difference{}, fmt.Errorf("the old verdict is on profile %s and the new one on %s: compare two on the same profile", was.Profile, is.Profile)
	}
	d := Difference{Schema: SchemaID, Old: sideOf(was), New: sideOf(is), Notes: notes(was, is), Smaller: smaller(was, is), Latency: latencies(was, is)}
	d.Changes, d.Unchanged = changes(was, is)
	if SameRecording(was, is) && !openapi.SameContract(was.Contract, is.Contract) {
		d.Contract, d.Changes = d.Changes, []Change{}
		d.Notes = append(d.Notes, "both are of one recording: what differs comes of the contract, not of the cloud")
	}
	return d, nil
}

// SameRecording reports whether two verdicts are of the same recording.
func SameRecording(was, is verdict.Verdict) bool {
	return was.Target.URL == is.Target.URL && was.Started.Equal(is.Started) && was.Ended.Equal(is.Ended) && was.Requests == is.Requests && !was.Started.IsZero()
}

// By says what another contract, or another osact, alone changes of the old recording: it
// had this verdict before it was judged again.
func (d *Difference) By(before, again verdict.Verdict) {
	d.Contract = d.judgedAgain("old", before, again)
}

// NewBy says of how many findings of the new recording the same changes something.
func (d *Difference) NewBy(before, again verdict.Verdict) { d.judgedAgain("new", before, again) }

// judgedAgain returns what changed of one recording since it was judged first, and notes
// that.
func (d *Difference) judgedAgain(which string, before, again verdict.Verdict) []Change {
	same := openapi.SameContract(before.Contract, again.Contract)
	if same && before.Suite == again.Suite {
		return nil
	}
	found, _ := changes(before, again)
	found = slices.DeleteFunc(found, func(c Change) bool { return c.Kind == Known || c.Kind == Observed })
	what, old, now, n := "the contract", verdict.ShortContract(before.Contract), verdict.ShortContract(again.Contract), "nothing"
	if same {
		what, old, now = "osact", before.Suite, again.Suite
	}
	if len(found) > 0 {
		n = fmt.Sprintf("%d of its findings", len(found))
	}
	if !same || len(found) > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("%s changed, from %s to %s: the %s recording was judged again by the new one, which changes %s", what, old, now, which, n))
	}
	return found
}

// changes returns what changed, those of a MUST first, and of how many requirements
// nothing did.
func changes(was, is verdict.Verdict) (all []Change, unchanged int) {
	all = []Change{}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should, openapi.May} {
		for _, pair := range paired(was, is) {
			if pair.level() != level {
				continue
			}
			if change, changed := pair.change(); changed {
				all = append(all, change)
			} else {
				unchanged++
			}
		}
	}
	return all, unchanged
}

func sideOf(v verdict.Verdict) Side {
	return Side{
		Verdict: v.Verdict, Reason: v.Reason, Problems: v.Problems, Target: v.Target, Profile: v.Profile, Contract: v.Contract,
		Started: v.Started.UTC().Format("2006-01-02T15:04:05Z"), Counts: v.Counts, Digest: v.Digest, Evidence: v.EvidenceDigest,
	}
}

// pair is a requirement in both verdicts; nil where one does not demand it.
type pair struct{ was, is *verdict.Requirement }

// paired returns the requirements of two verdicts in the order of the new one,
// those that only the old one demands at the end.
func paired(was, is verdict.Verdict) []pair {
	before := map[string]*verdict.Requirement{}
	for i, r := range was.Requirements {
		before[r.ID] = &was.Requirements[i]
	}
	var pairs []pair
	for i, r := range is.Requirements {
		pairs = append(pairs, pair{before[r.ID], &is.Requirements[i]})
		delete(before, r.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		pairs = append(pairs, pair{was: before[id]})
	}
	return pairs
}

func (p pair) level() openapi.Level {
	if p.is != nil {
		return p.is.Level
	}
	return p.was.Level
}

// outcomes are what the requirement came to, empty where it is not demanded.
func (p pair) outcomes() (was, is claim.Outcome) {
	if p.was != nil {
		was = p.was.Outcome
	}
	if p.is != nil {
		is = p.is.Outcome
	}
	return was, is
}
