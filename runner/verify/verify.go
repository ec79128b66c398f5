// Package verify decides how far a bundle can be believed by somebody who was not there.
// It asks nobody: all that counts is the bundle, its certificate, a key, and the
// contract and profile of whoever verifies.
package verify

import (
	"crypto"
	"fmt"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/certificate"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// Terms are what is demanded of a bundle.
type Terms struct {
	Contract *openapi.Contract
	Profile  string       // must be met
	Build    version.Info // of the osact that verifies
	// Key is the key that must have signed. Nil: whoever made the bundle is not looked
	// at, and it is incomplete at best.
	Key crypto.PublicKey
	// Challenge is what the run must have answered. Empty: none is demanded.
	Challenge exchange.Challenge
}

// Standing is how a point of a report stands.
type Standing string

// The standings.
const (
	Shown    Standing = "shown"
	NotShown Standing = "not shown"
	Refused  Standing = "refused"
)

// Point is one thing that a bundle shows, or does not.
type Point struct {
	Standing Standing
	Text     string
}

// Report is all that a bundle shows and does not.
type Report struct {
	Points []Point
	// Verdict is what its recording comes to by the terms; nil where it was not judged.
	Verdict *verdict.Verdict

	differs error // what came out otherwise when it was judged again
	foreign error // what cannot be shown since another build or contract made it, or nobody knows it
}

func (r *Report) add(standing Standing, format string, args ...any) {
	r.Points = append(r.Points, Point{standing, fmt.Sprintf(format, args...)})
}

// madeElsewhere adds a point that is not shown since something else than this osact may
// have made what it is about.
func (r *Report) madeElsewhere(format string, args ...any) {
	r.add(NotShown, format, args...)
	if r.foreign == nil {
		r.foreign = fmt.Errorf(format, args...)
	}
}

// Has reports whether a point stands so.
func (r Report) Has(standing Standing) bool {
	for _, p := range r.Points {
		if p.Standing == standing {
			return true
		}
	}
	return false
}

// Bundle verifies a bundle that was read; signed is its certificate, nil where it has
// none. It fails where the terms cannot be met by any bundle.
func Bundle(c bundle.Contents, signed []byte, terms Terms) (Report, error) {
	var r Report
	r.add(Shown, "archive: its %d files are those of its manifest, %s", len(c.Manifest.Members), c.ManifestDigest)
	r.signature(c, signed, terms.Key)
	r.add(Shown, "evidence: verdict and recording are of one run, %s", c.Manifest.EvidenceDigest)
	if c.Manifest.Public != nil {
		r.add(Shown, "public: it was %s", c.Manifest.Public)
	}
	r.recording(c.Recording, terms)
	r.challenge(c.Recording, terms)
	if r.Has(Refused) {
		return r, nil
	}
	if err := r.judgement(c, terms); err != nil {
		return r, err
	}
	r.identity(c, terms.Key != nil)
	r.selftest(c, terms.Key != nil)
	r.circumstances(c)
	return r, nil
}

// signature says who signed.
func (r *Report) signature(c bundle.Contents, signed []byte, key crypto.PublicKey) {
	if key == nil {
		r.add(NotShown, "signature: no key was given, so whoever wrote the bundle may have written anything")
		return
	}
	if signed == nil {
		r.add(Refused, "signature: it is not signed")
		return
	}
	statement, err := certificate.Open(signed, key)
	if err == nil {
		err = statement.IsAbout(c)
	}
	if err != nil {
		r.add(Refused, "signature: %v", err)
		return
	}
	id, _ := certificate.KeyID(key) // of a key that has verified something
	r.add(Shown, "signature: by the key %.16s", id)
	for _, why := range statement.Predicate.Shortfalls {
		r.add(NotShown, "certificate: by the signed statement, the bundle certifies nothing: %s", why)
	}
}

// recording says whether the recording is what was recorded.
func (r *Report) recording(recording exchange.Recording, terms Terms) {
	for _, check := range []func() error{
		func() error { return results.Sound(recording) },
		func() error { return evidence.Check(terms.Contract, terms.Build.Version, recording) },
	} {
		if err := check(); err != nil {
			r.add(Refused, "recording: %v", err)
			return
		}
	}
	if recording.Unsealed {
		r.add(NotShown, "recording: it has no seal that this osact knows, so that whether it was altered cannot be checked")
		return
	}
	r.add(Shown, "recording: its seal is whole, and it does not contradict itself")
	if !knowsOrder(recording, terms) {
		r.add(NotShown, "order: it was recorded by osact %s with the contract %s, and this is osact %s with %s: whether each question follows from what was answered before cannot be checked",
			recording.Suite, verdict.ShortContract(recording.Contract), terms.Build.Version, verdict.ShortContract(terms.Contract.ID()))
	}
}

// challenge says whether the run answered the challenge that is demanded. Whether what it
// asked follows from the one that it names was checked with the recording.
func (r *Report) challenge(recording exchange.Recording, terms Terms) {
	switch demanded := terms.Challenge; {
	case demanded == "" || r.Has(Refused):
	case recording.Challenge == "":
		r.add(Refused, "challenge: the run answered none, so nothing shows that it is not an older one")
	case recording.Challenge != demanded:
		r.add(Refused, "challenge: the run answered another one, %q, so it is an older run, or one for somebody else", recording.Challenge)
	case recording.Unsealed:
		r.add(NotShown, "challenge: the run names it, and its recording has no seal")
	default:
		r.add(Shown, "challenge: the ids that nobody has and the names of requests and servers follow from it, so the recording is younger than it")
		if !knowsOrder(recording, terms) || recording.Ending != exchange.Complete {
			r.add(NotShown, "challenge: whether the order of questions follows from it cannot be checked: the run was cut short, or is of another osact or contract")
		}
	}
}

// knowsOrder reports that what a run asked, and when, is known to whoever verifies.
func knowsOrder(recording exchange.Recording, terms Terms) bool {
	return openapi.SameContract(recording.Contract, terms.Contract.ID()) && recording.Suite == terms.Build.Version
}

// circumstances say what of the run itself nothing can show, and what its makers left
// out.
func (r *Report) circumstances(c bundle.Contents) {
	target := c.Recording.Target
	if target.Kind != exchange.Given {
		r.add(NotShown, "target: it is the reference cloud that osact brings along")
	}
	if target.Insecure {
		r.add(NotShown, "target: certificates were not verified, so another may have answered in its place")
	}
	if r.Verdict == nil {
		return
	}
	switch v := r.Verdict; {
	case v.Verdict == verdict.Conformant || v.Verdict == verdict.ConformantWithWarnings:
		r.add(Shown, "verdict: %s for the profile %s: %s", v.Verdict, v.Profile, v.Reason)
	case v.Verdict == verdict.Incomplete || v.Verdict == verdict.Partial && v.Sound():
		r.add(NotShown, "verdict: %s: %s", v.Verdict, v.Reason)
	default:
		r.add(Refused, "verdict: %s: %s", v.Verdict, v.Reason)
	}
}
