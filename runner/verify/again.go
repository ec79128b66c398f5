package verify

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/strictjson"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// judgement judges the recording again, first as the bundle says it was, then by the
// terms.
func (r *Report) judgement(c bundle.Contents, terms Terms) error {
	recording := c.Recording
	if recording.Profile != terms.Profile {
		r.add(Refused, "profile: it was run for the profile %q, and %q is demanded", recording.Profile, terms.Profile)
		return nil
	}
	whole := recording
	whole.Only = nil
	again, err := judged(whole, c, terms)
	if err != nil {
		return err
	}
	r.Verdict = &again
	if len(recording.Only) > 0 {
		r.add(NotShown, "judged again: the run was narrowed to %d of %d requirements", len(recording.Only), len(again.Requirements))
		if again, err = judged(recording, c, terms); err != nil {
			return err
		}
	}
	return r.compare(c, again, terms)
}

// compare holds what a bundle says against the verdict that its recording comes to.
func (r *Report) compare(c bundle.Contents, again verdict.Verdict, terms Terms) error {
	if r.taken(c.Verdict, again); r.Has(Refused) {
		return nil
	}
	r.differs = firstDifference(c.Verdict, again)
	sameJudge := openapi.SameContract(c.Verdict.Contract, again.Contract) && c.Verdict.Suite == again.Suite
	switch {
	case r.differs == nil:
		r.add(Shown, "judged again: every outcome is the same, findings digest %s", again.Digest)
		return r.files(c, again, terms)
	case sameJudge:
		r.add(Refused, "judged again: %v", r.differs)
	default:
		r.madeElsewhere("judged again: %v; it was judged by osact %s with the contract %s, and now by %s with %s, which may be why",
			r.differs, c.Verdict.Suite, verdict.ShortContract(c.Verdict.Contract), again.Suite, verdict.ShortContract(again.Contract))
	}
	return nil
}

// judged judges a recording again. Whether a SHOULD counts like a MUST is for whoever
// judges to choose: the bundle says how it was.
func judged(recording exchange.Recording, c bundle.Contents, terms Terms) (verdict.Verdict, error) {
	trial, err := suites.Open(terms.Contract, recording)
	if err != nil {
		return verdict.Verdict{}, err
	}
	return verdict.New(underID(c.Verdict.Contract, terms.Contract), recording, trial.Findings(), verdict.Options{
		Strict: c.Verdict.Strict, Suite: terms.Build.Version, Evidence: c.Manifest.EvidenceDigest,
		Covering: verdict.CoveringOf(trial), Dictionary: dictionary.For(terms.Contract),
	}), nil
}

// called is a contract under an id of its own.
type called struct {
	*openapi.Contract
	id string
}

func (c called) ID() string { return c.id }

// underID returns a contract under the id that a verdict has for it: what was given to one
// osact is built into another, and that is no difference.
func underID(id string, contract *openapi.Contract) verdict.Contract {
	if openapi.SameContract(id, contract.ID()) {
		return called{contract, id}
	}
	return contract
}

// taken holds what a verdict takes from its recording against that, whoever judged.
func (r *Report) taken(said, again verdict.Verdict) {
	from := func(v verdict.Verdict) any {
		return map[string]any{
			"target": v.Target, "profile": v.Profile, "actors": v.Actors, "started": v.Started.UTC(), "ended": v.Ended.UTC(), "ending": v.Ending,
			"requests": v.Requests, "recorded": map[string]string{"suite": v.Recorded.Suite, "contract": v.Recorded.Contract},
		}
	}
	where, says, is, differ, err := strictjson.Unlike(from(said), from(again))
	switch {
	case err != nil:
		r.add(Refused, "%s: %v", results.VerdictFile, err)
	case differ:
		r.add(Refused, "%s: it says that %s is %s, and by the recording it is %s", results.VerdictFile, where, says, is)
	}
}

// firstDifference says what comes out otherwise when a recording is judged again; nil:
// nothing does.
func firstDifference(said, again verdict.Verdict) error {
	outcomes := map[string]string{}
	for _, q := range said.Requirements {
		outcomes[q.ID] = string(q.Outcome)
	}
	for _, q := range again.Requirements {
		was, ok := outcomes[q.ID]
		switch {
		case !ok:
			return fmt.Errorf("%s is demanded, and its verdict leaves it out", q.ID)
		case was != string(q.Outcome):
			return fmt.Errorf("%s is called %s, and comes out %s", q.ID, was, q.Outcome)
		}
		delete(outcomes, q.ID)
	}
	switch {
	case len(outcomes) > 0:
		return fmt.Errorf("its verdict judges %d requirements that are not demanded", len(outcomes))
	case said.Digest != again.Digest:
		return fmt.Errorf("the digest of its findings is %.64q, and comes out %s", said.Digest, again.Digest)
	case said.Verdict != again.Verdict:
		return fmt.Errorf("its verdict is %s, and comes out %s", said.Verdict, again.Verdict)
	}
	return nil
}

// beside tells what a verdict says that no recording can show, and takes it over, so
// that the rest can be compared.
func (r *Report) beside(said verdict.Verdict, again *verdict.Verdict) {
	if said.Gate != nil {
		r.add(NotShown, "gate: its baseline and waivers are not in the bundle, so what it made of the verdict, exit code %d, is not judged again", said.Exit)
		again.Gate, again.Exit = said.Gate, said.Exit
	}
	// What a run adds to the reason is why it did not end with 0.
	why, more := strings.CutPrefix(said.Reason, again.Reason+"; ")
	more = more && said.Exit != exit.Conformant
	if said.Exit != again.Exit || more {
		r.add(NotShown, "exit: the verdict calls for the exit code %d, and the run ended with %d; nothing in the recording shows why: %.200q", again.Exit, said.Exit, why)
		again.Exit = said.Exit
	}
	if more {
		again.Reason = said.Reason
	}
}
