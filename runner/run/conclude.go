package run

import (
	"crypto/rand"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Circumstances are what counts for a verdict beside the answers.
type Circumstances struct {
	Left   error // servers that are left over
	Signal int   // the exit code of the signal that interrupted the run; 0: none did
	// LeftOut says that findings are about a part of what was demanded alone, and why:
	// about the requirements in Only. Empty: they are about all of it.
	LeftOut string
	Only    []string
}

// Conclude makes the verdict of what was found in a recording, and writes the
// files, if there are to be any. Beside a baseline it says what changed, too. Trial is
// the recording beside the contract. Where a defect keeps a file from being written,
// the recording is written alone.
func (r *Run) Conclude(trial *judge.Evaluator, recording exchange.Recording, findings []judge.Finding, c Circumstances, guard *secret.Redactor) (verdict.Verdict, *compare.Difference, error) {
	judged := recording // the file is of all that was asked
	if c.LeftOut != "" {
		judged.Only = c.Only
	}
	evidence, err := recording.Digest()
	if err != nil {
		return verdict.Verdict{}, nil, exit.Defectf("the recording has no digest: %w", err)
	}
	v := verdict.New(r.Contract, judged, findings, verdict.Options{
		Strict: r.Strict, Suite: version.This().Version, Evidence: evidence, Covering: verdict.CoveringOf(trial),
		Dictionary: dictionary.For(r.Contract),
	})
	if c.LeftOut != "" {
		v.Narrow(c.LeftOut)
	}
	difference, err := r.pass(&v)
	if err != nil {
		return v, nil, r.Keep(recording, guard, err)
	}
	c.overrule(&v)
	if r.Results.Path == "" {
		return v, difference, nil
	}
	files := append([]results.File{results.Recording(recording)}, results.Difference(difference)...)
	err = r.Results.Write(append(files, results.Judged(recording, v)...), guard)
	if err != nil && exit.CodeOf(err) == exit.Defect {
		err = r.Keep(recording, guard, err)
	}
	if err == nil && difference == nil {
		err = r.Results.Clear(results.Differences()...)
	}
	if err == nil && r.Bundle != "" {
		err = r.putTogether()
	}
	return v, difference, err
}

// putTogether makes the bundle of the results.
func (r *Run) putTogether() error {
	c, err := bundle.Gather(r.Results.Path, r.Contract, r.More)
	if err == nil && r.Public {
		if c, err = c.Publish(r.Contract, rand.Reader); err != nil {
			return exit.Usagef("--bundle %s: it can't be made public: %w: the results are in %s; put them together with osact bundle, for those who may see what operators are shown", r.Bundle, err, r.Results.Path)
		}
	}
	if err == nil {
		err = c.WriteFile(r.Bundle)
	}
	if err != nil {
		return exit.Usagef("--bundle %s: %w: the results are in %s; put them together with osact bundle", r.Bundle, err, r.Results.Path)
	}
	return nil
}

// pass puts a verdict before the gate, if there is one, whose exit code is then that
// of the run.
func (r *Run) pass(v *verdict.Verdict) (*compare.Difference, error) {
	if !r.Terms.Given() {
		return nil, nil
	}
	gate, difference, err := r.Terms.Judge(r.Contract, *v)
	if err != nil {
		return nil, exit.Usagef("the baseline and this run can't be compared: %w", err)
	}
	v.Gate, v.Exit = &gate, gate.Exit
	return difference, nil
}

// overrule changes the exit code of a verdict, and its reason, for what is not in
// the answers.
func (c Circumstances) overrule(v *verdict.Verdict) {
	if c.Left != nil {
		v.Reason += "; " + openapi.Visible(c.Left.Error())
		if v.Exit == 0 {
			v.Exit = exit.Incomplete
		}
	}
	if c.Signal != 0 && v.Verdict != verdict.Error {
		if v.Ending != exchange.Interrupted {
			v.Reason += "; osact was interrupted when it had asked"
		}
		v.Exit = c.Signal
	}
}
