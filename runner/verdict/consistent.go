package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// Consistent works out from the findings whatever a verdict says beside them, and
// returns the first place where the verdict says something else: it was altered, or
// damaged, since osact wrote it. A verdict that was altered throughout is consistent;
// only its recording, judged again, shows that.
func (v Verdict) Consistent() error {
	again := v
	again.Counts, again.Levels, again.Findings = Counts{}, Levels{}, Counts{}
	again.Requirements = slices.Clone(v.Requirements)
	for i, r := range again.Requirements {
		again.Requirements[i].Outcome, _ = amount(openapi.Requirement{Level: r.Level}, r.Findings)
	}
	again.count()
	again.rule(nil)
	for _, contradiction := range []func(Verdict) error{v.outcomes, v.sums, v.ruling, v.evidence} {
		if err := contradiction(again); err != nil {
			return err
		}
	}
	return nil
}

// outcomes holds each requirement against its findings.
func (v Verdict) outcomes(again Verdict) error {
	for i, r := range v.Requirements {
		if want := again.Requirements[i].Outcome; r.Outcome != want {
			return fmt.Errorf("%s is called %s, and its findings come to %s", r.ID, r.Outcome, want)
		}
	}
	return nil
}

// sums holds the counts and the digest against the requirements.
func (v Verdict) sums(again Verdict) error {
	for _, sum := range []struct {
		name      string
		says, are Counts
	}{
		{"counts", v.Counts, again.Counts},
		{"levels.must", v.Levels.Must, again.Levels.Must},
		{"levels.should", v.Levels.Should, again.Levels.Should},
		{"levels.may", v.Levels.May, again.Levels.May},
		{"findings", v.Findings, again.Findings},
	} {
		for _, o := range claim.Outcomes() {
			if says, are := sum.says.Of(o), sum.are.Of(o); says != are {
				return fmt.Errorf("%s says %d %s, and there are %d", sum.name, says, o, are)
			}
		}
	}
	var findings []judge.Finding
	for _, r := range v.Requirements {
		for _, f := range r.Findings {
			findings = append(findings, judge.Finding{Requirement: r.ID, Probe: f.Probe, Outcome: f.Outcome, Answers: f.Answers, Violations: f.Violations})
		}
	}
	if digest := judge.Digest(findings); v.Digest != digest {
		return fmt.Errorf("the digest of its findings is %s, and not %q", digest, v.Digest)
	}
	return nil
}

// ruling holds the verdict and the exit code against the counts. Of an error nothing
// is known but its exit code. Where there is a gate, that decides the exit code.
func (v Verdict) ruling(again Verdict) error {
	if v.Verdict == Error {
		again.Verdict, again.Exit = Error, exit.Defect
	}
	if strings.Contains(v.Reason, ofThese) && again.Exit == exit.Conformant {
		again.Verdict, again.Exit = Incomplete, exit.Incomplete
	}
	if v.Gate != nil {
		code, err := v.Gate.calls()
		if err != nil {
			return err
		}
		again.Exit = code
	}
	if v.Verdict != again.Verdict {
		return fmt.Errorf("it is called %s, and its counts come to %s", v.Verdict, again.Verdict)
	}
	caller := fmt.Sprintf("a verdict of %s", v.Verdict)
	if v.Gate != nil {
		caller = "its gate"
	}
	leftServers := v.Exit == exit.Incomplete && again.Exit == exit.Conformant
	interrupted := v.Exit > 128 && v.Verdict != Error
	if v.Exit != again.Exit && !leftServers && !interrupted {
		return fmt.Errorf("its exit code is %d, and %s calls for %d", v.Exit, caller, again.Exit)
	}
	return nil
}

// calls returns the exit code that the reasons of a gate call for. It fails where the
// gate says something else.
func (g Gate) calls() (int, error) {
	code := exit.Conformant
	if len(g.Reasons) > 0 {
		code = g.Reasons[0].Exit
	}
	if g.Passes != (len(g.Reasons) == 0) {
		return code, fmt.Errorf("its gate says passes: %t, and has %d reasons not to pass", g.Passes, len(g.Reasons))
	}
	if g.Exit != code {
		return code, fmt.Errorf("the exit code of its gate is %d, and its reasons call for %d", g.Exit, code)
	}
	return code, nil
}

// evidence holds the findings against what is said of the recording.
func (v Verdict) evidence(Verdict) error {
	for _, r := range v.Requirements {
		if len(v.Only) > 0 && !slices.Contains(v.Only, r.ID) {
			return fmt.Errorf("it is narrowed to other requirements, and judges %s", r.ID)
		}
		for _, f := range r.Findings {
			if at := slices.IndexFunc(f.Evidence, func(i int) bool { return i < 0 || i >= v.Requests }); at >= 0 {
				return fmt.Errorf("a finding about %s rests on exchange %d, and there are %d", r.ID, f.Evidence[at], v.Requests)
			}
			actor := f.Probe.As
			if _, played := v.Actors[actor]; !played && actor.Known() && actor.HasAccount() && asked(f) {
				return fmt.Errorf("a finding about %s rests on what the actor %s was answered, and nobody played that one", r.ID, actor)
			}
		}
	}
	return nil
}

// asked reports that a finding says what an answer was like.
func asked(f Finding) bool { return f.Outcome == claim.Satisfied || f.Outcome == claim.Violated }
