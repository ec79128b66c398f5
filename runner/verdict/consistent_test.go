package verdict_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// mixed has a finding of each kind about three requirements.
func mixed() []judge.Finding {
	return []judge.Finding{
		finding("show.holds", claim.Satisfied), finding("show.must", claim.Violated), finding("show.must", claim.Satisfied),
		finding("show.should", claim.Untested), finding("show.may", claim.Violated),
	}
}

// Whatever is changed by hand in what follows from the findings is refused, with the
// first thing that does not follow.
func TestAVerdictThatContradictsItselfIsNotRead(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*verdict.Verdict)
		want   string
	}{
		"the ruling":          {func(v *verdict.Verdict) { v.Verdict = verdict.Conformant }, "it is called conformant, and its counts come to nonconformant"},
		"the exit code":       {func(v *verdict.Verdict) { v.Exit = 0 }, "its exit code is 0, and a verdict of nonconformant calls for 1"},
		"the ruling and exit": {func(v *verdict.Verdict) { v.Verdict, v.Exit = verdict.Conformant, 0 }, "it is called conformant"},
		"an error":            {func(v *verdict.Verdict) { v.Verdict, v.Exit = verdict.Error, 130 }, "calls for 5"},
		"an outcome":          {func(v *verdict.Verdict) { v.Requirements[1].Outcome = claim.Satisfied }, "show.must is called satisfied, and its findings come to violated"},
		"a MAY":               {func(v *verdict.Verdict) { v.Requirements[3].Outcome = claim.Violated }, "show.may is called violated, and its findings come to satisfied"},
		"a finding": {func(v *verdict.Verdict) {
			v.Requirements[1].Findings[0].Outcome = claim.Satisfied
			v.Requirements[1].Outcome = claim.Satisfied
		}, "counts says"},
		"a finding is left out": {func(v *verdict.Verdict) { v.Requirements[1].Findings = v.Requirements[1].Findings[:1] }, "findings says 2 satisfied, and there are 1"},
		"a requirement is not":  {func(v *verdict.Verdict) { v.Requirements = v.Requirements[:3] }, "counts says"},
		"a level":               {func(v *verdict.Verdict) { v.Requirements[1].Level = "SHOULD" }, "levels.must says"},
		"a count":               {func(v *verdict.Verdict) { v.Counts.Satisfied++ }, "counts says 3 satisfied, and there are 2"},
		"a level's count":       {func(v *verdict.Verdict) { v.Levels.May.Untested++ }, "levels.may says 1 untested"},
		"a count of findings":   {func(v *verdict.Verdict) { v.Findings.Violated-- }, "findings says 1 violated"},
		"the digest":            {func(v *verdict.Verdict) { v.Digest = strings.Repeat("0", 64) }, "the digest of its findings is "},
		"a probe":               {func(v *verdict.Verdict) { v.Requirements[0].Findings[0].Probe.Version = "2.9" }, "the digest of its findings is "},
		"a place":               {func(v *verdict.Verdict) { v.Requirements[1].Findings[0].Violations[0].At = "/a" }, "the digest of its findings is "},
		"strict":                {func(v *verdict.Verdict) { v.Verdict, v.Exit, v.Reason = verdict.Incomplete, 3, "some; of these, all" }, "it is called incomplete"},
		"the evidence":          {func(v *verdict.Verdict) { v.Requests = 3 }, "rests on exchange 3, and there are 3"},
		"the actors":            {func(v *verdict.Verdict) { delete(v.Actors, exchange.Member) }, "what the actor member was answered"},
		"a gate's exit":         {func(v *verdict.Verdict) { v.Gate = &verdict.Gate{Passes: true} }, "its exit code is 1, and its gate calls for 0"},
		"a gate that fails":     {func(v *verdict.Verdict) { v.Gate, v.Exit = failing(1, 0), 0 }, "the exit code of its gate is 0, and its reasons call for 1"},
		"a gate that passes": {func(v *verdict.Verdict) {
			v.Gate, v.Exit = failing(4, 4), 4
			v.Gate.Passes = true
		}, "its gate says passes: true, and has 1 reasons not to pass"},
		"what it is about": {func(v *verdict.Verdict) { v.Only, v.Verdict = []string{"show.must"}, verdict.Partial }, "judges show.holds"},
	} {
		t.Run(name, func(t *testing.T) {
			v := judged(t, four, recording(), mixed(), verdict.Options{})
			test.change(&v)
			path := kept(t, v)
			if _, err := verdict.Read(path); err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path+" contradicts itself") {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// Whatever osact writes is consistent: of each ruling, narrowed, interrupted, with
// servers that are left over.
func TestWhatIsWrittenIsConsistent(t *testing.T) {
	held := []judge.Finding{finding("show.holds", claim.Satisfied), finding("show.must", claim.Satisfied)}
	for name, findings := range map[string][]judge.Finding{
		"mixed": mixed(), "held": held, "nothing": nil,
		"warned":   append(slices.Clone(held), finding("show.should", claim.Violated)),
		"unheard":  append(slices.Clone(held), finding("show.must", claim.Inconclusive)),
		"a defect": append(slices.Clone(held), judge.Finding{Requirement: "show.must", Outcome: "odd"}),
	} {
		for _, strict := range []bool{false, true} {
			for circumstance, change := range map[string]func(*verdict.Verdict){
				"":            func(*verdict.Verdict) {},
				"narrowed":    func(v *verdict.Verdict) { v.Narrow("filtered") },
				"interrupted": func(v *verdict.Verdict) { v.Exit = 130 },
				"left over":   func(v *verdict.Verdict) { v.Exit = max(v.Exit, 3) },
				"passed":      func(v *verdict.Verdict) { v.Gate, v.Exit = &verdict.Gate{Passes: true}, 0 },
				"not passed":  func(v *verdict.Verdict) { v.Gate, v.Exit = failing(4, 4), 4 },
			} {
				v := judged(t, four, recording(), findings, verdict.Options{Strict: strict})
				if v.Verdict == verdict.Error && circumstance != "narrowed" && circumstance != "" {
					continue // no circumstance overrules a defect
				}
				if v.Exit == 1 && circumstance == "left over" {
					continue // nor a violation
				}
				change(&v)
				if _, err := verdict.Read(kept(t, v)); err != nil {
					t.Errorf("%s %s, strict %t: %v", name, circumstance, strict, err)
				}
			}
			chosen := recording()
			chosen.Only = []string{"show.holds", "show.must", "show.should", "show.may"}
			for _, why := range []string{"", "filtered"} {
				v := judged(t, four, chosen, findings, verdict.Options{Strict: strict})
				if why != "" {
					v.Narrow(why)
				}
				if _, err := verdict.Read(kept(t, v)); err != nil {
					t.Errorf("%s of what was chosen, %s, strict %t: %v", name, why, strict, err)
				}
			}
		}
	}
}

// failing is a gate that says one exit code, and whose reason calls for another or not.
func failing(calls, says int) *verdict.Gate {
	return &verdict.Gate{Exit: says, Reasons: []verdict.GateReason{{Name: "less-judged", Exit: calls}}}
}

// kept writes a verdict into a file of its own.
func kept(t *testing.T, v verdict.Verdict) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "verdict.json")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(v.Write(file), file.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}
